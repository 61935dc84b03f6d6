import type { NumericArray } from '../core/arrays.ts';
import type { Plan } from '../core/plan.ts';

/** A tensor as results hold it: its values row-major in one list. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: NumericArray;
}

/** Cuts a flat vector into the plan's tensors, in the plan's order, sharing its memory. */
export function namedTensors(plan: Plan, flat: NumericArray): NamedTensor[] {
  return plan.tensors.map(({ name, shape, offset, size }) => ({
    name,
    shape,
    values: flat.subarray(offset, offset + size),
  }));
}

/** The rows of a row-major matrix of `count` rows. */
export function rowsOf(matrix: Float32Array, count: number): Float32Array[] {
  const width = matrix.length / count;
  return Array.from({ length: count }, (_, row) =>
    matrix.subarray(row * width, (row + 1) * width),
  );
}
