import type { NumericArray } from '../core/arrays.ts';
import type { TensorLayout } from '../core/plan.ts';

/** A tensor of a flat vector (parameters, gradients, …), sharing its memory. */
export function tensorView(vector: NumericArray, tensor: TensorLayout): NumericArray {
  return vector.subarray(tensor.offset, tensor.offset + tensor.size);
}
