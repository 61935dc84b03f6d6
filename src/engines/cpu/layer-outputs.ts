import type { NumericArray } from '../../core/arrays.ts';
import type { Plan } from '../../core/plan.ts';
import { activateOutputs } from '../../ops/evaluate-outputs.ts';
import { forward } from './forward.ts';
import { createWorkspace } from './workspace.ts';

/**
 * Outputs h′ of every layer in prediction mode, in float32; those of the output layer are the
 * network's predictions.
 *
 * @param parameters [plan.parameterCount]
 * @param statistics [plan.statisticsCount]: running means and variances
 * @param inputs [count, plan.inputs]
 * @returns [count, units] for each layer
 */
export function layerOutputs(
  plan: Plan,
  parameters: NumericArray,
  statistics: NumericArray,
  inputs: Float32Array,
): NumericArray[] {
  const count = inputs.length / plan.inputs;
  const workspace = createWorkspace(plan, 'float32', count);
  forward(plan, parameters, workspace, inputs, count, { running: statistics });
  return workspace.layers.map(({ z, h }, index) =>
    index === plan.layers.length - 1
      ? Float32Array.from(activateOutputs(plan, z))
      : h.slice(0, count * plan.layers[index].units),
  );
}
