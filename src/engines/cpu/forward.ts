import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import { dropoutKey, writeDropoutFactors } from '../../core/dropout.ts';
import { NORMALIZATION_EPSILON, type LayerPlan, type Plan } from '../../core/plan.ts';
import type { NonFinite } from '../../ops/array-network.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import { allFinite } from '../../ops/vector.ts';
import { affine } from './matrix.ts';
import { groupsOf, standardize } from './normalization.ts';
import type { LayerBuffers, Workspace } from './workspace.ts';

/**
 * Sends `rows` examples through the network. The output layer's activation is applied
 * unless the loss contains it (see `trainingActivation`): its logits are `z` of the last layer.
 *
 * @param inputs [rows, plan.inputs]
 * @param mode `running`: prediction, in which batch normalization uses the running statistics
 *   instead of those of the batch, and nothing is dropped; `step`: training, with the dropout
 *   masks of that step
 * @returns the first layer whose values are not finite, or null; it goes on behind that
 *   layer, so that the figures of an overflown network are really its own
 */
export function forward(
  plan: Plan,
  parameters: NumericArray,
  workspace: Workspace,
  inputs: NumericArray,
  rows: number,
  mode: { readonly running: NumericArray } | { readonly step: number },
): NonFinite | null {
  const running = 'running' in mode ? mode.running : null;
  let h = inputs;
  let first: NonFinite | null = null;
  for (const layer of plan.layers) {
    const buffers = workspace.layers[layer.index];
    const { inputs: I, units: O } = layer;
    const bias = layer.bias && tensorView(parameters, layer.bias);
    affine(h, tensorView(parameters, layer.kernel), bias, buffers.z, rows, I, O);
    normalize(layer, parameters, buffers, rows, running);
    activate(plan, layer, buffers, rows);
    if (buffers.factors && 'step' in mode) {
      const key = dropoutKey(plan.training.seed, mode.step, layer.index);
      writeDropoutFactors(key, layer.dropout, rows, O, buffers.factors);
    }
    finish(layer, h, buffers, rows, running !== null);
    // n apart from h: an activation such as max(0, n) may hide a NaN. Without normalization
    // it is z.
    const { z, n, h: output } = buffers;
    if (![z, n, output].every((values) => allFinite(values, rows * O)))
      first ??= { layer: layer.index, stage: 'forward' };
    h = buffers.h;
  }
  return first;
}

function normalize(
  layer: LayerPlan,
  parameters: NumericArray,
  buffers: LayerBuffers,
  rows: number,
  running: NumericArray | null,
): void {
  const { normalization, units: O, scale, shift } = layer;
  const { z, standardized, inverseDeviation, n } = buffers;
  if (normalization === 'none' || !standardized || !inverseDeviation || !scale || !shift)
    return;
  if (normalization === 'batch' && running) {
    const mean = running.subarray(layer.statistics, layer.statistics + O);
    const variance = running.subarray(layer.statistics + O, layer.statistics + 2 * O);
    for (let at = 0; at < rows * O; at++) {
      const unit = at % O;
      standardized[at] =
        (z[at] - mean[unit]) / Math.sqrt(variance[unit] + NORMALIZATION_EPSILON);
    }
  } else {
    const groups = groupsOf(normalization, rows, O);
    standardize(z, standardized, inverseDeviation, groups, buffers.statistics);
  }
  const gamma = tensorView(parameters, scale);
  const beta = tensorView(parameters, shift);
  for (let at = 0; at < rows * O; at++)
    n[at] = gamma[at % O] * standardized[at] + beta[at % O];
}

function activate(
  plan: Plan,
  layer: LayerPlan,
  buffers: LayerBuffers,
  rows: number,
): void {
  const { activation, choice } = trainingActivation(plan, layer);
  const alpha = soleParameter(choice, activation.parameters);
  const { n, a } = buffers;
  for (let at = 0; at < rows * layer.units; at++) a[at] = activation.f(n[at], alpha);
}

/** h from a: dropout in training mode, then the layer's input, cut off or padded with zeros, is added. */
function finish(
  { residual, inputs: I, units: O }: LayerPlan,
  input: NumericArray,
  { a, factors, h }: LayerBuffers,
  rows: number,
  predicts: boolean,
): void {
  if (h === a) return;
  const dropped = predicts ? null : factors;
  for (let row = 0; row < rows; row++)
    for (let o = 0; o < O; o++) {
      const at = row * O + o;
      const value = dropped ? a[at] * dropped[at] : a[at];
      h[at] = value + (residual && o < I ? input[row * I + o] : 0);
    }
}
