import { createRandom } from '../src/core/random.ts';

export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** A statistic with the bounds of its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;
const CONFIDENCE = 0.95;

/**
 * The value below which a share `fraction` of the sorted values lies, linear between
 * neighbours (Hyndman and Fan 1996, definition 7). NaN of nothing.
 */
export function quantile(sorted: readonly number[], fraction: number): number {
  if (sorted.length === 0) return NaN;
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

export function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    lower: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, 0.75),
  };
}

export const median = (values: readonly number[]): number => quartiles(values).median;

/**
 * How many times as long `other` takes as `base`: the median of the ratios of samples taken
 * in the same round, with its percentile bootstrap interval (Efron 1979) over the rounds.
 *
 * @param base times of the base in rounds 0, 1, …, at least one
 * @param other times of the other in the same rounds; only rounds that both have count
 * @param seed of the resampling: the same samples give the same interval
 */
export function pairedRatio(
  base: readonly number[],
  other: readonly number[],
  seed = 1,
): Interval {
  const count = Math.min(base.length, other.length);
  const ratios = Array.from({ length: count }, (_, round) => other[round] / base[round]);
  const random = createRandom(seed, 'bootstrap');
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(ratios.map(() => ratios[random.integer(count)])),
  ).sort((a, b) => a - b);
  return {
    value: median(ratios),
    low: quantile(medians, (1 - CONFIDENCE) / 2),
    high: quantile(medians, (1 + CONFIDENCE) / 2),
  };
}
