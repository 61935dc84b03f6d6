import * as v from 'valibot';
import { listNames, UserError } from '../core/errors.ts';
import { didYouMean } from './closest-name.ts';
import { mustBe, mustBeKnown } from './problems.ts';

/**
 * What the schema of a spec is made of. Each part is a valibot schema, so that JSON Schema
 * can be printed from it, and its issues carry the end of a sentence whose subject is the
 * place (`must be a whole number from 1 to 16384, not -4.`).
 */
export type Schema<Output> = v.GenericSchema<unknown, Output>;

export interface NumberBounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly integer?: boolean;
}

type Issue = v.BaseIssue<unknown>;

/** A finite number within bounds. −0 becomes 0, so that equal specs read the same. */
export function numberWithin(bounds: NumberBounds): Schema<number> {
  const expectation = describeBounds(bounds);
  const message = ({ input }: { readonly input: unknown }) => mustBe(expectation, input);
  const { minimum, maximum } = bounds;
  const base = v.pipe(
    bounds.integer ? v.pipe(v.number(message), v.integer(message)) : v.number(message),
    bounds.exclusiveMinimum ? v.gtValue(minimum, message) : v.minValue(minimum, message),
    bounds.exclusiveMaximum ? v.ltValue(maximum, message) : v.maxValue(maximum, message),
  );
  return {
    ...base,
    '~run'(dataset, config) {
      const result = base['~run'](dataset, config);
      if (result.value === 0) result.value = 0;
      return result;
    },
  };
}

/** `a whole number from 1 to 16384`, `a number above 0 and at most 1000`. */
export function describeBounds(bounds: NumberBounds): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const kind = bounds.integer ? 'a whole number' : 'a number';
  if (!exclusiveMinimum && !exclusiveMaximum)
    return `${kind} from ${minimum} to ${maximum}`;
  const low = exclusiveMinimum ? `above ${minimum}` : `of at least ${minimum}`;
  const high = exclusiveMaximum ? `below ${maximum}` : `at most ${maximum}`;
  return `${kind} ${low} and ${high}`;
}

export function flag(): Schema<boolean> {
  return v.boolean(({ input }) => mustBe('true or false', input));
}

/** A string of 1 to `maximum` characters. */
export function text(maximum: number): Schema<string> {
  const message = ({ input }: { readonly input: unknown }) =>
    mustBe(`a text of 1 to ${maximum} characters`, input);
  return v.pipe(
    v.string(message),
    v.minLength(1, message),
    v.maxLength(maximum, message),
  );
}

export function oneOf<const Name extends string>(names: readonly Name[]): Schema<Name> {
  return v.picklist(names, ({ input }) => mustBeKnown(input, names));
}

/** A list of `minimum` to `maximum` items; a longer one is refused before its items are looked at. */
export function list<Output>(
  item: Schema<Output>,
  maximum: number,
  minimum = 0,
): Schema<Output[]> {
  const atMost = v.pipe(v.array(item), v.maxLength(maximum));
  const base = minimum > 0 ? v.pipe(atMost, v.minLength(minimum)) : atMost;
  return {
    ...base,
    '~run'(dataset, config) {
      const input = dataset.value;
      if (!Array.isArray(input))
        return failed(input, [issueOf(input, mustBe('a list', input))]);
      if (input.length > maximum) {
        const message = `has ${input.length} items; at most ${maximum} are allowed.`;
        return failed(input, [issueOf(input, message)]);
      }
      if (input.length < minimum) {
        const message = `has ${countOf(input.length)}; at least ${minimum} ${minimum === 1 ? 'is' : 'are'} needed.`;
        return failed(input, [issueOf(input, message)]);
      }
      return base['~run'](dataset, config);
    },
  };
}

/**
 * A list of exactly one value for each schema.
 * @param expectation what it must be, for the message about a list of another length
 */
export function tuple<const Items extends readonly Schema<unknown>[]>(
  items: Items,
  expectation: string,
): Schema<v.InferOutput<v.StrictTupleSchema<Items, undefined>>> {
  return {
    ...v.strictTuple(items),
    '~run'(dataset, config) {
      const input = dataset.value;
      if (!Array.isArray(input) || input.length !== items.length) {
        const message = Array.isArray(input)
          ? `must be ${expectation}, not a list of ${input.length}.`
          : mustBe(expectation, input);
        return failed(input, [issueOf(input, message)]);
      }
      const results = items.map((item, index) =>
        item['~run']({ value: input[index] as unknown }, config),
      );
      const issues = results.flatMap((result, index) =>
        (result.issues ?? []).map((issue) => within(input, index, issue)),
      );
      if (issues.length > 0) return failed(input, issues);
      type Output = v.InferOutput<v.StrictTupleSchema<Items, undefined>>;
      return { typed: true, value: results.map(({ value }) => value) as Output };
    },
  };
}

