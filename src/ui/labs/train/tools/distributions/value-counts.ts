/**
 * A pass over values of any magnitude that counts them by sign and logarithm, finely. Ranges
 * and histograms on a logarithmic axis come from these counts without a second look at the
 * values. Everything here is pure.
 */

/** Bins of a factor of ten; a bin spans 15 %. */
export const BINS_A_DECADE = 16;
/** Exponents of ten between which values are told apart: all that a float32 can hold. */
export const LEAST_EXPONENT = -46;
export const GREATEST_EXPONENT = 39;
const BINS = (GREATEST_EXPONENT - LEAST_EXPONENT) * BINS_A_DECADE;

export interface ValueCounts {
  /** Values that were looked at, those that are not finite among them. */
  readonly total: number;
  readonly zeros: number;
  readonly notFinite: number;
  /** Of the finite values; NaN where there is none. The deviation is that of the population. */
  readonly mean: number;
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
  /** By logarithm of the magnitude, ascending: [(GREATEST − LEAST) · BINS_A_DECADE]. */
  readonly negative: Uint32Array;
  readonly positive: Uint32Array;
}

/** @param stride looks at each `stride`-th value only, from the first on */
export function countValues(values: ArrayLike<number>, stride = 1): ValueCounts {
  const negative = new Uint32Array(BINS);
  const positive = new Uint32Array(BINS);
  let [total, zeros, notFinite] = [0, 0, 0];
  let minimum = Infinity;
  let maximum = -Infinity;
  let [mean, squares, finite] = [0, 0, 0];
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i];
    total++;
    if (!Number.isFinite(value)) {
      notFinite++;
      continue;
    }
    // Welford's update: a sum of squares would lose a small deviation from a great mean.
    finite++;
    const away = value - mean;
    mean += away / finite;
    squares += away * (value - mean);
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    if (value === 0) zeros++;
    else (value < 0 ? negative : positive)[binOf(Math.abs(value))]++;
  }
  const some = finite > 0;
  return {
    total,
    zeros,
    notFinite,
    mean: some ? mean : NaN,
    deviation: some ? Math.sqrt(squares / finite) : NaN,
    minimum: some ? minimum : NaN,
    maximum: some ? maximum : NaN,
    negative,
    positive,
  };
}

/** @param magnitude above 0 and finite */
function binOf(magnitude: number): number {
  const place = Math.floor((Math.log10(magnitude) - LEAST_EXPONENT) * BINS_A_DECADE);
  return Math.max(0, Math.min(BINS - 1, place));
}

/**
 * The exponent of ten below which a share of the non-zero values has its magnitude, to a bin's
 * width upwards; null where all are zero.
 */
export function magnitudeQuantile(
  { negative, positive }: ValueCounts,
  share: number,
): number | null {
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) total += negative[bin] + positive[bin];
  if (total === 0) return null;
  const wanted = Math.max(1, Math.ceil(share * total));
  let sum = 0;
  for (let bin = 0; bin < BINS; bin++) {
    sum += negative[bin] + positive[bin];
    if (sum >= wanted) return LEAST_EXPONENT + (bin + 1) / BINS_A_DECADE;
  }
  return GREATEST_EXPONENT;
}
