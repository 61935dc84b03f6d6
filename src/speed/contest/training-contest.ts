import { cpuFloat64Engine } from '../../engines/cpu/index.ts';
import type { TimedEngine } from '../timed-engine.ts';
import {
  operationsPerStep,
  problemOf,
  type Problem,
  type TrainingCase,
} from '../cases/training-case.ts';
import type { Contest, Entrant } from './contest.ts';
import type { TimedNetwork } from '../timed-engine.ts';
import { createOwnEngine } from '../engines/ours.ts';
import { compareAnswers, type Answers } from './parity.ts';

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

/** A network that came through the gate. */
export interface NetworkEntrant extends Entrant {
  readonly run: TimedNetwork;
  /** The largest relative error of a gradient or loss against the reference. */
  readonly parity: number;
  /** Milliseconds of one step after the first, with its readback. */
  readonly stepTime: number;
}

/** An engine disagrees with the reference. */
export class ParityError extends Error {
  /** @param error the largest relative error */
  constructor(
    message: string,
    readonly error: number,
  ) {
    super(message);
  }
}

/** See `Contest.enter`. @throws ParityError */
export async function enter(
  engine: TimedEngine,
  given: Problem,
  reference: Answers,
): Promise<NetworkEntrant> {
  const begin = performance.now();
  const run = await engine.prepare(given);
  try {
    const gradients = await run.gradients();
    const losses = [await run.step(1)];
    const firstUse = performance.now() - begin;
    const stepBegin = performance.now();
    losses.push(await run.step(1));
    const stepTime = performance.now() - stepBegin;
    losses.push(await run.differentiate(1));
    const { error, problem } = compareAnswers(
      given.plan,
      { gradients, losses },
      reference,
    );
    if (problem !== null) throw new ParityError(problem, error);
    return { run, firstUse, parity: error, stepTime };
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
  const losses = [await run.step(1), await run.step(1), await run.differentiate(1)];
  run.dispose();
  return { gradients, losses };
}
