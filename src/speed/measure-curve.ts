import { UserError } from '../core/errors.ts';
import { questionProblem } from '../core/speed-question.ts';
import { yieldToEvents } from '../session/yield-to-events.ts';
import {
  familyCase,
  networkAt,
  parametersOf,
  type FamilyNetwork,
} from './cases/family-case.ts';
import { operationsPerStep, problemOf, type Problem } from './cases/training-case.ts';
import {
  enter,
  ParityError,
  referenceOf,
  type NetworkEntrant,
} from './contest/training-contest.ts';
import type { Answers } from './contest/parity.ts';
import type { Disturbances } from './disturbances.ts';
import { createTimedEngines } from './engines/catalogue.ts';
import { describeEnvironment } from './environment.ts';
import { measure, type Measured, type Subject } from './measure.ts';
import type {
  PointEntry,
  Samples,
  SpeedNews,
  SpeedQuestion,
} from './results/speed-result.ts';
import type { JobContext } from './job-context.ts';
import { LONGEST_STEP, StepTimes } from './step-times.ts';
import type { TimedEngine } from './timed-engine.ts';

/**
 * A sample takes at least so long, in milliseconds: many times what a clock of 0.1 ms errs by,
 * and short enough for a measurement of many sizes to take less than a minute.
 */
export const SHORTEST_SAMPLE = 30;
/** Where the clock is coarse, a sample is at least so many of its steps. */
const CLOCK_STEPS = 400;
/** A warm-up takes at most about so long, in milliseconds. */
const WARM_UP_TIME = 500;
/** Milliseconds between two news of progress, at least: drawing them takes from what is measured. */
const PROGRESS_PAUSE = 400;
/** Milliseconds after a round in which the page can draw it, while nothing is measured. */
const DRAWING_PAUSE = 150;
/** For an engine to be loaded and started, over a slow network, too. Milliseconds. */
const LONGEST_START = 60_000;
/** Shares of the whole, for the progress shown. */
const PARITY_SHARE = 0.25;
const WARM_UP_SHARE = 0.25;

/** One engine at one size, through the gate. */
interface Runner extends NetworkEntrant {
  readonly value: number;
  readonly engine: string;
}

/** See `SpeedHandle.measure`. @param registry of engines; given only in tests */
export async function measureCurve(
  { host, disturbances }: JobContext,
  question: SpeedQuestion,
  tell: (news: SpeedNews) => void,
  registry: Pick<ReturnType<typeof createTimedEngines>, 'get'> = createTimedEngines(host),
): Promise<true> {
  const problem = questionProblem(question);
  if (problem !== null) throw new UserError(problem);
  const wanted = question.engines.map((id) => registry.get(id));
  const environment = await describeEnvironment(host);
  if (!Number.isFinite(environment.clockResolution))
    throw new UserError(
      'The clock of this page stands still: nothing can be timed here.',
    );
  tell({ kind: 'environment', environment });
  const engines = await startAll(wanted, tell);
  const runners: Runner[] = [];
  try {
    await enterAll(question, engines, disturbances, runners, tell);
    const minimumSample = Math.max(
      SHORTEST_SAMPLE,
      CLOCK_STEPS * environment.clockResolution,
    );
    await takeRounds(question, runners, minimumSample, disturbances, tell);
  } finally {
    for (const { run } of runners) run.dispose();
    for (const engine of engines) await engine.close();
  }
  tell({ kind: 'complete' });
  return true;
}

/** Starts the engines; those that cannot run here are told of with the reason. */
async function startAll(
  engines: readonly TimedEngine[],
  tell: (news: SpeedNews) => void,
): Promise<TimedEngine[]> {
  const started: TimedEngine[] = [];
  for (const engine of engines) {
    const { id, form } = engine;
    tell({ kind: 'progress', doing: `Loading ${id}`, share: 0 });
    const begin = performance.now();
    try {
      const adapter = await withinTime(engine.start(), LONGEST_START);
      const startTime = performance.now() - begin;
      tell({ kind: 'engine', engine: { id, form, adapter, startTime } });
      started.push(engine);
    } catch (error) {
      tell({ kind: 'engine', engine: { id, form, failed: messageOf(error) } });
    }
  }
  return started;
}

