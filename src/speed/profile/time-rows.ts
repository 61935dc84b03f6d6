import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { ProfileRow } from '../profile-handle.ts';
import { median, quartiles, type Quartiles } from '../statistics.ts';
import type { GpuClock } from '../engines/gpu-clock.ts';
import type { Row } from './group-rows.ts';
import { passTimer } from './pass-timer.ts';
import { encodeRecorded, type RecordedDispatch } from './record-dispatches.ts';
import { repeatedTime } from './repeated-time.ts';
import { SplitTimer } from './split-timer.ts';

export interface TimedRows {
  readonly rows: readonly ProfileRow[];
  readonly stepsTimed: number;
  /** A step in one pass. */
  readonly whole: Quartiles;
  /** All dispatches, each timed by itself, over `whole`. */
  readonly splitRatio: number;
}

/** A submission of steps that are taken apart takes about so long, in milliseconds. */
const SUBMISSION = 20;
/** How long the rounds may take together, in milliseconds; longer where the clock is coarse. */
const BUDGET = 2500;
const COARSE_BUDGET = 6000;
/** A clock is coarse where its steps are more than this share of a dispatch, on average. */
const COARSE = 0.02;
/** Samples in which the rounds of a coarse clock are put together. */
const BLOCKS = 8;
const LEAST_ROUNDS = 5;
const MOST_ROUNDS = 100;
/** Without a clock of the GPU. */
const WALL_ROUNDS = 3;

/**
 * Times the dispatches of a step, which are carried out again and again on the buffers of their
 * executor: on the batch that was drawn when they were recorded, with updates as ever.
 *
 * @param clock null: by the clock on the wall, one dispatch of each row for all of them
 * @param tell share that is done
 */
export async function timeRows(
  gpu: GpuDevice,
  clock: GpuClock | null,
  step: readonly RecordedDispatch[],
  rows: readonly Row[],
  tell: (share: number) => void,
): Promise<TimedRows> {
  const { samples, wholes, stepsTimed } = clock
    ? await byTimestamps(gpu, clock, step, rows, tell)
    : await byTheWall(gpu, step, rows, tell);
  const ratios = wholes.map(
    (whole, round) => samples.reduce((sum, times) => sum + times[round], 0) / whole,
  );
  return {
    rows: rows.map(({ dispatches: _, ...row }, at) => ({
      ...row,
      time: quartiles(samples[at]),
    })),
    stepsTimed,
    whole: quartiles(wholes),
    splitRatio: median(ratios),
  };
}

interface Rounds {
  /** Milliseconds a step, by row and round. */
  readonly samples: readonly (readonly number[])[];
  /** Milliseconds of a step in one pass, by round. */
  readonly wholes: readonly number[];
  readonly stepsTimed: number;
}

async function byTimestamps(
  gpu: GpuDevice,
  clock: GpuClock,
  step: readonly RecordedDispatch[],
  rows: readonly Row[],
  tell: (share: number) => void,
): Promise<Rounds> {
  const time = passTimer(gpu, clock);
  const inOnePass = (steps: number) =>
    time((pass) => {
      for (let taken = 0; taken < steps; taken++)
        for (const dispatch of step) encodeRecorded(pass, dispatch);
    });
  const timer = new SplitTimer(gpu, step);
  try {
    // The first says how many steps make a submission, and warms up.
    const first = await inOnePass(1);
    const wanted = Math.floor(SUBMISSION / Math.max(first, clock.resolution, 1e-3));
    const steps = Math.max(1, Math.min(timer.capacity, wanted));
    await timer.time(steps);
    const isCoarse = clock.resolution > (COARSE * first) / step.length;
    const budget = isCoarse ? COARSE_BUDGET : BUDGET;
    const samples = rows.map((): number[] => []);
    const wholes: number[] = [];
    const begin = performance.now();
    const spent = () => performance.now() - begin;
    const goesOn = () =>
      wholes.length < LEAST_ROUNDS || (wholes.length < MOST_ROUNDS && spent() < budget);
    while (goesOn()) {
      // Taking turns, so that a machine that grows slower meanwhile favours neither.
      const takesWholeFirst = wholes.length % 2 === 0;
      if (takesWholeFirst) wholes.push((await inOnePass(steps)) / steps);
      const times = await timer.time(steps);
      if (!takesWholeFirst) wholes.push((await inOnePass(steps)) / steps);
      for (const [at, { dispatches }] of rows.entries())
        samples[at].push(dispatches.reduce((sum, index) => sum + times[index], 0));
      tell(Math.min(1, Math.max(spent() / budget, wholes.length / MOST_ROUNDS)));
    }
    const together = (values: readonly number[]) =>
      isCoarse ? blockMeans(values, BLOCKS) : values;
    return {
      samples: samples.map(together),
      wholes: together(wholes),
      stepsTimed: steps * wholes.length,
    };
  } finally {
    timer.destroy();
  }
}

/**
 * Means of neighbouring values, `blocks` at most. A coarse clock gives 0 or a whole step, of which
 * a median is one or the other; their mean comes close to the time.
 */
export function blockMeans(values: readonly number[], blocks: number): number[] {
  const size = Math.max(1, Math.floor(values.length / blocks));
  return Array.from({ length: Math.floor(values.length / size) }, (_, block) => {
    const own = values.slice(block * size, (block + 1) * size);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  }).slice(0, blocks);
}

async function byTheWall(
  gpu: GpuDevice,
  step: readonly RecordedDispatch[],
  rows: readonly Row[],
  tell: (share: number) => void,
): Promise<Rounds> {
  const time = passTimer(gpu, null);
  const samples = rows.map((): number[] => []);
  const wholes: number[] = [];
  for (let round = 0; round < WALL_ROUNDS; round++) {
    wholes.push(await repeatedTime(time, step));
    for (const [at, { dispatches, count }] of rows.entries()) {
      samples[at].push(count * (await repeatedTime(time, [step[dispatches[0]]])));
      tell((round + at / rows.length) / WALL_ROUNDS);
    }
  }
  return { samples, wholes, stepsTimed: WALL_ROUNDS };
}
