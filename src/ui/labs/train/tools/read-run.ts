import type { NumericArray } from '../../../../core/arrays.ts';
import { UserError } from '../../../../core/errors.ts';
import type { Model } from '../../../../export/model.ts';
import type { RunDescription } from '../../../../session/handle.ts';
import type { Run } from '../../../run/run.ts';

/** The network of a run at one step. */
export interface RunReading {
  readonly model: Model;
  /** [count, plan.inputs], and what the network makes of them. */
  readonly inputs: Float32Array;
  readonly outputs: NumericArray;
}

/** Resolves once no request of the page is being carried out. */
export function settled(run: Run): Promise<void> {
  return new Promise((resolve) => {
    if (!run.busy) {
      resolve();
      return;
    }
    const stop = run.changes.add(() => {
      if (run.busy) return;
      stop();
      resolve();
    });
  });
}

/**
 * Reads the network as it is now, also in mid-training: weights, statistics, step and outputs
 * belong together.
 * @param count of training examples that are sent through it; fewer where there are fewer
 * @throws UserError when there is no network
 */
export async function readRun(
  run: Run,
  count: (description: RunDescription) => number,
): Promise<RunReading> {
  for (;;) {
    await settled(run);
    const { description } = run;
    if (!description) throw new UserError('There is no network yet.');
    const { plan, points } = description;
    const inputs = points.train.inputs.slice(0, count(description) * plan.inputs);
    const reading = await run.session.readModel(inputs);
    // Another network may have come meanwhile, with or without its description.
    if (run.busy || run.description !== description) continue;
    const { step, parameters, statistics, outputs } = reading;
    const { spec, featureNames, targetName, classNames, standardization } = description;
    const names = { featureNames, targetName, classNames, standardization };
    const model = { spec, plan, step, parameters, statistics, ...names };
    return { model, inputs, outputs };
  }
}
