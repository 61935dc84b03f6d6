import type { NumericArray } from '../core/arrays.ts';
import { UserError } from '../core/errors.ts';
import { selectExamples } from '../core/examples.ts';
import type { Plan } from '../core/plan.ts';
import { layerOutputs } from '../engines/cpu/layer-outputs.ts';
import {
  MAX_DIFFERENTIATED,
  MAX_INSPECTED,
  type Inspection,
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
  const { step, parameters, statistics } = await run.use((executor) =>
    executor.readState(),
  );
  const layers = layerOutputs(plan, parameters, statistics, inputs);
  return { step, parameters, layers };
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
