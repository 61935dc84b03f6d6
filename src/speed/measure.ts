import type { DeviceClock } from './timed-engine.ts';
import { roundOrder } from './schedule.ts';

/** What is timed. */
export interface Subject {
  readonly id: string;
  /** Where the device has a clock. */
  readonly deviceClock?: Pick<DeviceClock, 'start' | 'stop'>;
  /** Steps it takes side by side; those of a call are a multiple. Absent: 1. */
  readonly stepsAtOnce?: number;
  /** Whether single steps are timed as well; absent: they are. */
  readonly hasLatency?: boolean;
  /** Takes that many steps and waits for the last. */
  step(count: number): Promise<unknown>;
}

export interface MeasureOptions {
  /** Time in milliseconds from an arbitrary start. */
  readonly now: () => number;
  /** Rounds, each of which takes one sample of every subject. */
  readonly rounds: number;
  /** A sample takes at least so long, in milliseconds; `MINIMUM_SAMPLE` unless given. */
  readonly minimumSample?: number;
  /** A warm-up takes at most about so long, in milliseconds; 3 s unless given. */
  readonly warmUpTime?: number;
  /** Told before each sample. */
  readonly progress?: (line: string) => void;
  /** Told after each sample how many of a round's there are, and which round it is, from 0 on. */
  readonly sampled?: (samples: number, round: number) => void;
  /** Told after each warm-up and each round that counts, with all that was measured so far. */
  readonly report?: (measured: readonly Measured[], rounds: number) => void;
  /**
   * Asked after each round why it does not count, in words; null where it does. One that does
   * not count is taken again. Waits, where it must, until a round has a chance to count.
   */
  readonly disturbed?: (round: number) => Promise<string | null>;
  /** Waited for before each round but the first. */
  readonly betweenRounds?: () => Promise<void>;
}

/** The times of a subject, in milliseconds a step. */
export interface Times {
  readonly stepsPerSample: number;
  /** Whether the warm-up ended because the times had settled, not because its time was up. */
  readonly settled: boolean;
  /** Of many steps in one call, one entry a round. */
  readonly throughput: readonly number[];
  /** Of a single step with its readback, or of those at once divided by them; one entry a round. */
  readonly latency: readonly number[];
  /** The samples of the throughput by the device's own clock, where it has one. */
  readonly device?: readonly number[];
}

export type Measured =
  | { readonly id: string; readonly times: Times }
  | { readonly id: string; readonly failed: string };

/** Shorter samples would measure the timer and the scheduler. Milliseconds. */
export const MINIMUM_SAMPLE = 100;
/** A warm-up ends when this many samples in a row differ by no more than `SETTLED`. */
const SETTLED_SAMPLES = 3;
const SETTLED = 0.1;
/** Or after this many milliseconds, and after so many samples. */
const WARM_UP_TIME = 3000;
/** Rounds that do not count, one after the other, before the measurement is given up. */
const MOST_VOID_ROUNDS = 10;
const WARM_UP_SAMPLES = 30;
/** Aims above the minimum, so that a faster sample than usual still reaches it. */
const MARGIN = 1.3;
/** Never more than so many times the steps at once: the first call is slow for other reasons. */
const LARGEST_GROWTH = 8;

interface Samples {
  readonly throughput: number[];
  readonly latency: number[];
  readonly device?: number[];
}

interface Warm {
  steps: number;
  readonly settled: boolean;
}

/** One sample of everything there is to sample of a subject. */
interface Sample {
  readonly wall: number;
  readonly latency: number | undefined;
  readonly device: number | undefined;
}

/**
 * Times the subjects in interleaved rounds. A subject that throws is out, with its reason,
 * and the others go on.
 * @throws Error where one round after the other does not count
 */
