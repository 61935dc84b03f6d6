import type { NumericArray } from '../core/arrays.ts';
import { UserError } from '../core/errors.ts';
import { selectExamples } from '../core/examples.ts';
import type { Plan } from '../core/plan.ts';
import { layerOutputs } from '../engines/cpu/layer-outputs.ts';
import {
  MAX_DIFFERENTIATED,
  MAX_INSPECTED,
  type Inspection,
  type ModelReading,
  type Slope,
} from './handle.ts';
import type { LiveRun } from './live-run.ts';

/**
 * What every layer makes of `inputs`. On the CPU, whatever the engine: an engine hands out
 * no more than its outputs, and what is looked at is small.
 * @param inputs [count, plan.inputs]
 * @throws UserError when the inputs are of another width, or there is too much to hand out
 */
export async function inspectRun(
  run: LiveRun,
  inputs: Float32Array,
): Promise<Inspection> {
  checkInputs(run, inputs);
  const { step, parameters, statistics } = await run.use((executor) =>
    executor.readState(),
  );
  const layers = layerOutputs(run.prepared.plan, parameters, statistics, inputs);
  return { step, parameters, layers };
}

/** The state that predictions depend on, and the predictions for `inputs` [count, plan.inputs]. */
export async function readModel(
  run: LiveRun,
  inputs: Float32Array,
): Promise<ModelReading> {
  checkInputs(run, inputs);
  const { step, parameters, statistics } = await run.use((executor) =>
    executor.readState(),
  );
  const layers = layerOutputs(run.prepared.plan, parameters, statistics, inputs);
  return { step, parameters, statistics, outputs: layers[layers.length - 1] };
}

/** @throws UserError when the inputs are of another width, or there is too much to hand out */
function checkInputs(run: LiveRun, inputs: Float32Array): void {
  const { plan } = run.prepared;
  const count = inputs.length / plan.inputs;
  if (!Number.isInteger(count))
    throw new UserError(
      `There are ${inputs.length} inputs to inspect; an example of this network has ${plan.inputs}.`,
    );
  const units = plan.layers.reduce((sum, layer) => sum + layer.units, 0);
  if (count * units > MAX_INSPECTED)
    throw new UserError(
      `${count} examples of ${units} units are too many to inspect at once; at most ${Math.floor(MAX_INSPECTED / units)} examples are possible.`,
    );
}

/** Loss and gradients over the first training examples. */
export async function differentiateRun(run: LiveRun): Promise<Slope> {
  const { training } = run.prepared;
  const count = Math.min(training.count, MAX_DIFFERENTIATED);
  const batch = selectExamples(
    training,
    Array.from({ length: count }, (_, row) => row),
  );
  return run.use(async (executor) => {
    const { loss, gradients } = await executor.gradients(batch);
    return { step: executor.step, count, loss, gradients };
  });
}

/** @throws UserError when a network of `plan` cannot have these parameters */
export function checkParameters(parameters: NumericArray, plan: Plan): void {
  if (parameters.length !== plan.parameterCount)
    throw new UserError(
      `There are ${parameters.length} parameters; this network has ${plan.parameterCount}.`,
    );
  const wrong = parameters.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (wrong >= 0)
    throw new UserError(
      `Parameter ${wrong} is ${parameters[wrong]}; every parameter must be a finite float32 number.`,
    );
}

/** @throws UserError when a network of `plan` cannot have these running statistics */
export function checkStatistics(statistics: NumericArray, plan: Plan): void {
  if (statistics.length !== plan.statisticsCount)
    throw new UserError(
      `There are ${statistics.length} running statistics; this network has ${plan.statisticsCount}.`,
    );
  const wrong = statistics.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (wrong >= 0)
    throw new UserError(
      `Running statistic ${wrong} is ${statistics[wrong]}; each must be a finite float32 number.`,
    );
  for (const { name, statistics: first, units } of plan.layers)
    if (first >= 0)
      for (let unit = 0; unit < units; unit++) {
        const variance = statistics[first + units + unit];
        if (variance < 0)
          throw new UserError(
            `The running variance of unit ${unit} of ${name} is ${variance}; a variance is never negative.`,
          );
      }
}
