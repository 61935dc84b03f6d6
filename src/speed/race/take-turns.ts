import type { Arrival, RaceNews } from '../race-handle.ts';
import { roundOrder } from '../schedule.ts';
import type { RaceGrid } from './race-grid.ts';
import type { Runner } from './runner.ts';

/** Milliseconds of a turn: many times what clocks err by, and short enough to look like running side by side. */
export const TURN = 60;
/** Milliseconds between two pictures of a runner, at least. */
const PICTURE_EVERY = 100;
/** Milliseconds that all turns together may take. */
export const LONGEST_RACE = 600_000;

export interface TurnOptions {
  readonly target: number;
  readonly grid: RaceGrid;
  /** Milliseconds from an arbitrary start. */
  readonly now: () => number;
  /** What disturbed the turn that has just ended, or null; waits until turns count again. */
  readonly disturbance: () => Promise<string | null>;
}

/**
 * Lets the runners take turns until it is known who came to the target first by its own clock:
 * who arrives ends the race for all whose clock shows more, the others go on until it does.
 * One that throws is out, and the others go on.
 * @returns the arrivals, the first first; none where nobody comes to the target
 */
export async function takeTurns(
  runners: readonly Runner[],
  { target, grid, now, disturbance }: TurnOptions,
  tell: (news: RaceNews) => void,
): Promise<Arrival[]> {
  const arrivals = () =>
    runners
      .flatMap(({ arrival }) => (arrival ? [arrival] : []))
      .sort((a, b) => a.clock - b.clock);
  const best = () => arrivals().at(0)?.clock ?? Infinity;
  const goesOn = (runner: Runner) => runner.canGoOn && runner.clock < best();
  const pictures = new Map<Runner, number>();

  const turn = async (runner: Runner): Promise<void> => {
    const duration = Math.min(TURN, best() - runner.clock);
    const reason = await runner.takeTurn(duration, target, disturbance);
    if (reason !== null)
      tell({
        kind: 'note',
        note: `${reason}: what that turn of ${runner.engine} took does not count; its steps count as long as its steps before.`,
      });
    const isDue = now() - (pictures.get(runner) ?? -Infinity) >= PICTURE_EVERY;
    const isLast = !goesOn(runner);
    const answers = isDue || isLast ? await runner.predict(grid.inputs) : null;
    if (answers) pictures.set(runner, now());
    tell({ kind: 'runner', runner: runner.news(answers && grid.finish(answers)) });
  };

  for (let round = 0; runners.some(goesOn); round++) {
    for (const runner of roundOrder(runners, round)) {
      if (!goesOn(runner)) continue;
      try {
        await turn(runner);
      } catch (error) {
        runner.problem = error instanceof Error ? error.message : String(error);
        tell({ kind: 'refused', engine: runner.engine, reason: runner.problem });
      }
    }
    if (runners.reduce((sum, { clock }) => sum + clock, 0) > LONGEST_RACE) {
      tell({
        kind: 'note',
        note: `The race was ended after ${LONGEST_RACE / 60_000} minutes.`,
      });
      break;
    }
  }
  for (const { engine, isStuck, arrival } of runners)
    if (isStuck && !arrival)
      tell({
        kind: 'note',
        note: `${engine} was taken out: its loss had not fallen for long, and was above the target.`,
      });
  return arrivals();
}
