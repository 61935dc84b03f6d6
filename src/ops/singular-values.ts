import type { NumericArray } from '../core/arrays.ts';
import { maxAbs, norm } from './vector.ts';

/** Rounds over all pairs of columns, at most; matrices of 256 columns take about 10. */
const MOST_SWEEPS = 30;
/** A squared norm below this has lost digits to underflow; the largest entry is about 1. */
const SMALLEST_SQUARE = 1e-290;

/**
 * The singular values of a dense matrix by one-sided Jacobi (Hestenes 1958,
 * https://doi.org/10.1137/0106005): plane rotations make two columns orthogonal at a time, until all
 * are; their lengths are the singular values. The larger column of a pair goes first (de Rijk 1989,
 * https://doi.org/10.1137/0910023), and a pair counts as orthogonal where the cosine between the two
 * is at most ε·√rows, as in LAPACK's `dgesvj`. The method is run on the triangle of a QR
 * factorization with pivoting, turned on its side (Drmač and Veselić 2008,
 * https://doi.org/10.1137/050639193): a product of many matrices, whose values span all of float64,
 * takes 8 rounds so, and 27 without.
 *
 * The error is some ε of the largest value; of a matrix whose columns differ in size alone, it is
 * some ε of each (Demmel and Veselić 1992, https://doi.org/10.1137/0613074). A matrix of 64 columns and
 * rows takes about 5 ms, one of 256 about 0.2 s; the time goes with min²·max.
 *
 * The matrix is first scaled by a power of two, which is exact, so that its entries may have any
 * size. A value too large for float64 becomes Infinity.
 *
 * @param matrix [rows, columns], row-major; left as it is
 * @returns [min(rows, columns)], descending, all at least 0; all NaN where an entry is not finite.
 *   The same matrix gives the same bits.
 */
export function singularValues(
  matrix: NumericArray,
  rows: number,
  columns: number,
): Float64Array {
  const count = Math.min(rows, columns);
  const largest = maxAbs(matrix, rows * columns);
  if (largest === 0) return new Float64Array(count);
  if (!Number.isFinite(largest)) return new Float64Array(count).fill(NaN);
  const exponent = Math.floor(Math.log2(largest));
  const work = triangle(asColumns(matrix, rows, columns, -exponent));
  orthogonalize(work);
  const values = Float64Array.from(work, (column) =>
    timesPowerOfTwo(norm(column), exponent),
  );
  return values.sort().reverse();
}

/**
 * The size below which singular values are as good as 0: ε·max(rows, columns) of the largest, what
 * float64 may make of a value that is really 0 (the usual bound for a numerical rank, as in NumPy's
 * `matrix_rank`).
 *
 * @param values descending
 */
export function roundingOf(values: Float64Array, rows: number, columns: number): number {
  return Number.EPSILON * Math.max(rows, columns) * values[0];
}

/** value · 2^exponent, in two steps: the power alone may be too small or too large for float64. */
export function timesPowerOfTwo(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

/** The columns, or the rows where those are fewer, each times 2^exponent. */
function asColumns(
  matrix: NumericArray,
  rows: number,
  columns: number,
  exponent: number,
): Float64Array[] {
  const isWide = rows < columns;
  const [count, length] = isWide ? [rows, columns] : [columns, rows];
  const [stride, step] = isWide ? [columns, 1] : [1, columns];
  return Array.from({ length: count }, (_, column) => {
    const values = new Float64Array(length);
    for (let k = 0; k < length; k++)
      values[k] = timesPowerOfTwo(matrix[column * stride + k * step], exponent);
    return values;
  });
}

/**
 * The rows of R in A·P = Q·R, by modified Gram-Schmidt that always goes on with the longest column
 * left. Its R is as good as Householder's, however far its Q is from orthogonal (Björck 1967,
 * https://doi.org/10.1007/BF01934122). Entries stand in the original order of the columns.
 *
 * @param columns overwritten
 */
function triangle(columns: readonly Float64Array[]): Float64Array[] {
  const left = columns.map((_, index) => index);
  return columns.map(() => {
    const squares = left.map((index) => dot(columns[index], columns[index]));
    const longest = squares.reduce((most, s, at) => (s > squares[most] ? at : most), 0);
    const [pivot] = left.splice(longest, 1);
    const row = new Float64Array(columns.length);
    const direction = columns[pivot];
    const length = norm(direction);
    if (length === 0) return row;
    row[pivot] = length;
    for (let k = 0; k < direction.length; k++) direction[k] /= length;
    for (const index of left) {
      const column = columns[index];
      const share = dot(direction, column);
      row[index] = share;
      for (let k = 0; k < column.length; k++) column[k] -= share * direction[k];
    }
    return row;
  });
}

/** Rotates the columns, all of one length, until they are orthogonal; changes their order, too. */
function orthogonalize(columns: Float64Array[]): void {
  const squares = new Float64Array(columns.length);
  const tolerance = Number.EPSILON * Math.sqrt(columns[0].length);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    // Anew in each sweep, as the updates below add up their roundings.
    columns.forEach((column, at) => (squares[at] = dot(column, column)));
    let isDone = true;
    for (let p = 0; p < columns.length - 1; p++)
      for (let q = p + 1; q < columns.length; q++) {
        if (squares[p] < squares[q]) swap(columns, squares, p, q);
        if (squares[q] < SMALLEST_SQUARE) continue;
        const product = dot(columns[p], columns[q]);
        const cosine = product / (Math.sqrt(squares[p]) * Math.sqrt(squares[q]));
        if (Math.abs(cosine) <= tolerance) continue;
        isDone = false;
        const t = tangent((squares[q] - squares[p]) / (2 * product));
        rotate(columns[p], columns[q], t);
        squares[p] -= t * product;
        squares[q] = Math.max(0, squares[q] + t * product);
      }
    if (isDone) return;
  }
}

/** The tangent of the smaller rotation for ζ = cot 2θ: the smaller root of t² + 2ζt − 1. */
function tangent(zeta: number): number {
  const size = Math.abs(zeta);
  // Beyond 1e8 the 1 is lost to rounding, and a square might overflow.
  const t = size > 1e8 ? 0.5 / size : 1 / (size + Math.sqrt(1 + zeta * zeta));
  return zeta < 0 ? -t : t;
}

/** (p, q) becomes (c·p − s·q, s·p + c·q) for the rotation with tangent t. */
function rotate(p: Float64Array, q: Float64Array, t: number): void {
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let k = 0; k < p.length; k++) {
    const a = p[k];
    const b = q[k];
    p[k] = c * a - s * b;
    q[k] = s * a + c * b;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  // Four sums, so that an addition need not wait for the one before.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < a.length; k += 4) {
    s0 += a[k] * b[k];
    s1 += a[k + 1] * b[k + 1];
    s2 += a[k + 2] * b[k + 2];
    s3 += a[k + 3] * b[k + 3];
  }
  for (; k < a.length; k++) s0 += a[k] * b[k];
  return s0 + s1 + (s2 + s3);
}

function swap(
  columns: Float64Array[],
  squares: Float64Array,
  p: number,
  q: number,
): void {
  [columns[p], columns[q]] = [columns[q], columns[p]];
  [squares[p], squares[q]] = [squares[q], squares[p]];
}
