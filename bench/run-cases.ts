import { cpuFloat64Engine } from '../src/engines/cpu/index.ts';
import type { BenchEngine, BenchRun } from './bench-engine.ts';
import { operationsPerStep, problemOf, type BenchCase, type Problem } from './cases.ts';
import { createOwnEngine } from './engines/ours.ts';
import { measure, type Times } from './measure.ts';
import { disagreement, type Answers } from './parity.ts';

/** One engine in one case: its times, or why it has none. */
export interface EngineResult {
  readonly engine: string;
  /** Milliseconds to prepare the network, with its upload and compilation, and for its first gradients and its first step. */
  readonly firstUse?: number;
  readonly times?: Times;
  readonly refused?: string;
}

export interface CaseResult {
  readonly case: string;
  readonly label: string;
  readonly parameterCount: number;
  /** Operations in the matrix products of one step. */
  readonly operations: number;
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
  cases: readonly BenchCase[],
  engines: readonly BenchEngine[],
  { rounds, progress }: RunOptions,
): Promise<RunResult> {
  const starts: EngineStart[] = [];
  const started: BenchEngine[] = [];
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
  for (const benchCase of cases)
    results.push(
      await runCase(benchCase, started, {
        rounds,
        progress: (line) => progress(`${benchCase.id}: ${line}`),
      }),
    );
  for (const engine of started) await engine.close();
  return { engines: starts, cases: results };
}

async function runCase(
  benchCase: BenchCase,
  engines: readonly BenchEngine[],
  { rounds, progress }: RunOptions,
): Promise<CaseResult> {
  const problem = problemOf(benchCase);
  progress('reference');
  const reference = await referenceOf(problem);
  const refused = new Map<string, string>();
  const firstUse = new Map<string, number>();
  const runs: { id: string; run: BenchRun }[] = [];
  for (const engine of engines) {
    progress(`${engine.id}: parity`);
    try {
      const { run, time } = await enter(engine, problem, reference);
      firstUse.set(engine.id, time);
      runs.push({ id: engine.id, run });
    } catch (error) {
      refused.set(engine.id, messageOf(error));
    }
  }
  const subjects = runs.map(({ id, run }) => ({
    id,
    step: (count: number) => run.step(count),
  }));
  const measured = await measure(subjects, { now, rounds, progress });
  for (const { run } of runs) run.dispose();
  const times = new Map<string, Times>();
  for (const result of measured)
    if ('times' in result) times.set(result.id, result.times);
    else refused.set(result.id, result.failed);
  return {
    case: benchCase.id,
    label: benchCase.label,
    parameterCount: problem.plan.parameterCount,
    operations: operationsPerStep(problem.plan),
    results: engines.map(({ id }) => ({
      engine: id,
      firstUse: firstUse.get(id),
      times: times.get(id),
      refused: refused.get(id),
    })),
  };
}

/** The gate: no run that disagrees with the reference comes through. */
export async function enter(
  engine: BenchEngine,
  problem: Problem,
  reference: Answers,
): Promise<{ run: BenchRun; time: number }> {
  const begin = now();
  const run = await engine.prepare(problem);
  try {
    const gradients = await run.gradients();
    const losses = [await run.step(1)];
    const time = now() - begin;
    losses.push(await run.step(1));
    const found = disagreement(problem.plan, { gradients, losses }, reference);
    if (found !== null) throw new Error(found);
    return { run, time };
  } catch (error) {
    run.dispose();
    throw error;
  }
}

/** The answers of the float64 engine, of the first gradients and the first two steps. */
export async function referenceOf(problem: Problem): Promise<Answers> {
  const engine = createOwnEngine('cpu-f64', 'reference', async () => ({
    engine: cpuFloat64Engine,
  }));
  await engine.start();
  const run = await engine.prepare(problem);
  const gradients = await run.gradients();
  const losses = [await run.step(1), await run.step(1)];
  run.dispose();
  return { gradients, losses };
}
