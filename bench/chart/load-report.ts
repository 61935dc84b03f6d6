import { readFileSync } from 'node:fs';
import { UserError } from '../../src/core/errors.ts';
import type { Report } from '../report.ts';

/**
 * A result that `--json` wrote.
 * @throws UserError when the file cannot be read, is no such result, or is that of a void run
 */
export function loadReport(path: string): Report {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UserError(`The result "${path}" cannot be read.`);
  }
  const value = parse(text);
  if (!isReport(value))
    throw new UserError(
      `"${path}" is no result of the benchmark; --chart takes a file that --json wrote.`,
    );
  if (value.void !== null)
    throw new UserError(`The run of "${path}" is void: ${value.void}`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isReport(value: unknown): value is Report {
  return (
    isObject(value) &&
    value.format === 1 &&
    isObject(value.environment) &&
    Array.isArray(value.cases) &&
    value.cases.every((entry) => isObject(entry) && Array.isArray(entry.results))
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
