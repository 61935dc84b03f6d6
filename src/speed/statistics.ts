import { createRandom } from '../core/random.ts';

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
export function quantile(sorted: ArrayLike<number>, fraction: number): number {
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
 * The median with its percentile bootstrap interval (Efron 1979).
 * @param values at least one
 * @param seed of the resampling: the same values give the same interval
 */
export function medianInterval(values: readonly number[], seed = 1): Interval {
  const medians = resampledMedians(values, seed).sort();
  return { value: median(values), ...boundsOf(medians) };
}

const boundsOf = (sorted: ArrayLike<number>): Pick<Interval, 'low' | 'high'> => ({
  low: quantile(sorted, (1 - CONFIDENCE) / 2),
  high: quantile(sorted, (1 + CONFIDENCE) / 2),
});

/** The medians of all resamples, in no order. */
function resampledMedians(values: readonly number[], seed: number): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const ranks = medianRanks(values.length, seed);
  return Float64Array.from(
    { length: RESAMPLES },
    (_, at) => (sorted[ranks[2 * at]] + sorted[ranks[2 * at + 1]]) / 2,
  );
}

const knownRanks = new Map<string, Uint16Array>();

/**
 * Of each resample of `count` values the ranks of the one or two that its median lies at: they
 * depend on nothing else, and a page that shows many intervals draws them once.
 */
function medianRanks(count: number, seed: number): Uint16Array {
  const key = `${count}/${seed}`;
  const known = knownRanks.get(key);
  if (known) return known;
  const random = createRandom(seed, 'bootstrap');
  const ranks = new Uint16Array(2 * RESAMPLES);
  const drawn = new Uint16Array(count);
  for (let at = 0; at < RESAMPLES; at++) {
    for (let k = 0; k < count; k++) drawn[k] = random.integer(count);
    drawn.sort();
    ranks[2 * at] = drawn[(count - 1) >> 1];
    ranks[2 * at + 1] = drawn[count >> 1];
  }
  knownRanks.set(key, ranks);
  return ranks;
}

/**
 * How many times as long `other` takes as `base`: the median of the ratios of samples taken
 * in the same round, with its interval over the rounds.
 *
 * @param base times of the base in rounds 0, 1, …, at least one
 * @param other times of the other in the same rounds; only rounds that both have count
 */
export function pairedRatio(base: readonly number[], other: readonly number[]): Interval {
  const count = Math.min(base.length, other.length);
  return medianInterval(
    Array.from({ length: count }, (_, round) => other[round] / base[round]),
  );
}

/**
 * How many times as long `other` takes as `base` where their samples were taken apart, as on two
 * machines: the ratio of the medians, each resampled by itself.
 */
export function unpairedRatio(
  base: readonly number[],
  other: readonly number[],
  seed = 1,
): Interval {
  const below = resampledMedians(base, seed);
  // Other draws, or the two would move together.
  const above = resampledMedians(other, seed + 1);
  const ratios = above.map((value, at) => value / below[at]).sort();
  return { value: median(other) / median(base), ...boundsOf(ratios) };
}

/** Slope of the straight line through the points with the smallest squared error; NaN unless two x differ. */
export function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let covariance = 0;
  let variance = 0;
  for (const [at, value] of x.entries()) {
    covariance += (value - meanX) * (y[at] - meanY);
    variance += (value - meanX) ** 2;
  }
  return covariance / variance;
}
