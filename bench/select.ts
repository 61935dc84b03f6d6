import type { TimedEngine } from '../src/speed/timed-engine.ts';
import type { SpeedHost } from '../src/speed/speed-host.ts';
import type { CaseSet } from './cases/bench-case.ts';
import { selectCases } from './cases/catalogue.ts';
import { createTimedEngines, ON_REQUEST } from '../src/speed/engines/catalogue.ts';

/** What to measure, as it travels to a page. */
export interface Selection {
  /** Names of cases. */
  readonly cases: readonly string[];
  readonly engines: readonly string[];
}

/**
 * The cases and engines of these ids, in their usual order; an empty list is all of them.
 * @throws UserError naming the known ids when there is none of an id
 */
export function select(
  { cases, engines }: Selection,
  host: SpeedHost,
): { cases: CaseSet[]; engines: TimedEngine[] } {
  const registry = createTimedEngines(host);
  for (const id of engines) registry.get(id);
  return {
    cases: selectCases(cases),
    engines: registry.entries.filter(({ id }) =>
      engines.length === 0 ? !ON_REQUEST.includes(id) : engines.includes(id),
    ),
  };
}
