import { UserError } from '../core/errors.ts';
import { createRandom } from '../core/random.ts';
import type { Task } from '../core/spec.ts';
import type { RawTable } from './raw-table.ts';
import type { Moments } from './moments.ts';
import { isFloat32, measureMoments } from './moments.ts';
import { splitIndices } from './split.ts';

/** Examples ready to be encoded for a loss. */
export interface RawExamples {
  readonly count: number;
  /** [count, inputs], row-major, standardized where that was asked for. */
  readonly inputs: Float32Array;
  /** [count, 2] coordinates in the plane that the inputs were computed from; absent where they were not. */
  readonly plane?: Float32Array;
  /** [count] class indices, or null for regression. */
  readonly labels: Int32Array | null;
  /** [count] regression targets, standardized where that was asked for, or null. */
  readonly values: Float32Array | null;
}

/** What was subtracted and divided by; measured on the training part alone. */
export interface Standardization {
  /** One per input; inputs that are left as they are (one-hot) have mean 0 and deviation 1. */
  readonly inputs: readonly Moments[];
  /** Null for classification. */
  readonly target: Moments | null;
}

/** Data split in two parts, in numbers. It can be posted to a worker. */
export interface PreparedData {
  readonly task: Task;
  /** How many numbers describe an example. */
  readonly inputs: number;
  readonly featureNames: readonly string[];
  readonly targetName: string;
  readonly classNames: readonly string[] | null;
  readonly train: RawExamples;
  /** Its count is 0 where `testFraction` is 0. */
  readonly test: RawExamples;
  /** Null where the numbers are used as they come. */
  readonly standardization: Standardization | null;
}

export interface PrepareOptions {
  /** 0 up to, but not including, 1. */
  readonly testFraction: number;
  readonly seed: number;
  /** Shift and scale numeric inputs and regression targets to mean 0 and deviation 1. */
  readonly standardize: boolean;
}

/**
 * Splits a table into a training and a test part (see `splitIndices`) and standardizes it.
 * The same table, fraction and seed give the same parts in the same order.
 *
 * @throws UserError when the table is empty, `testFraction` is not in [0, 1), or a number
 *   does not fit into float32 after standardization
 */
export function prepareTable(table: RawTable, options: PrepareOptions): PreparedData {
  const { testFraction, seed, standardize } = options;
  if (!(testFraction >= 0 && testFraction < 1))
    throw new UserError(
      `The test fraction is ${testFraction}; it must be at least 0 and less than 1, so that some examples are left to train on.`,
    );
  if (table.count < 1) throw new UserError('There are no examples to train on.');

  const split = splitIndices(table, testFraction, createRandom(seed, 'split'));
  const standardization = standardize ? measure(table, split.train) : null;
  return {
    task: table.task,
    inputs: table.featureNames.length,
    featureNames: table.featureNames,
    targetName: table.targetName,
    classNames: table.classNames,
    train: extract(table, split.train, standardization),
    test: extract(table, split.test, standardization),
    standardization,
  };
}

function measure(table: RawTable, rows: Int32Array): Standardization {
  const width = table.featureNames.length;
  const { values } = table;
  return {
    inputs: table.numericFeatures.map((numeric, column) =>
      numeric
        ? measureMoments(rows.length, (i) => table.inputs[rows[i] * width + column])
        : { mean: 0, deviation: 1 },
    ),
    target: values && measureMoments(rows.length, (i) => values[rows[i]]),
  };
}

function extract(
  table: RawTable,
  rows: Int32Array,
  standardization: Standardization | null,
): RawExamples {
  const width = table.featureNames.length;
  const inputs = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    for (let column = 0; column < width; column++)
      inputs[i * width + column] = toFloat32(
        table.inputs[rows[i] * width + column],
        standardization?.inputs[column],
        table.featureNames[column],
      );
  const { labels, values, plane } = table;
  return {
    count: rows.length,
    inputs,
    ...(plane && {
      plane: Float32Array.from(
        { length: 2 * rows.length },
        (_, i) => plane[2 * rows[i >> 1] + (i & 1)],
      ),
    }),
    labels: labels && Int32Array.from(rows, (row) => labels[row]),
    values:
      values &&
      Float32Array.from(rows, (row) =>
        toFloat32(values[row], standardization?.target ?? undefined, table.targetName),
      ),
  };
}

/** @throws UserError for a value so far from the training values that float32 cannot hold it */
function toFloat32(value: number, moments: Moments | undefined, name: string): number {
  const result = moments ? (value - moments.mean) / moments.deviation : value;
  if (!isFloat32(result))
    throw new UserError(
      `The value ${value} of "${name}" is too far from the training values (mean ${moments?.mean ?? 0}, standard deviation ${moments?.deviation ?? 1}) to be standardized; correct it or leave the column out.`,
    );
  return result;
}
