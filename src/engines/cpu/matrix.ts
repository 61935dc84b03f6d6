import type { NumericArray } from '../../core/arrays.ts';

/*
 * The three products of a dense layer. One-letter dimensions: B rows of the batch,
 * I inputs, O units; every matrix is row-major. Sums are kept in float64 and rounded once
 * when they are stored, so the float32 engine errs by one rounding a value.
 */

/** z[B,O] = x[B,I] · w[I,O] + bias[O]; `bias` may be absent. */
export function affine(
  x: NumericArray,
  w: NumericArray,
  bias: NumericArray | null,
  z: NumericArray,
  B: number,
  I: number,
  O: number,
): void {
  const sums = new Float64Array(O);
  for (let b = 0; b < B; b++) {
    if (bias) sums.set(bias);
    else sums.fill(0);
    for (let i = 0; i < I; i++) {
      const value = x[b * I + i];
      // Inputs are often exactly 0 (ReLU, pixels); the product would add nothing
      // unless a weight were not finite, and that is found when it is made.
      if (value === 0) continue;
      const row = i * O;
      for (let o = 0; o < O; o++) sums[o] += value * w[row + o];
    }
    for (let o = 0; o < O; o++) z[b * O + o] = sums[o];
  }
}

/** dx[B,I] = dz[B,O] · w[I,O]ᵀ */
export function inputGradient(
  dz: NumericArray,
  w: NumericArray,
  dx: NumericArray,
  B: number,
  I: number,
  O: number,
): void {
  for (let b = 0; b < B; b++) {
    const error = b * O;
    for (let i = 0; i < I; i++) {
      const row = i * O;
      let sum = 0;
      for (let o = 0; o < O; o++) sum += dz[error + o] * w[row + o];
      dx[b * I + i] = sum;
    }
  }
}

/** dw[I,O] = x[B,I]ᵀ · dz[B,O] */
export function kernelGradient(
  x: NumericArray,
  dz: NumericArray,
  dw: NumericArray,
  B: number,
  I: number,
  O: number,
): void {
  const sums = new Float64Array(O);
  for (let i = 0; i < I; i++) {
    sums.fill(0);
    for (let b = 0; b < B; b++) {
      const value = x[b * I + i];
      if (value === 0) continue;
      const error = b * O;
      for (let o = 0; o < O; o++) sums[o] += value * dz[error + o];
    }
    for (let o = 0; o < O; o++) dw[i * O + o] = sums[o];
  }
}

/** sums[O] = Σ over rows of a[B,O] (∘ b[B,O] where it is given). */
export function columnSums(
  a: NumericArray,
  b: NumericArray | null,
  sums: NumericArray,
  B: number,
  O: number,
): void {
  const totals = new Float64Array(O);
  for (let row = 0; row < B; row++)
    for (let o = 0; o < O; o++) {
      const at = row * O + o;
      totals[o] += b ? a[at] * b[at] : a[at];
    }
  for (let o = 0; o < O; o++) sums[o] = totals[o];
}