function countOf(items: number): string {
  return items === 0 ? 'no items' : items === 1 ? 'only 1 item' : `only ${items} items`;
}

/**
 * What `schema` accepts, made into its normal form.
 * @param normalize throws a UserError where the value is not right after all
 */
export function normalized<Output>(
  schema: Schema<Output>,
  normalize: (value: Output) => Output,
): Schema<Output> {
  return {
    ...schema,
    '~run'(dataset, config) {
      const result = schema['~run'](dataset, config);
      if (result.issues) return result;
      try {
        return { typed: true, value: normalize(result.value) };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const message = `is not right. ${error.message}`;
        return failed(dataset.value, [issueOf(dataset.value, message)]);
      }
    },
  };
}

/**
 * An object with these keys and no others: each unknown key is an issue, `__proto__` too.
 * Only own properties are read.
 */
export function closedObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
): Schema<v.InferOutput<v.StrictObjectSchema<Entries, undefined>>> {
  const known = Object.keys(entries);
  const quoted = known.map((key) => `"${key}"`).join(', ');
  return {
    ...v.strictObject(entries),
    '~run'(dataset, config) {
      const input = dataset.value;
      if (!isRecord(input)) {
        const message = mustBe(`an object with the keys ${quoted}`, input);
        return failed(input, [issueOf(input, message)]);
      }
      const output: Record<string, unknown> = {};
      const issues: Issue[] = [];
      for (const key of known) {
        const field = entries[key];
        const present = Object.hasOwn(input, key);
        const value = present ? input[key] : undefined;
        const result = field['~run']({ value }, config);
        if (result.issues && !present)
          issues.push(issueAt(input, key, `is missing; it ${result.issues[0].message}`));
        else
          for (const issue of result.issues ?? []) issues.push(within(input, key, issue));
        if (result.value !== undefined) output[key] = result.value;
      }
      for (const key of Object.keys(input))
        if (!known.includes(key)) {
          const message = `is not a known key; known are ${listNames(known)}.`;
          issues.push(issueAt(input, key, message + didYouMean(key, known)));
        }
      return issues.length === 0
        ? {
            typed: true,
            value: output as v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
          }
        : failed(input, issues);
    },
  };
}

/** The message about an unknown name under `key`, as `dispatch` wants it. */
export function unknownName(
  key: string,
  value: unknown,
  known: readonly string[],
): { readonly key: string; readonly message: string } {
  const message = mustBeKnown(value, known);
  return { key, message: value === undefined ? `is missing; it ${message}` : message };
}

/**
 * A union whose branch is chosen by the look of the input, so that the problems named are
 * those of the branch that was meant.
 * @param pick the branch, or what is wrong where there is none: with the input, or under a key of it
 */
export function dispatch<Output>(
  branches: readonly Schema<Output>[],
  pick: (
    input: unknown,
  ) => Schema<Output> | string | { readonly key: string; readonly message: string },
): Schema<Output> {
  return {
    ...v.union(branches),
    '~run'(dataset, config) {
      const input = dataset.value;
      const picked = pick(input);
      if (typeof picked === 'string') return failed(input, [issueOf(input, picked)]);
      return '~run' in picked
        ? picked['~run'](dataset, config)
        : failed(input, [issueAt(input, picked.key, picked.message)]);
    },
  };
}

/** Gives the field a title, and a sentence about it where one is needed, in the JSON Schema. */
export function described<Output>(
  schema: Schema<Output>,
  title: string,
  description?: string,
): Schema<Output> {
  return v.pipe(schema, v.metadata(description ? { title, description } : { title }));
}

/** A field that has `fallback` (as one would write it) where it is not given. */
export function optional<Output>(
  schema: Schema<Output>,
  fallback: boolean | number | string,
  title: string,
  description?: string,
): Schema<Output> {
  // A field with a fallback always has a value, which the type of `v.optional` cannot tell.
  const field = v.optional(schema, fallback) as Schema<Output>;
  return described(field, title, description);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failed(input: unknown, issues: readonly Issue[]): v.FailureDataset<Issue> {
  const [first, ...others] = issues;
  return { typed: false, value: input, issues: [first, ...others] };
}

function issueOf(input: unknown, message: string): Issue {
  return {
    kind: 'schema',
    type: 'spec',
    input,
    expected: null,
    received: typeof input,
    message,
  };
}

function issueAt(parent: unknown, key: string, message: string): Issue {
  return within(parent, key, issueOf(undefined, message));
}

/** The issue as its parent sees it: one key further away. */
function within(parent: unknown, key: string | number, issue: Issue): Issue {
  const step = {
    type: 'unknown',
    origin: 'value',
    input: parent,
    key,
    value: issue.input,
  } as const;
  return { ...issue, path: [step, ...(issue.path ?? [])] };
}
