import type { RaceNews, RaceQuestion, RaceSummary } from '../race-handle.ts';
import type { JobContext } from '../job-context.ts';

/** See `SpeedHandle.race`. */
export async function runRace(
  _context: JobContext,
  _question: RaceQuestion,
  _tell: (news: RaceNews) => void,
): Promise<RaceSummary> {
  throw new Error('There are no races yet.');
}
