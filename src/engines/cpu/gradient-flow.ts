import type { NumericArray } from '../../core/arrays.ts';
import type { Examples } from '../../core/examples.ts';
import type { GradientFlow, LayerFlow } from '../../core/gradient-flow.ts';
import { LAYER_FIGURES } from '../../core/metrics.ts';
import type { LayerPlan, Plan } from '../../core/plan.ts';
import { measureLayers } from '../../ops/layer-figures.ts';
import { activationMoments } from '../../ops/mean-field.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import { norm } from '../../ops/vector.ts';
import { backward } from './backward.ts';
import { forward } from './forward.ts';
import { batchLoss, penalty } from './loss.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/**
 * Back-propagates a batch in training mode, in float64, and measures what the chain rule does at
 * each layer. Beside it stands what mean-field theory makes of the measured variances of
 * weights, biases and pre-activations, where it applies: in layers without normalization,
 * residual connection and dropout, below another such layer.
 *
 * @param parameters [plan.parameterCount]
 * @param step whose dropout masks are used
 */
export function gradientFlow(
  plan: Plan,
  parameters: NumericArray,
  batch: Examples,
  step: number,
): GradientFlow {
  const { count, inputs, targets } = batch;
  const workspace = createWorkspace(plan, 'float64', count);
  const gradients = new Float64Array(plan.parameterCount);
  const { h, dh } = workspace.layers[plan.layers.length - 1];
  forward(plan, parameters, workspace, inputs, count, { step });
  const loss = batchLoss(plan, h, targets, count, dh) + penalty(plan, parameters);
  backward(plan, parameters, workspace, inputs, count, gradients);
  const figures = measureLayers(
    plan,
    parameters,
    gradients,
    workspace.layers,
    count,
    null,
  );
  const predicted = predictedFactors(plan, parameters, workspace, count);
  const figure = (layer: number, name: (typeof LAYER_FIGURES)[number]) =>
    figures[layer * LAYER_FIGURES.length + LAYER_FIGURES.indexOf(name)];
  const layers = plan.layers.map(({ index, units }): LayerFlow => {
    const delta = figure(index, 'deltaNorm');
    const back = norm(workspace.layers[index].dh, count * units);
    const above = index + 1 < plan.layers.length ? figure(index + 1, 'deltaNorm') : NaN;
    return {
      delta,
      throughKernel: back / above,
      throughActivation: delta / back,
      predicted: predicted[index],
      kernelGradient: figure(index, 'gradientNorm'),
      activationDeviation: figure(index, 'activationDeviation'),
      saturatedFraction: figure(index, 'saturatedFraction'),
      deadFraction: figure(index, 'deadFraction'),
    };
  });
  return { step, count, loss, layers };
}

/** √χ of each hidden layer, from the variance that theory gives its pre-activations; NaN elsewhere. */
function predictedFactors(
  plan: Plan,
  parameters: NumericArray,
  { layers }: Workspace,
  rows: number,
): number[] {
  const predicted = plan.layers.map(() => NaN);
  const isPlain = ({ normalization, residual, dropout }: LayerPlan) =>
    normalization === 'none' && !residual && dropout === 0;
  // Of the first layer the variance is measured, as it follows from the data; theory goes on.
  let q =
    norm(layers[0].z, rows * plan.layers[0].units) ** 2 / (rows * plan.layers[0].units);
  for (const layer of plan.layers.slice(0, -1)) {
    const above = plan.layers[layer.index + 1];
    if (!isPlain(layer) || !isPlain(above)) break;
    const { choice } = trainingActivation(plan, layer);
    const { meanSquare, meanSquareSlope } = activationMoments(choice, q);
    const weightVariance =
      (norm(tensorView(parameters, above.kernel)) ** 2 / above.kernel.size) *
      above.inputs;
    const biasVariance = above.bias
      ? norm(tensorView(parameters, above.bias)) ** 2 / above.units
      : 0;
    predicted[layer.index] = Math.sqrt(weightVariance * meanSquareSlope);
    q = weightVariance * meanSquare + biasVariance;
  }
  return predicted;
}
