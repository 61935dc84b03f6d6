import * as v from 'valibot';
import { LIMITS } from '../core/spec.ts';
import { isFloat32 } from '../data/moments.ts';
import { mustBe, show } from '../spec/problems.ts';
import {
  closedObject,
  isRecord,
  list,
  numberWithin,
  text,
  type Schema,
} from '../spec/schema-parts.ts';

/*
 * A saved model is JSON, its weights are decimals: the shortest that give the same float32
 * back. Base64 would be half as long, but a person could not read it, two files could not be
 * compared line by line, and every reader would have to know about the order of bytes. The
 * networks trained here are small enough for the difference not to matter.
 */

export const MODEL_FORMAT = 'nabla-model';
/** The version that this build reads and writes. */
export const MODEL_VERSION = 1;

/** Bytes of a saved model, checked before it is read. */
export const MAX_MODEL_BYTES = 64 * 2 ** 20;
/** As many as surely fit: the longest float32 has 16 characters with its comma. */
export const MAX_MODEL_PARAMETERS = 4_000_000;

const MAX_NAME_CHARACTERS = 1000;

interface TensorRecord {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface MomentsRecord {
  readonly mean: number;
  readonly deviation: number;
}

/** A saved model whose fields are each right; `spec` is not looked at. */
export interface ModelRecord {
  readonly format: string;
  readonly version: number;
  readonly step: number;
  readonly spec: unknown;
  readonly features: readonly string[];
  readonly target: string;
  readonly classes: readonly string[] | null;
  readonly standardization: {
    readonly inputs: readonly MomentsRecord[];
    readonly target: MomentsRecord | null;
  } | null;
  readonly parameters: readonly TensorRecord[];
  readonly statistics: readonly TensorRecord[];
}

/** A list of float32; the first that is none is named, and the others are not looked at. */
const floats: Schema<number[]> = v.custom<number[]>(
  (input) =>
    Array.isArray(input) && input.length <= MAX_MODEL_PARAMETERS && wrongAt(input) < 0,
  ({ input }) => {
    if (!Array.isArray(input)) return mustBe('a list of numbers', input);
    if (input.length > MAX_MODEL_PARAMETERS)
      return `has ${input.length} items; at most ${MAX_MODEL_PARAMETERS} are allowed.`;
    const at = wrongAt(input);
    return `must hold finite float32 numbers; item ${at} is ${show(input[at])}.`;
  },
);

function wrongAt(values: readonly unknown[]): number {
  return values.findIndex((value) => typeof value !== 'number' || !isFloat32(value));
}

const tensors = list<TensorRecord>(
  closedObject({
    name: text(MAX_NAME_CHARACTERS),
    shape: list(numberWithin({ minimum: 0, maximum: LIMITS.columns, integer: true }), 2),
    values: floats,
  }),
  // Four parameters a layer at most, and an output layer.
  4 * (LIMITS.hiddenLayers + 1),
);

const finite = { minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE };

const moments: Schema<MomentsRecord> = closedObject({
  mean: numberWithin(finite),
  deviation: numberWithin({ ...finite, minimum: 0, exclusiveMinimum: true }),
});

const names = list(text(MAX_NAME_CHARACTERS), LIMITS.columns);

export const modelSchema: Schema<ModelRecord> = closedObject({
  format: v.literal(MODEL_FORMAT),
  version: v.literal(MODEL_VERSION),
  step: numberWithin({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, integer: true }),
  spec: v.custom<unknown>(isRecord, ({ input }) => mustBe('an object', input)),
  features: names,
  target: text(MAX_NAME_CHARACTERS),
  classes: v.nullable(names),
  standardization: v.nullable(
    closedObject({
      inputs: list(moments, LIMITS.columns),
      target: v.nullable(moments),
    }),
  ),
  parameters: tensors,
  statistics: tensors,
});
