import { cpuFloat64Engine } from '../../engines/cpu/index.ts';
import type { TimedEngine } from '../timed-engine.ts';
import {
  operationsPerStep,
  problemOf,
  type Problem,
  type TrainingCase,
} from '../cases/training-case.ts';
import type { Contest, Entrant } from './contest.ts';
import { createOwnEngine } from '../engines/ours.ts';
import { disagreement, type Answers } from './parity.ts';

/** A network to train: the gate compares the first gradients and the first two losses. */
export async function trainingContest(benchCase: TrainingCase): Promise<Contest> {
  const problem = problemOf(benchCase);
  const reference = await referenceOf(problem);
  return {
    operations: operationsPerStep(problem.plan),
    parameterCount: problem.plan.parameterCount,
    enter: (engine) => enter(engine, problem, reference),
  };
}

/** See `Contest.enter`. */
export async function enter(
  engine: TimedEngine,
  problem: Problem,
  reference: Answers,
): Promise<Entrant> {
  const begin = performance.now();
  const run = await engine.prepare(problem);
  try {
    const gradients = await run.gradients();
    const losses = [await run.step(1)];
    const firstUse = performance.now() - begin;
    losses.push(await run.step(1));
    const found = disagreement(problem.plan, { gradients, losses }, reference);
    if (found !== null) throw new Error(found);
    return { run, firstUse };
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
