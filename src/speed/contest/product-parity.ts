import { createRandom } from '../../core/random.ts';
import { PRODUCT_LAYOUTS, type Product } from '../cases/product-case.ts';

/**
 * Largest relative error of a row of a product, ‖c − r‖₂ / ‖r‖₂. Float32 summed in any order
 * stays below 10⁻⁵ for 4096 terms; factors rounded to half precision err by 3·10⁻⁴.
 */
export const PRODUCT_TOLERANCE = 1e-4;

/** Rows that are compared besides the first and the last. */
const SAMPLED = 6;

/** Some rows of the right product. */
export interface ReferenceRows {
  readonly rows: readonly number[];
  /** float64, one [size] each */
  readonly values: readonly Float64Array[];
}

/** The first row, the last, and some between them, the same for a size. */
export function referenceRows(product: Product): ReferenceRows {
  const { size } = product.case;
  const random = createRandom(size, 'rows');
  const between = Array.from({ length: SAMPLED }, () => random.integer(size));
  const rows = [...new Set([0, ...between, size - 1])].sort((a, b) => a - b);
  return { rows, values: rows.map((row) => rowOf(product, row)) };
}

function rowOf({ case: { size, layout }, a, b }: Product, row: number): Float64Array {
  const { transposeA, transposeB } = PRODUCT_LAYOUTS[layout];
  const sums = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const factor = transposeA ? a[k * size + row] : a[row * size + k];
    for (let column = 0; column < size; column++)
      sums[column] += factor * (transposeB ? b[column * size + k] : b[k * size + column]);
  }
  return sums;
}

/** What is wrong with a product, in a sentence; null when its sampled rows agree. */
export function productDisagreement(
  size: number,
  actual: ArrayLike<number>,
  { rows, values }: ReferenceRows,
): string | null {
  if (actual.length !== size * size)
    return `Its product has ${actual.length} elements instead of ${size * size}.`;
  const errors = rows.map((row, at) => {
    let difference = 0;
    let norm = 0;
    for (const [column, value] of values[at].entries()) {
      difference += (actual[row * size + column] - value) ** 2;
      norm += value ** 2;
    }
    return { row, error: Math.sqrt(difference / norm) };
  });
  // Written so that NaN is off, too.
  const off = errors.find(({ error }) => !(error <= PRODUCT_TOLERANCE));
  return off
    ? `Row ${off.row} of its product is off by ${off.error.toExponential(1)} of its size; at most ${PRODUCT_TOLERANCE} is allowed.`
    : null;
}
