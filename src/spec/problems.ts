import type { BaseIssue } from 'valibot';
import { listNames, UserError } from '../core/errors.ts';
import { didYouMean } from './closest-name.ts';

/** More would bury the first. */
const MAX_LISTED = 10;
const MAX_SHOWN_CHARACTERS = 40;

/** A value as a message shows it: short, and never the contents of a list or an object. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? String(value)
    : typeof value;
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN_CHARACTERS
    ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…`
    : text;
}

/** The end of a sentence whose subject is the place: `must be a list, not 5.` */
export function mustBe(expectation: string, input: unknown): string {
  return input === undefined
    ? `must be ${expectation}.`
    : `must be ${expectation}, not ${show(input)}.`;
}

/** The end of a sentence whose subject is the place: `is "swish"; known are …` */
export function mustBeKnown(input: unknown, known: readonly string[]): string {
  if (typeof input !== 'string') return mustBe(listNames(known), input);
  return `is ${show(input)}; known are ${listNames(known)}.${didYouMean(input, known)}`;
}

/** `network.hidden[1].units`; the empty path is the spec itself. */
export function formatPath(keys: readonly unknown[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (typeof key === 'string' && /^[A-Za-z_]\w*$/.test(key))
      path += path === '' ? shorten(key) : `.${shorten(key)}`;
    else path += `[${show(key)}]`;
  }
  return path === '' ? 'The spec' : path;
}

/**
 * One sentence for each issue, in the order of the fields.
 * @param place the keys that lead to what was parsed
 */
export function describeIssues(
  issues: readonly BaseIssue<unknown>[],
  place: readonly string[] = [],
): string[] {
  return issues.map(({ path, message }) => {
    const keys = (path ?? []).map(({ key }) => key);
    return `${formatPath([...place, ...keys])} ${message}`;
  });
}

/** All that is wrong with what is called `name`, as one error. */
export function problemsError(name: string, problems: readonly string[]): UserError {
  if (problems.length === 1) return new UserError(`${name}: ${problems[0]}`);
  const lines = problems.slice(0, MAX_LISTED).map((problem) => `- ${problem}`);
  const left = problems.length - MAX_LISTED;
  if (left > 0) lines.push(`- … and ${left} more.`);
  return new UserError(`${name} has ${problems.length} problems:\n${lines.join('\n')}`);
}
