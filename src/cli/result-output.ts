import { tell, writeText, type CliIo } from './io.ts';
import { jsonPieces } from './json-pieces.ts';
import { checkResultFile } from './result-file.ts';

/** Where a command's JSON result goes. */
export interface ResultOutput {
  write(result: unknown): Promise<void>;
}

/**
 * The file that `--out` names, or stdout. Called before the work, so that a wrong path is
 * told at once.
 * @throws UserError when the file cannot be written
 */
export async function openResultOutput(
  io: CliIo,
  out: string | undefined,
): Promise<ResultOutput> {
  if (out === undefined)
    return { write: (result) => writeText(io.stdout, jsonPieces(result)) };
  const file = await checkResultFile(out, io.cwd);
  return {
    async write(result) {
      await file.write(jsonPieces(result));
      tell(io, `The result is in ${file.name}.`);
    },
  };
}
