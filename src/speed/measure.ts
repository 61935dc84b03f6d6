import type { DeviceClock } from './timed-engine.ts';
import { roundOrder } from './schedule.ts';

/** What is timed. */
export interface Subject {
  readonly id: string;
  /** Where the device has a clock. */
  readonly deviceClock?: Pick<DeviceClock, 'start' | 'stop'>;
  /** Steps it takes side by side; those of a call are a multiple. Absent: 1. */
  readonly stepsAtOnce?: number;
  /** Takes that many steps and waits for the last. */
  step(count: number): Promise<unknown>;
}

export interface MeasureOptions {
  /** Time in milliseconds from an arbitrary start. */
  readonly now: () => number;
  /** Rounds, each of which takes one sample of every subject. */
  readonly rounds: number;
  /** Told before each sample. */
  readonly progress?: (line: string) => void;
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

/**
 * Times the subjects in interleaved rounds. A subject that throws is out, with its reason,
 * and the others go on.
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

  for (const subject of subjects)
    await attempt(subject, async () => {
      options.progress?.(`${subject.id}: warming up`);
      warm.set(subject.id, await warmUp(subject, options.now));
      samples.set(subject.id, {
        throughput: [],
        latency: [],
        ...(subject.deviceClock ? { device: [] } : {}),
      });
    });
  for (let round = 0; round < options.rounds; round++) {
    options.progress?.(`round ${round + 1} of ${options.rounds}`);
    for (const subject of roundOrder(subjects, round))
      await attempt(subject, async () => {
        const least = leastOf(subject);
        const state = warm.get(subject.id)!;
        const { throughput, latency, device } = samples.get(subject.id)!;
        const taken = await sample(subject, state, options.now);
        throughput.push(taken.wall);
        if (taken.device !== undefined) device?.push(taken.device);
        latency.push(
          // The fewest steps were enough for a sample: it is its own latency.
          state.steps === least
            ? throughput.at(-1)!
            : (await time(subject, least, options.now)) / least,
        );
      });
  }

  return subjects.map(({ id }) => {
    const failed = failures.get(id);
    if (failed !== undefined) return { id, failed };
    const { steps, settled } = warm.get(id)!;
    return { id, times: { stepsPerSample: steps, settled, ...samples.get(id)! } };
  });
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
function enlarged(steps: number, elapsed: number, least: number): number {
  const wanted = (steps * MINIMUM_SAMPLE * MARGIN) / Math.max(elapsed, 1e-3);
  const more = Math.max(steps + 1, Math.min(wanted, steps * LARGEST_GROWTH));
  return least * Math.ceil(more / least);
}

async function warmUp(subject: Subject, now: () => number): Promise<Warm> {
  const start = now();
  const least = leastOf(subject);
  let steps = least;
  let recent: number[] = [];
  for (let count = 0; count < WARM_UP_SAMPLES; count++) {
    const elapsed = await time(subject, steps, now);
    if (elapsed < MINIMUM_SAMPLE) {
      steps = enlarged(steps, elapsed, least);
      recent = [];
      continue;
    }
    recent = [...recent, elapsed].slice(-SETTLED_SAMPLES);
    if (
      recent.length === SETTLED_SAMPLES &&
      Math.max(...recent) <= Math.min(...recent) * (1 + SETTLED)
    )
      return { steps, settled: true };
    if (now() - start > WARM_UP_TIME) break;
  }
  return { steps, settled: false };
}

/**
 * Milliseconds a step of one sample, by the clock on the wall and that of the device; one that
 * turns out too short is taken again with more steps.
 */
async function sample(
  subject: Subject,
  state: Warm,
  now: () => number,
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
    if (elapsed >= MINIMUM_SAMPLE)
      return {
        wall: elapsed / state.steps,
        device: device === undefined ? undefined : device / state.steps,
      };
    state.steps = enlarged(state.steps, elapsed, leastOf(subject));
  }
}