export async function measure(
  subjects: readonly Subject[],
  options: MeasureOptions,
): Promise<Measured[]> {
  const failures = new Map<string, string>();
  const warm = new Map<string, Warm>();
  const samples = new Map<string, Samples>();
  const attempt = async (subject: Subject, what: () => Promise<void>) => {
    if (failures.has(subject.id)) return;
    try {
      await what();
    } catch (error) {
      failures.set(subject.id, error instanceof Error ? error.message : String(error));
    }
  };
  const measured = (): Measured[] =>
    subjects.map(({ id }) => {
      const failed = failures.get(id);
      if (failed !== undefined) return { id, failed };
      const { steps, settled } = warm.get(id) ?? { steps: 1, settled: false };
      const { throughput, latency, device } = samples.get(id) ?? EMPTY;
      const times = {
        stepsPerSample: steps,
        settled,
        throughput: [...throughput],
        latency: [...latency],
        ...(device ? { device: [...device] } : {}),
      };
      return { id, times };
    });

  for (const subject of subjects) {
    await attempt(subject, async () => {
      options.progress?.(`${subject.id}: warming up`);
      warm.set(subject.id, await warmUp(subject, options));
      samples.set(subject.id, {
        throughput: [],
        latency: [],
        ...(subject.deviceClock ? { device: [] } : {}),
      });
    });
    options.report?.(measured(), 0);
  }
  // What disturbed the warm-up does not touch the rounds.
  await options.disturbed?.(0);
  let voids = 0;
  for (let round = 0; round < options.rounds;) {
    options.progress?.(`round ${round + 1} of ${options.rounds}`);
    const taken = new Map<string, Sample>();
    for (const [at, subject] of roundOrder(subjects, round).entries()) {
      await attempt(subject, async () => {
        taken.set(subject.id, await sample(subject, warm.get(subject.id)!, options));
      });
      options.sampled?.(at + 1, round);
    }
    if ((await options.disturbed?.(round + 1)) ?? null) {
      if (++voids >= MOST_VOID_ROUNDS)
        throw new Error(
          `${MOST_VOID_ROUNDS} rounds in a row were disturbed; the measurement was given up.`,
        );
      continue;
    }
    voids = 0;
    for (const [id, { wall, latency, device }] of taken) {
      const kept = samples.get(id)!;
      kept.throughput.push(wall);
      if (latency !== undefined) kept.latency.push(latency);
      if (device !== undefined) kept.device?.push(device);
    }
    round++;
    options.report?.(measured(), round);
    if (round < options.rounds) await options.betweenRounds?.();
  }
  return measured();
}

const EMPTY: Samples = { throughput: [], latency: [] };

/** A sample of the throughput and, where it is asked for, one of the latency. */
async function sample(
  subject: Subject,
  state: Warm,
  options: MeasureOptions,
): Promise<Sample> {
  const least = leastOf(subject);
  const { wall, device } = await throughputSample(subject, state, options);
  if (subject.hasLatency === false) return { wall, device, latency: undefined };
  // Where the fewest steps were enough for a sample, it is its own latency.
  const latency =
    state.steps === least ? wall : (await time(subject, least, options.now)) / least;
  return { wall, device, latency };
}

/** Milliseconds of one call. */
async function time(subject: Subject, steps: number, now: () => number): Promise<number> {
  const start = now();
  await subject.step(steps);
  return now() - start;
}

/** The fewest steps of a call. */
const leastOf = ({ stepsAtOnce }: Subject): number => stepsAtOnce ?? 1;

/** The number of steps that take a little longer than the shortest sample. */
function enlarged(
  steps: number,
  elapsed: number,
  least: number,
  minimumSample: number,
): number {
  const wanted = (steps * minimumSample * MARGIN) / Math.max(elapsed, 1e-3);
  const more = Math.max(steps + 1, Math.min(wanted, steps * LARGEST_GROWTH));
  return least * Math.ceil(more / least);
}

async function warmUp(subject: Subject, options: MeasureOptions): Promise<Warm> {
  const { now, minimumSample = MINIMUM_SAMPLE, warmUpTime = WARM_UP_TIME } = options;
  const start = now();
  const least = leastOf(subject);
  let steps = least;
  let recent: number[] = [];
  for (let count = 0; count < WARM_UP_SAMPLES; count++) {
    const elapsed = await time(subject, steps, now);
    if (elapsed < minimumSample) {
      steps = enlarged(steps, elapsed, least, minimumSample);
      recent = [];
      continue;
    }
    recent = [...recent, elapsed].slice(-SETTLED_SAMPLES);
    if (
      recent.length === SETTLED_SAMPLES &&
      Math.max(...recent) <= Math.min(...recent) * (1 + SETTLED)
    )
      return { steps, settled: true };
    if (now() - start > warmUpTime) break;
  }
  return { steps, settled: false };
}

/**
 * Milliseconds a step of one sample, by the clock on the wall and that of the device; one that
 * turns out too short is taken again with more steps.
 */
async function throughputSample(
  subject: Subject,
  state: Warm,
  { now, minimumSample = MINIMUM_SAMPLE }: MeasureOptions,
): Promise<{ wall: number; device: number | undefined }> {
  const { deviceClock } = subject;
  for (;;) {
    let elapsed: number;
    let device: number | undefined;
    deviceClock?.start();
    try {
      elapsed = await time(subject, state.steps, now);
    } finally {
      // Read when the time has been taken; stopped also where a step failed.
      device = await deviceClock?.stop();
    }
    if (elapsed >= minimumSample)
      return {
        wall: elapsed / state.steps,
        device: device === undefined ? undefined : device / state.steps,
      };
    state.steps = enlarged(state.steps, elapsed, leastOf(subject), minimumSample);
  }
}
