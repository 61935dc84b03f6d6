import type { Quantity } from '../../core/speed-question.ts';
import { median, pairedRatio, type Interval } from '../statistics.ts';
import { deviceOf, placeOf, samplesOf } from './curves.ts';
import type { SpeedPoint, SpeedResult } from './speed-result.ts';

/**
 * Differences below this share are called equal whatever their interval: no conclusion of anybody's
 * hangs on them, and two copies of one engine differ by as much through their places in memory.
 */
export const SMALLEST_DIFFERENCE = 0.02;

/** How two engines compare at one size. */
export interface Comparison {
  /** How many times as long `other` takes as `base`, of samples in the same round. */
  readonly ratio: Interval;
  /** Of `other`: not told apart where the interval holds 1 or the difference is below the smallest. */
  readonly verdict: 'slower' | 'faster' | 'equal';
}

/** @returns null where one of them has no samples there */
export function compareEngines(
  point: SpeedPoint,
  base: string,
  other: string,
  quantity: Quantity,
): Comparison | null {
  const [before, after] = [base, other].map((engine) =>
    samplesOf(point, engine, quantity),
  );
  if (before.length === 0 || after.length === 0) return null;
  const ratio = pairedRatio(before, after);
  return { ratio, verdict: verdictOf(ratio) };
}

export function verdictOf({ value, low, high }: Interval): Comparison['verdict'] {
  const differs =
    (low > 1 || high < 1) && Math.abs(Math.log(value)) > Math.log1p(SMALLEST_DIFFERENCE);
  if (!differs) return 'equal';
  return value > 1 ? 'slower' : 'faster';
}

/** The fastest engine of a device at one size. */
export function fastestOf(
  point: SpeedPoint,
  device: 'cpu' | 'gpu',
  quantity: Quantity,
): { readonly engine: string; readonly time: number } | null {
  let best: { engine: string; time: number } | null = null;
  for (const { engine } of point.entries) {
    if (deviceOf(engine) !== device) continue;
    const samples = samplesOf(point, engine, quantity);
    if (samples.length === 0) continue;
    const time = median(samples);
    if (!best || time < best.time) best = { engine, time };
  }
  return best;
}

/** CPU and GPU at one size, each by its fastest engine. */
export interface Duel {
  readonly x: number;
  readonly cpu: string;
  readonly gpu: string;
  /** Time of the CPU over that of the GPU: above 1 the GPU is faster. */
  readonly speedup: Interval;
  readonly verdict: Comparison['verdict'];
}

/** Of every size at which both have times, ascending. */
export function duelsOf(result: SpeedResult, quantity: Quantity): Duel[] {
  return result.points.flatMap((point): Duel[] => {
    const cpu = fastestOf(point, 'cpu', quantity);
    const gpu = fastestOf(point, 'gpu', quantity);
    if (!cpu || !gpu) return [];
    const comparison = compareEngines(point, gpu.engine, cpu.engine, quantity);
    if (!comparison) return [];
    const { ratio, verdict } = comparison;
    const x = placeOf(result, point);
    return [{ x, cpu: cpu.engine, gpu: gpu.engine, speedup: ratio, verdict }];
  });
}

/** Where one overtakes the other. */
export interface Crossover {
  /** Place on the axis, between two sizes on the straight line through their logarithms. */
  readonly x: number;
  /** The milliseconds that both take there, on the same line. */
  readonly faster: 'gpu' | 'cpu';
  /** Whether at both neighbours the interval of the ratio leaves no doubt. */
  readonly certain: boolean;
}

/** Every change of the faster one, from the smallest size on. */
export function crossoversOf(duels: readonly Duel[]): Crossover[] {
  return duels.slice(1).flatMap((duel, index): Crossover[] => {
    const before = duels[index];
    const [from, to] = [before, duel].map(({ speedup }) => Math.log(speedup.value));
    if (from === 0 || Math.sign(from) === Math.sign(to)) return [];
    const share = from / (from - to);
    const x = Math.exp(
      Math.log(before.x) + share * (Math.log(duel.x) - Math.log(before.x)),
    );
    return [
      {
        x,
        faster: to > 0 ? 'gpu' : 'cpu',
        certain: before.verdict !== 'equal' && duel.verdict !== 'equal',
      },
    ];
  });
}
