/** A flat, row-major array of numbers in the precision of the engine it belongs to. */
export type NumericArray = Float32Array | Float64Array;

export type Precision = 'float32' | 'float64';

/** A zeroed array of that precision. */
export function allocate(precision: Precision, length: number): NumericArray {
  return precision === 'float64' ? new Float64Array(length) : new Float32Array(length);
}

/** A copy of `values` in that precision. */
export function toPrecision(
  precision: Precision,
  values: ArrayLike<number>,
): NumericArray {
  return precision === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
}
