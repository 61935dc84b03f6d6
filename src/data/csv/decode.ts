import { UserError } from '../../core/errors.ts';
import { LIMITS } from '../../core/spec.ts';

/**
 * The text of a CSV file, without a byte-order mark and with `\n` as its only line break.
 *
 * @param name what messages call the file
 * @throws UserError when it is larger than `LIMITS.csvBytes`, not UTF-8, or has no text
 */
export function decodeCsv(source: string | Uint8Array, name: string): string {
  if (source.length > LIMITS.csvBytes)
    throw new UserError(
      `${name} is larger than ${LIMITS.csvBytes / 2 ** 20} MiB, the most that can be read; use a part of its rows.`,
    );
  let text = typeof source === 'string' ? source : decodeUtf8(source, name);
  if (text.startsWith('\uFEFF')) text = text.slice(1);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (!/\S/.test(text))
    throw new UserError(
      `${name} is empty; a CSV file has a row of column names and then a row per example.`,
    );
  return text;
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new UserError(
      `${name}, row ${findInvalidLine(bytes, decoder)}: not UTF-8 text; save the file as UTF-8.`,
    );
  }
}

/** 1-based. A line break is never part of another character, so lines can be tried alone. */
function findInvalidLine(bytes: Uint8Array, decoder: TextDecoder): number {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return 1;
}
