import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import type { LayerPlan, Plan } from '../../core/plan.ts';
import type { NonFinite } from '../../ops/array-network.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import { allFinite } from '../../ops/vector.ts';
import { columnSums, inputGradient, kernelGradient } from './matrix.ts';
import { groupsOf, standardizeGradient } from './normalization.ts';
import type { LayerBuffers, Workspace } from './workspace.ts';

/**
 * Back-propagates ∂L/∂h of the output layer, which must stand in its `dh`, after `forward`
 * in training mode. Writes every gradient, regularization included.
 *
 * @param inputs [rows, plan.inputs], as given to `forward`
 * @param gradients [plan.parameterCount], overwritten
 * @returns the first layer, from the output backwards, whose values are not finite, or null
 */
export function backward(
  plan: Plan,
  parameters: NumericArray,
  workspace: Workspace,
  inputs: NumericArray,
  rows: number,
  gradients: NumericArray,
): NonFinite | null {
  let first: NonFinite | null = null;
  for (let index = plan.layers.length - 1; index >= 0; index--) {
    const layer = plan.layers[index];
    const { inputs: I, units: O } = layer;
    const buffers = workspace.layers[index];
    errorOfPreActivation(plan, layer, parameters, buffers, rows, gradients);
    if (!allFinite(buffers.delta, rows * O))
      first ??= { layer: index, stage: 'backward' };

    const below = index > 0 ? workspace.layers[index - 1] : null;
    const kernel = tensorView(parameters, layer.kernel);
    const dKernel = tensorView(gradients, layer.kernel);
    kernelGradient(below ? below.h : inputs, buffers.delta, dKernel, rows, I, O);
    addPenaltyGradient(plan, kernel, dKernel);
    if (layer.bias)
      columnSums(buffers.delta, null, tensorView(gradients, layer.bias), rows, O);
    if (!allLayerGradientsFinite(layer, gradients))
      first ??= { layer: index, stage: 'gradient' };

    if (below) {
      inputGradient(buffers.delta, kernel, below.dh, rows, I, O);
      if (layer.residual) addSkipGradient(buffers.dh, below.dh, rows, I, O);
    }
  }
  return first;
}

/** δ = ∂L/∂z from ∂L/∂h: through dropout, the activation and the normalization. */
function errorOfPreActivation(
  plan: Plan,
  layer: LayerPlan,
  parameters: NumericArray,
  buffers: LayerBuffers,
  rows: number,
  gradients: NumericArray,
): void {
  const { normalization, units: O, scale, shift } = layer;
  const { n, dh, factors, delta, standardized, inverseDeviation } = buffers;
  const { activation, choice } = trainingActivation(plan, layer);
  const alpha = soleParameter(choice, activation.parameters);
  for (let at = 0; at < rows * O; at++) delta[at] = dh[at] * activation.df(n[at], alpha);
  if (factors) for (let at = 0; at < rows * O; at++) delta[at] *= factors[at];
  if (normalization === 'none' || !standardized || !inverseDeviation || !scale || !shift)
    return;
  // delta holds ∂L/∂n for now.
  columnSums(delta, standardized, tensorView(gradients, scale), rows, O);
  columnSums(delta, null, tensorView(gradients, shift), rows, O);
  const gamma = tensorView(parameters, scale);
  for (let at = 0; at < rows * O; at++) delta[at] *= gamma[at % O];
  const groups = groupsOf(normalization, rows, O);
  standardizeGradient(delta, standardized, inverseDeviation, delta, groups);
}

/** Adds the gradient of Σ l1·|w| + ½·l2·w². */
function addPenaltyGradient(
  plan: Plan,
  kernel: NumericArray,
  dKernel: NumericArray,
): void {
  const choice = plan.training.regularization;
  const { l1, l2 } = regularizers.get(choice.id).rates(choice);
  if (l1 === 0 && l2 === 0) return;
  for (let at = 0; at < kernel.length; at++)
    dKernel[at] += l1 * Math.sign(kernel[at]) + l2 * kernel[at];
}

/** Adds what a residual connection hands down: dh, cut off or padded to the layer's inputs. */
export function addSkipGradient(
  dh: NumericArray,
  dBelow: NumericArray,
  rows: number,
  I: number,
  O: number,
): void {
  const width = Math.min(I, O);
  for (let row = 0; row < rows; row++)
    for (let o = 0; o < width; o++) dBelow[row * I + o] += dh[row * O + o];
}

function allLayerGradientsFinite(layer: LayerPlan, gradients: NumericArray): boolean {
  return [layer.kernel, layer.bias, layer.scale, layer.shift].every(
    (tensor) => !tensor || allFinite(tensorView(gradients, tensor), tensor.size),
  );
}
