/**
 * An error caused by what a person typed, chose or supplied. Its message is a
 * sentence for that person: what is wrong, where, and what would be right.
 * Every face shows it as it is (the command line exits with status 2).
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** An engine or adapter that this machine or browser lacks, with the reason. */
export class UnavailableError extends UserError {}

/** More than an adapter can hold at once. */
export class CapacityError extends UserError {
  /** @param most how many of them it could hold, where that is known */
  constructor(
    message: string,
    readonly most?: number,
  ) {
    super(message);
  }
}

/** Joins names for a message: `"a", "b" or "c"`. */
export function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
