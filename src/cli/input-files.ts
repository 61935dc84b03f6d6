import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import { LIMITS, type TrainingSpec } from '../core/spec.ts';
import { parseSpecText } from '../spec/parse-spec.ts';
import { fileProblem } from './file-problem.ts';

/** A spec and the file it names. */
export interface RunFiles {
  readonly spec: TrainingSpec;
  /** Contents of `spec.data.csv`, where it names a file. */
  readonly csv?: Uint8Array;
}

/**
 * Reads a spec and the CSV file it names, whose path is relative to the spec's folder.
 * @param path of the spec, relative to `cwd`
 * @throws UserError when a file is missing, no file, too large, or the spec is wrong
 */
export async function readRunFiles(path: string, cwd: string): Promise<RunFiles> {
  const specPath = resolve(cwd, path);
  const bytes = await readLimited(specPath, `The spec "${path}"`, LIMITS.specBytes);
  const spec = parseSpecText(decode(bytes, path), path);
  if (!('csv' in spec.data)) return { spec };
  const csvPath = resolve(dirname(specPath), spec.data.csv);
  const what = `The file "${spec.data.csv}" that data.csv in ${path} names`;
  return { spec, csv: await readLimited(csvPath, what, LIMITS.csvBytes) };
}

/** Reads no further than the limit: a device or a pipe tells no size and may have no end. */
async function readLimited(
  path: string,
  what: string,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // `end` is the last byte read, so that one beyond the limit would be.
    for await (const chunk of createReadStream(path, { end: limit })) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
    }
  } catch (error) {
    throw fileProblem(what, error);
  }
  if (length > limit)
    throw new UserError(`${what} has more than ${limit} bytes, the most that are read.`);
  return Buffer.concat(chunks, length);
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`The spec "${path}" is not text in UTF-8.`);
  }
}
