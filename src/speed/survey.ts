import type { SurveyedEngine } from './handle.ts';
import { createTimedEngines } from './engines/catalogue.ts';
import type { JobContext } from './job-context.ts';

/** See `SpeedHandle.survey`. */
export async function survey({ host }: JobContext): Promise<SurveyedEngine[]> {
  const { entries } = createTimedEngines(host);
  return Promise.all(
    entries.map(async (engine) => ({
      id: engine.id,
      form: engine.form,
      obstacle: await engine.obstacle(),
    })),
  );
}
