import { randomBytes } from 'node:crypto';
import { open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import { fileProblem } from './file-problem.ts';

/** Where `--out` goes: it was checked, and it is written as a whole or not at all. */
export interface ResultFile {
  /** As the user named it. */
  readonly name: string;
  /** @throws UserError when the disk is full or the folder went away meanwhile */
  write(pieces: Iterable<string>): Promise<void>;
}

/**
 * Checks that `name` can be written to; nothing is left behind yet.
 * @param name path relative to `cwd`
 * @throws UserError when its folder is missing or not writable, or it is a folder itself
 */
export async function checkResultFile(name: string, cwd: string): Promise<ResultFile> {
  const what = `The file "${name}" for the result`;
  const path = await followLinks(resolve(cwd, name)).catch((error: unknown) => {
    throw fileProblem(what, error);
  });
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory()) throw fileProblem(what, systemError('EISDIR'));
  await checkFolder(name, dirname(path));
  // A device or a pipe is written to, not replaced.
  const isReplaced = existing?.isFile() ?? true;
  if (isReplaced) await checkCreation(name, path);
  const mode = existing ? existing.mode & 0o777 : undefined;
  return {
    name,
    async write(pieces) {
      try {
        if (isReplaced) await replaceFile(path, pieces, mode);
        else await writeInto(path, pieces);
      } catch (error) {
        throw fileProblem(what, error);
      }
    },
  };
}

async function checkFolder(name: string, folder: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) throw systemError('ENOTDIR');
  } catch (error) {
    throw fileProblem(`The folder of "${name}", the file for the result,`, error);
  }
}

/** Permissions do not tell everything (quotas, odd file systems); creating a file does. */
async function checkCreation(name: string, path: string): Promise<void> {
  const draft = draftPath(path);
  try {
    await (await open(draft, 'wx')).close();
    await rm(draft);
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException;
    throw new UserError(
      `No file can be created in the folder of "${name}" (${code}); choose another place for the result.`,
    );
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * A link stays a link: what it points to is written, whether it is there yet or not.
 * @throws Error ELOOP for links in a circle
 */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') throw error;
    // Where it is no link that leads to nothing, the checks that follow say what is wrong.
    const target = code === 'ENOENT' ? await readlink(path).catch(() => null) : null;
    return target === null ? path : followLinks(resolve(dirname(path), target));
  }
}

/**
 * Writes a file beside it, complete and on the disk, and then renames that to `path`.
 * @param mode permissions of the file that is replaced, if there is one
 */
async function replaceFile(
  path: string,
  pieces: Iterable<string>,
  mode: number | undefined,
): Promise<void> {
  const draft = draftPath(path);
  try {
    const file = await open(draft, 'wx', mode);
    try {
      // Past the umask, which holds for new files.
      if (mode !== undefined) await file.chmod(mode);
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeInto(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/** A name of its own in the same folder, because only within one can a rename be atomic. */
function draftPath(path: string): string {
  const suffix = randomBytes(4).toString('hex');
  return join(dirname(path), `.${basename(path)}.${suffix}.tmp`);
}
