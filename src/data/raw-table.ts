import type { NumericArray } from '../core/arrays.ts';
import type { Task } from '../core/spec.ts';

/**
 * Examples as their source gives them, generated or read from a file: inputs are numbers,
 * but nothing is split, standardized or encoded for a loss yet.
 */
export interface RawTable {
  readonly task: Task;
  readonly count: number;
  /** One name per input, in the order of the columns of `inputs`. */
  readonly featureNames: readonly string[];
  readonly targetName: string;
  /** The name of every class, or null for regression. */
  readonly classNames: readonly string[] | null;
  /** [count, features], row-major. */
  readonly inputs: NumericArray;
  /** [count, 2] coordinates that the inputs were computed from; absent where they were not. */
  readonly plane?: NumericArray;
  /** [count] class indices, or null for regression. */
  readonly labels: Int32Array | null;
  /** [count] regression targets, or null for classification. */
  readonly values: Float64Array | null;
  /** Which features are measurements and may be standardized; one-hot columns are not. */
  readonly numericFeatures: readonly boolean[];
}

/**
 * The most numbers a table may hold (rows × inputs): 256 MiB in float32. It keeps a
 * legitimate but huge request (a million 28×28 digits) from running out of memory.
 */
export const MAX_TABLE_VALUES = 2 ** 26;
