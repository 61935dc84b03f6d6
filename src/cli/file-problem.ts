import { UserError } from '../core/errors.ts';

/**
 * What went wrong with a file, in a sentence.
 * @param what the file in question, as the subject of the sentence
 */
export function fileProblem(what: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const reasons: Record<string, string> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist: a part of its path is not a folder',
    EISDIR: 'is a folder, not a file',
    EACCES: 'may not be used by this user',
    EPERM: 'may not be used by this user',
    EROFS: 'is on a file system that cannot be written to',
    ENOSPC: 'does not fit on the disk',
    ENAMETOOLONG: 'has too long a name',
    ELOOP: 'cannot be found: its links lead in a circle',
  };
  return new UserError(`${what} ${reasons[code] ?? `cannot be used (${code})`}.`);
}
