import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import { NORMALIZATION_EPSILON, type LayerPlan, type Plan } from '../../core/plan.ts';
import { activations } from '../../ops/activations/index.ts';
import { activateOutputs } from '../../ops/evaluate-outputs.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { addSkipGradient } from './backward.ts';
import { forward } from './forward.ts';
import { inputGradient } from './matrix.ts';
import { groupsOf, standardizeGradient } from './normalization.ts';
import { createWorkspace, type LayerBuffers } from './workspace.ts';

/** Rows that are taken at a time, so that the room needed does not grow with their number. */
const ROWS = 256;

/** One number of a network's answer. */
export interface AnswerPart {
  /** Which of the outputs, from 0. */
  readonly output: number;
  /** What `predict` gives, or its pre-activation. */
  readonly of: 'output' | 'logit';
}

/**
 * The derivative of one output, or of its logit, by each input in prediction mode: a
 * vector-Jacobian product from the output layer back to the inputs, in float64.
 *
 * @param parameters [plan.parameterCount]
 * @param statistics [plan.statisticsCount]: running means and variances
 * @param inputs [count, plan.inputs]
 * @returns the outputs, [count, plan.outputs], and ∂part/∂inputs, [count, plan.inputs]
 */
export function inputGradients(
  plan: Plan,
  parameters: NumericArray,
  statistics: NumericArray,
  inputs: Float32Array,
  part: AnswerPart,
): { outputs: Float64Array; gradients: Float64Array } {
  const I = plan.inputs;
  const O = plan.outputs;
  const count = inputs.length / I;
  const outputs = new Float64Array(count * O);
  const gradients = new Float64Array(count * I);
  const room = Math.min(ROWS, count);
  const workspace = createWorkspace(plan, 'float64', room);
  const { layers } = workspace;
  const last = layers[layers.length - 1];
  const dInputs = new Float64Array(room * I);
  for (let first = 0; first < count; first += ROWS) {
    const rows = Math.min(ROWS, count - first);
    const chunk = inputs.subarray(first * I, (first + rows) * I);
    forward(plan, parameters, workspace, chunk, rows, { running: statistics });
    const answers = activateOutputs(plan, last.z.subarray(0, rows * O));
    outputs.set(answers, first * O);
    seed(plan, part, last.z, answers, rows, last.delta);
    for (let index = layers.length - 1; index >= 0; index--) {
      const layer = plan.layers[index];
      const buffers = layers[index];
      // The delta of the output layer, which has no normalization, is the seed.
      if (index < layers.length - 1)
        errorOfPreActivation(layer, parameters, statistics, buffers, rows);
      const below = index > 0 ? layers[index - 1].dh : dInputs;
      const kernel = tensorView(parameters, layer.kernel);
      inputGradient(buffers.delta, kernel, below, rows, layer.inputs, layer.units);
      if (layer.residual)
        addSkipGradient(buffers.dh, below, rows, layer.inputs, layer.units);
    }
    gradients.set(dInputs.subarray(0, rows * I), first * I);
  }
  return { outputs, gradients };
}

/** Writes ∂part/∂z of the output layer, [rows, outputs], to `dz`. */
function seed(
  plan: Plan,
  { output: k, of }: AnswerPart,
  z: NumericArray,
  answers: NumericArray,
  rows: number,
  dz: NumericArray,
): void {
  const O = plan.outputs;
  dz.fill(0, 0, rows * O);
  const choice = plan.layers[plan.layers.length - 1].activation;
  if (of === 'output' && choice.id === 'softmax') {
    for (let row = 0; row < rows; row++) seedSoftmax(answers, row * O, k, O, dz);
    return;
  }
  if (of === 'logit') {
    for (let row = 0; row < rows; row++) dz[row * O + k] = 1;
    return;
  }
  const activation = activations.get(choice.id);
  const alpha = soleParameter(choice, activation.parameters);
  for (let at = k; at < rows * O; at += O) dz[at] = activation.df(z[at], alpha);
}

/** ∂p_k/∂z_j = −p_k·p_j, and p_k·(1 − p_k) for j = k. */
function seedSoftmax(
  p: NumericArray,
  start: number,
  k: number,
  O: number,
  dz: NumericArray,
): void {
  const own = p[start + k];
  // 1 − p_k as the sum of the others: where p_k is almost 1 the difference would be 0.
  let others = 0;
  for (let j = 0; j < O; j++) {
    if (j === k) continue;
    others += p[start + j];
    dz[start + j] = -own * p[start + j];
  }
  dz[start + k] = own * others;
}

/** δ = ∂part/∂z of a hidden layer from its `dh`, with running statistics where there are any. */
function errorOfPreActivation(
  layer: LayerPlan,
  parameters: NumericArray,
  statistics: NumericArray,
  { n, dh, delta, standardized, inverseDeviation }: LayerBuffers,
  rows: number,
): void {
  const { units: O, normalization, scale } = layer;
  const activation = activations.get(layer.activation.id);
  const alpha = soleParameter(layer.activation, activation.parameters);
  for (let at = 0; at < rows * O; at++) delta[at] = dh[at] * activation.df(n[at], alpha);
  if (normalization === 'none' || !scale || !standardized || !inverseDeviation) return;
  const gamma = tensorView(parameters, scale);
  for (let at = 0; at < rows * O; at++) delta[at] *= gamma[at % O];
  if (normalization === 'layer') {
    const groups = groupsOf('layer', rows, O);
    standardizeGradient(delta, standardized, inverseDeviation, delta, groups);
    return;
  }
  // In prediction mode mean and variance are constants.
  const variance = statistics.subarray(layer.statistics + O, layer.statistics + 2 * O);
  for (let at = 0; at < rows * O; at++)
    delta[at] /= Math.sqrt(variance[at % O] + NORMALIZATION_EPSILON);
}