/** @throws Error where it takes longer: a library whose threads die waits for them for ever */
async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It did not start within ${milliseconds / 1000} s.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Compares all engines at all sizes with the reference. Those that agree become runners. */
async function enterAll(
  { base, axis, values }: SpeedQuestion,
  engines: readonly TimedEngine[],
  disturbances: Disturbances,
  runners: Runner[],
  tell: (news: SpeedNews) => void,
): Promise<void> {
  const stepTimes = new StepTimes();
  for (const [index, value] of values.entries()) {
    const share = (PARITY_SHARE * index) / values.length;
    tell({ kind: 'progress', doing: `Reference for ${axis} ${value}`, share });
    let network: FamilyNetwork;
    let problem: Problem;
    let reference: Answers;
    try {
      network = networkAt(base, axis, value);
      problem = problemOf(familyCase(`${axis}-${value}`, network));
      reference = await referenceOf(problem);
    } catch (error) {
      // Also where the memory does not suffice for the reference.
      tell({ kind: 'note', note: `${axis} ${value} is left out: ${messageOf(error)}` });
      continue;
    }
    const operations = operationsPerStep(problem.plan);
    const parameterCount = parametersOf(network);
    tell({
      kind: 'point',
      point: { value, network, parameterCount, operations, entries: [] },
    });
    for (const engine of engines) {
      tell({
        kind: 'progress',
        doing: `${engine.id}: parity at ${axis} ${value}`,
        share,
      });
      const refuse = (refused: string, parity?: number) =>
        tell({
          kind: 'entry',
          value,
          entry: { engine: engine.id, refused, ...(parity !== undefined && { parity }) },
        });
      const tooLong = stepTimes.expectation(engine.id, operations);
      if (tooLong !== null) {
        refuse(tooLong);
        continue;
      }
      disturbances.take();
      try {
        const entrant = await enter(engine, problem, reference);
        await yieldToEvents();
        const firstUse = disturbances.take() === null ? entrant.firstUse : null;
        const { parity, run } = entrant;
        let { stepTime } = entrant;
        // Not for a step that something disturbed: what is left out is tried twice.
        if (stepTime > LONGEST_STEP) {
          const begin = performance.now();
          await run.step(1);
          stepTime = Math.min(stepTime, performance.now() - begin);
        }
        const tooSlow = stepTimes.note(engine.id, operations, stepTime);
        if (tooSlow !== null) {
          run.dispose();
          refuse(tooSlow, parity);
          continue;
        }
        runners.push({ ...entrant, value, engine: engine.id });
        tell({ kind: 'entry', value, entry: { engine: engine.id, parity, firstUse } });
      } catch (error) {
        refuse(messageOf(error), error instanceof ParityError ? error.error : undefined);
      }
    }
  }
}

/** Measures all runners in the same rounds and tells of the samples after each. */
async function takeRounds(
  { rounds }: SpeedQuestion,
  runners: readonly Runner[],
  minimumSample: number,
  disturbances: Disturbances,
  tell: (news: SpeedNews) => void,
): Promise<void> {
  const subjects = runners.flatMap((runner): Subject[] => [
    {
      id: subjectId(runner, 'gradient'),
      hasLatency: false,
      step: (count) => runner.run.differentiate(count),
    },
    { id: subjectId(runner, 'step'), step: (count) => runner.run.step(count) },
  ]);
  let warmed = 0;
  let told = -Infinity;
  const tellProgress = (doing: string, share: number) => {
    if (performance.now() - told < PROGRESS_PAUSE) return;
    told = performance.now();
    tell({ kind: 'progress', doing, share });
  };
  const base = PARITY_SHARE + WARM_UP_SHARE;
  await measure(subjects, {
    now: () => performance.now(),
    rounds,
    minimumSample,
    warmUpTime: WARM_UP_TIME,
    report: (measured, round) => {
      if (round > 0) {
        tellEntries(runners, measured, tell);
        return;
      }
      const share = PARITY_SHARE + (WARM_UP_SHARE * ++warmed) / subjects.length;
      tellProgress('Warming up', share);
    },
    sampled: (samples, round) =>
      tellProgress(
        `Round ${round + 1} of ${rounds}`,
        base + ((1 - base) * (round + samples / subjects.length)) / rounds,
      ),
    disturbed: (round) => judgeRound(round, disturbances, tell),
    betweenRounds: () => new Promise((resolve) => setTimeout(resolve, DRAWING_PAUSE)),
  });
}

/** @returns why the round does not count, or null; waits until the page is visible */
async function judgeRound(
  round: number,
  disturbances: Disturbances,
  tell: (news: SpeedNews) => void,
): Promise<string | null> {
  disturbances.pauseBegins();
  // What the page said meanwhile has come by then, also where an engine never let go of the thread.
  await yieldToEvents();
  await yieldToEvents();
  disturbances.pauseEnds();
  const reason = disturbances.take();
  if (reason !== null && round > 0) tell({ kind: 'void', void: { round, reason } });
  if (disturbances.hidden) {
    tell({
      kind: 'progress',
      doing: 'Waiting until the page is shown again',
      share: NaN,
    });
    await disturbances.untilVisible();
    disturbances.take();
  }
  return reason;
}

const subjectId = ({ value, engine }: Runner, what: 'gradient' | 'step') =>
  `${engine} at ${value}: ${what}`;

/** Tells of all samples so far. */
function tellEntries(
  runners: readonly Runner[],
  measured: readonly Measured[],
  tell: (news: SpeedNews) => void,
): void {
  const byId = new Map(measured.map((entry) => [entry.id, entry]));
  for (const runner of runners) {
    const { value, engine, parity, firstUse } = runner;
    const gradient = byId.get(subjectId(runner, 'gradient'))!;
    const step = byId.get(subjectId(runner, 'step'))!;
    const head = { engine, parity, firstUse };
    tell({ kind: 'entry', value, entry: { ...head, ...outcomeOf(gradient, step) } });
  }
}

function outcomeOf(
  gradient: Measured,
  step: Measured,
): Pick<PointEntry, 'settled' | 'samples' | 'refused'> {
  for (const measured of [gradient, step])
    if ('failed' in measured)
      return { refused: `It failed while it was measured: ${measured.failed}` };
  if (!('times' in gradient && 'times' in step)) return {};
  const samples: Samples = {
    gradient: gradient.times.throughput,
    step: step.times.throughput,
    latency: step.times.latency,
  };
  return { settled: gradient.times.settled && step.times.settled, samples };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
