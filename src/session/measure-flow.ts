import { selectExamples } from '../core/examples.ts';
import type { GradientFlow } from '../core/gradient-flow.ts';
import { gradientFlow } from '../engines/cpu/gradient-flow.ts';
import { MAX_FLOWING } from './handle.ts';
import type { LiveRun } from './live-run.ts';

/** Multiply-adds of one direction, at most: some tens of milliseconds. */
const MOST_WORK = 2 ** 25;
/** Batch normalization needs some. */
const LEAST_EXAMPLES = 8;

/** What the chain rule does at each layer now. On the CPU, whatever the engine, as with `inspectRun`. */
export async function measureFlow(run: LiveRun): Promise<GradientFlow> {
  const { plan, training } = run.prepared;
  const affordable = Math.max(
    LEAST_EXAMPLES,
    Math.floor(MOST_WORK / plan.parameterCount),
  );
  const count = Math.min(training.count, MAX_FLOWING, affordable);
  const batch = selectExamples(
    training,
    Array.from({ length: count }, (_, row) => row),
  );
  const { step, parameters } = await run.use((executor) => executor.readState());
  return gradientFlow(plan, parameters, batch, step);
}
