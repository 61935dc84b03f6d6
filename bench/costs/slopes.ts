import { roundOrder } from '../../src/speed/schedule.ts';

/** Something of which one can take more or less. */
export interface Probe {
  /** Milliseconds that `scale` times `size` take, fixed costs included. */
  time(scale: 1 | 2, size: number): Promise<number>;
  /** What is counted, in a `size` of 1. */
  readonly units: number;
}

export interface SlopeOptions {
  readonly rounds: number;
  /** Told before each part. */
  readonly progress: (line: string) => void;
}

/** The smaller of two times is at least so long, in milliseconds: clocks and schedulers are coarse. */
const SHORTEST = 10;
/** Of which the shortest counts. */
const ATTEMPTS = 3;
/** By so many times at least the time grows with twice as much. */
const GROWING = 1.5;
const LARGEST_SIZE = 2 ** 24;
/** Growth at most: the first time is long for other reasons. */
const LARGEST_GROWTH = 8;

/**
 * Nanoseconds that a unit of each probe adds: the difference between the times of twice as much
 * and of once, in which fixed costs cancel. The probes take turns in every round, forward and
 * backward.
 * @returns one value a round
 */
export async function measureSlopes<Id extends string>(
  probes: Readonly<Record<Id, Probe>>,
  { rounds, progress }: SlopeOptions,
): Promise<Record<Id, number[]>> {
  const subjects: { id: Id; probe: Probe; size: number }[] = [];
  for (const id of Object.keys(probes) as Id[]) {
    progress(`${id}: warming up`);
    subjects.push({ id, probe: probes[id], size: await sizeOf(probes[id]) });
  }
  const slopes = Object.fromEntries(
    subjects.map(({ id }) => [id, []]),
  ) as unknown as Record<Id, number[]>;
  for (let round = 0; round < rounds; round++) {
    progress(`round ${round + 1} of ${rounds}`);
    for (const { id, probe, size } of roundOrder(subjects, round)) {
      const once = await shortest(probe, 1, size);
      const twice = await shortest(probe, 2, size);
      slopes[id].push((1e6 * (twice - once)) / (size * probe.units));
    }
  }
  return slopes;
}

/** What else a machine does makes times longer, never shorter. */
async function shortest(probe: Probe, scale: 1 | 2, size: number): Promise<number> {
  let time = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++)
    time = Math.min(time, await probe.time(scale, size));
  return time;
}

/** One that takes long enough, most of it for what it counts and not for fixed costs. */
async function sizeOf(probe: Probe): Promise<number> {
  for (let size = 1; ;) {
    const once = await shortest(probe, 1, size);
    if (size >= LARGEST_SIZE) return size;
    if (once >= SHORTEST) {
      const twice = await shortest(probe, 2, size);
      if (twice >= GROWING * once) return size;
    }
    const wanted = Math.ceil((size * SHORTEST * 1.2) / Math.max(once, 1e-6));
    size = Math.min(LARGEST_SIZE, size * LARGEST_GROWTH, Math.max(2 * size, wanted));
  }
}
