import { UserError } from '../../core/errors.ts';
import { yieldToEvents } from '../../session/yield-to-events.ts';
import type { Problem } from '../cases/training-case.ts';
import { enter, referenceOf } from '../contest/training-contest.ts';
import type { Disturbances } from '../disturbances.ts';
import { createTimedEngines } from '../engines/catalogue.ts';
import type { JobContext } from '../job-context.ts';
import type { RaceNews, RaceQuestion, RaceSummary } from '../race-handle.ts';
import type { TimedEngine, TimedNetwork } from '../timed-engine.ts';
import { compareLosses } from './compare-losses.ts';
import { raceGrid, type RaceGrid } from './race-grid.ts';
import { raceProblem } from './race-problem.ts';
import { Runner } from './runner.ts';
import { takeTurns, TURN } from './take-turns.ts';

/** Milliseconds that a runner is warmed up. */
const WARM_UP = 400;
/** Steps of one call while it is warmed up, at most. */
const MOST_WARM_UP_STEPS = 512;

/** See `SpeedHandle.race`. */
export async function runRace(
  { host, disturbances }: JobContext,
  question: RaceQuestion,
  tell: (news: RaceNews) => void,
): Promise<RaceSummary> {
  const { spec, engines: ids, target, gridSize } = question;
  if (ids.length < 2 || ids.length > 3 || new Set(ids).size < ids.length)
    throw new UserError('Two or three different engines can race.');
  if (!(target > 0)) throw new UserError('The target loss must be above 0.');
  const registry = createTimedEngines(host);
  return race(
    raceProblem(spec),
    {
      engines: ids.map((id) => registry.get(id)),
      target,
      grid: raceGrid(spec, gridSize),
      now: () => performance.now(),
      warmUp: WARM_UP,
      disturbances,
    },
    tell,
  );
}

export interface RaceOptions {
  readonly engines: readonly TimedEngine[];
  readonly target: number;
  readonly grid: RaceGrid;
  /** Milliseconds from an arbitrary start. */
  readonly now: () => number;
  /** Milliseconds that each runner is warmed up. */
  readonly warmUp: number;
  readonly disturbances: Disturbances;
}

/** A race of the engines, which are closed at its end. */
export async function race(
  problem: Problem,
  options: RaceOptions,
  tell: (news: RaceNews) => void,
): Promise<RaceSummary> {
  const { engines, target, grid, now, disturbances } = options;
  const networks: TimedNetwork[] = [];
  const runners: Runner[] = [];
  try {
    const reference = await referenceOf(problem);
    for (const engine of engines) {
      const { id } = engine;
      try {
        tell({ kind: 'progress', doing: `Loading ${id}` });
        const adapter = await engine.start();
        tell({ kind: 'progress', doing: `${id}: comparing its gradients` });
        const { run, parity, firstUse } = await enter(engine, problem, reference);
        networks.push(run);
        tell({ kind: 'progress', doing: `${id}: warming up` });
        await warmUp(run, options);
        runners.push(new Runner(id, run, now));
        tell({ kind: 'entry', engine: id, adapter, parity, firstUse });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        tell({ kind: 'refused', engine: id, reason });
      }
      await yieldToEvents();
    }
    // Whatever happened until now disturbed no turn.
    await judge(disturbances, tell);
    if (runners.length > 0) tell({ kind: 'start' });
    const arrivals = await takeTurns(
      runners,
      { target, grid, now, disturbance: () => judge(disturbances, tell) },
      tell,
    );
    return { arrivals, ...compareLosses(runners.map(({ losses }) => losses)) };
  } finally {
    for (const network of networks) network.dispose();
    for (const engine of engines) await engine.close();
  }
}

/**
 * What is compiled at first use, and what a just-in-time compiler makes faster, must be on no
 * clock. So a runner trains and answers for a while and goes back to the initial parameters:
 * the network that races is the same object, with all that was compiled for it. (One prepared anew
 * would be compiled anew where an engine compiles for each network.)
 */
async function warmUp(
  run: TimedNetwork,
  { now, warmUp: duration, grid }: RaceOptions,
): Promise<void> {
  const begin = now();
  for (let count = 1; now() - begin < duration;) {
    // From the start each time: steps that the race does not take might diverge.
    await run.restart();
    const callBegin = now();
    await run.step(count);
    if (now() - callBegin < TURN) count = Math.min(2 * count, MOST_WARM_UP_STEPS);
  }
  await run.predict(grid.inputs);
  await run.restart();
}

/** @returns what disturbed the time since the last call, or null; waits until the page is visible */
async function judge(
  disturbances: Disturbances,
  tell: (news: RaceNews) => void,
): Promise<string | null> {
  disturbances.pauseBegins();
  // What the page said meanwhile has come by then, also where an engine never let go of the thread.
  await yieldToEvents();
  await yieldToEvents();
  disturbances.pauseEnds();
  const reason = disturbances.take();
  if (disturbances.hidden) {
    tell({ kind: 'note', note: 'The race waits until the page is shown again.' });
    await disturbances.untilVisible();
    disturbances.take();
  }
  return reason;
}
