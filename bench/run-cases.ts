import type { TimedEngine, DeviceClock } from '../src/speed/timed-engine.ts';
import type { BenchCase, CaseSet } from './cases/bench-case.ts';
import type { Axis } from '../src/speed/cases/training-case.ts';
import type { Contest, Entrant } from '../src/speed/contest/contest.ts';
import { measure, type Times } from '../src/speed/measure.ts';
import { populationContest } from '../src/speed/contest/population-contest.ts';
import { productContest } from '../src/speed/contest/product-contest.ts';
import { ProductTimes } from '../src/speed/contest/product-times.ts';
import { median } from '../src/speed/statistics.ts';
import { trainingContest } from '../src/speed/contest/training-contest.ts';

/** One engine in one case: its times, or why it has none. */
export interface EngineResult {
  readonly engine: string;
  /** Milliseconds to prepare it, with its upload and compilation, and to answer for the first time. */
  readonly firstUse?: number;
  readonly times?: Times;
  /** Networks that it trained side by side; absent where it trained one. */
  readonly stepsAtOnce?: number;
  /** The smallest difference but 0 seen on the device's own clock, in milliseconds. */
  readonly deviceResolution?: number;
  readonly refused?: string;
}

export interface CaseResult {
  readonly case: string;
  readonly label: string;
  /** Of a network. */
  readonly parameterCount?: number;
  /** Operations in the matrix products of one step. */
  readonly operations: number;
  /** Along which axes it is a point of a family. */
  readonly axes?: readonly Axis[];
  /** A case measured in the same rounds, with which each engine is compared too. */
  readonly comparedWith?: string;
  readonly results: readonly EngineResult[];
}

export interface EngineStart {
  readonly engine: string;
  readonly form: string;
  /** What it computes on; absent when it could not start. */
  readonly adapter?: string;
  /** Milliseconds to load and start it. */
  readonly startTime?: number;
  readonly failed?: string;
}

export interface RunResult {
  readonly engines: readonly EngineStart[];
  readonly cases: readonly CaseResult[];
}

export interface RunOptions {
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

const now = () => performance.now();
const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** Runs every case on every engine that starts. What fails is reported, and the rest goes on. */
export async function runCases(
  sets: readonly CaseSet[],
  engines: readonly TimedEngine[],
  options: RunOptions,
): Promise<RunResult> {
  const starts: EngineStart[] = [];
  const started: TimedEngine[] = [];
  for (const engine of engines) {
    const { id, form } = engine;
    const begin = now();
    try {
      const adapter = await engine.start();
      starts.push({ engine: id, form, adapter, startTime: now() - begin });
      started.push(engine);
    } catch (error) {
      starts.push({ engine: id, form, failed: messageOf(error) });
    }
  }
  const results: CaseResult[] = [];
  const productTimes = new ProductTimes(now);
  for (const set of sets)
    results.push(...(await runSet(set, started, productTimes, options)));
  for (const engine of started) await engine.close();
  return { engines: starts, cases: results };
}

/** Measures the cases of a set in the same rounds. */
async function runSet(
  { cases }: CaseSet,
  engines: readonly TimedEngine[],
  productTimes: ProductTimes,
  { rounds, progress }: RunOptions,
): Promise<CaseResult[]> {
  const entrants: (Entrant & { readonly key: string; clock: DeviceClock | null })[] = [];
  const refused = new Map<string, string>();
  const contests: { readonly head: Omit<CaseResult, 'results'>; contest: Contest }[] = [];
  for (const benchCase of cases) {
    const { id, label } = benchCase;
    progress(`${id}: reference`);
    const contest = await contestOf(benchCase, productTimes);
    const { operations, parameterCount } = contest;
    const { axes, comparedWith } = benchCase.kind === 'training' ? benchCase : {};
    contests.push({
      head: { case: id, label, parameterCount, operations, axes, comparedWith },
      contest,
    });
    for (const engine of engines) {
      const key = keyOf(id, engine.id);
      progress(`${key}: parity`);
      try {
        entrants.push({ key, ...(await enter(contest, engine)) });
      } catch (error) {
        refused.set(key, messageOf(error));
      }
    }
  }
  const subjects = entrants.map(({ key, run, clock }) => ({
    id: key,
    stepsAtOnce: run.stepsAtOnce,
    deviceClock: clock ?? undefined,
    step: (count: number) => run.step(count),
  }));
  const measured = await measure(subjects, {
    now,
    rounds,
    progress,
  });
  for (const { run, clock } of entrants) {
    clock?.close();
    run.dispose();
  }
  const times = new Map<string, Times>();
  for (const result of measured)
    if ('times' in result) times.set(result.id, result.times);
    else refused.set(result.id, result.failed);
  return contests.map(({ head, contest }) => ({
    ...head,
    results: engines.map(({ id }) => {
      const key = keyOf(head.case, id);
      const entrant = entrants.find((entry) => entry.key === key);
      const found = times.get(key);
      if (found) contest.measured?.(id, median(found.throughput));
      return {
        engine: id,
        firstUse: entrant?.firstUse,
        times: found,
        stepsAtOnce: entrant?.run.stepsAtOnce,
        deviceResolution: entrant?.clock?.resolution,
        refused: refused.get(key),
      };
    }),
  }));
}

/** Lets an engine in, with the clock of its device. */
async function enter(contest: Contest, engine: TimedEngine) {
  const entrant = await contest.enter(engine);
  try {
    return { ...entrant, clock: (await entrant.run.openClock?.()) ?? null };
  } catch (error) {
    entrant.run.dispose();
    throw error;
  }
}

async function contestOf(
  benchCase: BenchCase,
  productTimes: ProductTimes,
): Promise<Contest> {
  switch (benchCase.kind) {
    case 'product':
      return productContest(benchCase, productTimes);
    case 'population':
      return populationContest(benchCase);
    case 'training':
      return trainingContest(benchCase);
  }
}

/** Names an engine in a case. */
const keyOf = (benchCase: string, engine: string) => `${benchCase}: ${engine}`;
