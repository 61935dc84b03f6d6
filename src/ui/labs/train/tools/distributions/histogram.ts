import { BINS_A_DECADE, LEAST_EXPONENT, type ValueCounts } from './value-counts.ts';
import { middleOf, placeOf, valueAt, type ValueScale } from './value-scale.ts';

/** How often values fall into equal parts of a scale; exact zeros are counted apart. */
export interface Histogram {
  readonly scale: ValueScale;
  /** From the most negative part of the scale to the most positive one; even in number. */
  readonly bins: Float64Array;
  readonly zeros: number;
  /** Finite values beyond the lower and the upper end of the scale. */
  readonly below: number;
  readonly above: number;
  /** On a logarithmic scale, those that are not 0, but smaller than it shows. */
  readonly tiny: number;
  readonly notFinite: number;
  /** All of the above and the bins together. */
  readonly total: number;
}

/** Bins of a linear histogram. */
export const LINEAR_BINS = 48;
/** Bins of each sign in a logarithmic one, about. */
const LOG_BINS = 28;

/** @param stride looks at each `stride`-th value only, as `countValues` did for `counts` */
export function linearHistogram(
  values: ArrayLike<number>,
  counts: ValueCounts,
  limit: number,
  stride = 1,
): Histogram {
  const bins = new Float64Array(LINEAR_BINS);
  let [below, above] = [0, 0];
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i];
    if (value === 0 || !Number.isFinite(value)) continue;
    const place = (value / limit + 1) / 2;
    if (place < 0) below++;
    else if (place > 1) above++;
    else bins[Math.min(LINEAR_BINS - 1, Math.floor(place * LINEAR_BINS))]++;
  }
  const { zeros, notFinite, total } = counts;
  const scale = { kind: 'linear', limit } as const;
  return { scale, bins, zeros, below, above, tiny: 0, notFinite, total };
}

/** Comes from the counts alone. The scale's ends are whole decades, between which bins divide evenly. */
export function logHistogram(
  counts: ValueCounts,
  scale: Extract<ValueScale, { kind: 'log' }>,
): Histogram {
  const { low, high } = scale;
  const fine = BINS_A_DECADE * (high - low);
  // As many fine bins in a coarse one as make about LOG_BINS; a divisor of those in a decade.
  const merged = [1, 2, 4, 8, 16].find((size) => fine / size <= LOG_BINS) ?? 16;
  const side = fine / merged;
  const bins = new Float64Array(2 * side);
  const first = (low - LEAST_EXPONENT) * BINS_A_DECADE;
  let [below, above, tiny] = [0, 0, 0];
  for (let bin = 0; bin < counts.positive.length; bin++) {
    const [minus, plus] = [counts.negative[bin], counts.positive[bin]];
    const at = Math.floor((bin - first) / merged);
    if (at < 0) tiny += minus + plus;
    else if (at >= side) {
      below += minus;
      above += plus;
    } else {
      bins[side - 1 - at] += minus;
      bins[side + at] += plus;
    }
  }
  const { zeros, notFinite, total } = counts;
  return { scale, bins, zeros, below, above, tiny, notFinite, total };
}

/**
 * The values between which a bin lies, the lower first. Those next to the middle of a logarithmic
 * scale begin at the smallest value that it shows.
 */
export function binEdges(
  bin: number,
  bins: number,
  scale: ValueScale,
): readonly [number, number] {
  const half = bins / 2;
  const middle = middleOf(scale);
  const magnitude = (away: number) =>
    valueAt(middle + (1 - middle) * (away / half), scale);
  return bin < half
    ? [-magnitude(half - bin), -magnitude(half - bin - 1)]
    : [magnitude(bin - half), magnitude(bin - half + 1)];
}

/** The bin in which a value lies, 'middle', or null where it is beyond the ends. */
export function binOfValue(
  value: number,
  bins: number,
  scale: ValueScale,
): number | 'middle' | null {
  const middle = middleOf(scale);
  const place = placeOf(value, scale);
  if (Math.abs(place) < middle) return 'middle';
  if (Math.abs(place) > 1) return null;
  const half = bins / 2;
  const share = (Math.abs(place) - middle) / (1 - middle);
  const away = Math.min(half - 1, Math.floor(share * half));
  return place < 0 ? half - 1 - away : half + away;
}
