import { safeParse } from 'valibot';
import { UserError } from '../core/errors.ts';
import { LIMITS, SPEC_VERSION, type TrainingSpec } from '../core/spec.ts';
import { checkFit } from './check-fit.ts';
import { describeJsonError, findJsonError } from './json-error.ts';
import { describeIssues, problemsError, show } from './problems.ts';
import { isRecord } from './schema-parts.ts';
import { trainingSpecSchema } from './schema.ts';

/**
 * Reads a spec from JSON.
 * @param name what messages call it: the name of the file
 * @returns the spec in its normal form, deeply frozen (see `parseSpec`)
 * @throws UserError naming every problem, or the line and column where the text is not JSON
 */
export function parseSpecText(text: string, name = 'The spec'): TrainingSpec {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > LIMITS.specBytes)
    throw new UserError(
      `${name} has ${bytes} bytes; a spec has at most ${LIMITS.specBytes}.`,
    );
  return parseSpec(parseJson(text.replace(/^\uFEFF/, ''), name), name);
}

/** @throws UserError with line and column where `text`, which messages call `name`, is not JSON */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = findJsonError(text);
    const where = place ? describeJsonError(text, place) : String(error);
    throw new UserError(`${name} is not valid JSON: ${where}`);
  }
}

/**
 * Checks any value and puts it in its normal form: every default is present, every choice
 * is an object with all its parameters. The result shares nothing with `value` and is
 * deeply frozen; parsing it again gives an equal spec.
 * @param name what messages call it
 * @throws UserError naming every problem, ten at most
 */
export function parseSpec(value: unknown, name = 'The spec'): TrainingSpec {
  checkVersion(value, name);
  const result = safeParse(trainingSpecSchema, value, { abortPipeEarly: true });
  if (!result.success) throw problemsError(name, describeIssues(result.issues));
  const problems = checkFit(result.output);
  if (problems.length > 0) throw problemsError(name, problems);
  return deepFreeze(result.output);
}

/** Another version is told first and alone: nothing else about it can be judged. */
function checkVersion(value: unknown, name: string): void {
  if (!isRecord(value) || !Object.hasOwn(value, 'version')) return;
  const { version } = value;
  if (version !== SPEC_VERSION)
    throw new UserError(
      `${name}: version is ${show(version)}; this program reads version ${SPEC_VERSION}.`,
    );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
