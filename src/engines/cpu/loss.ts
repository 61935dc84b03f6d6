import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import type { ElementwiseLoss } from '../../ops/losses/definition.ts';
import { losses } from '../../ops/losses/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import { logSumExp } from '../../ops/softmax.ts';
import { tensorView } from '../../ops/tensor-view.ts';

/**
 * The loss of a batch and its derivative.
 *
 * @param u [rows, outputs]: the output layer's h, which are logits where the loss starts
 *   from them
 * @param targets [rows, outputs]
 * @param du [rows, outputs]: overwritten with ∂L/∂u
 * @returns the mean over the batch, without regularization
 */
export function batchLoss(
  plan: Plan,
  u: NumericArray,
  targets: NumericArray,
  rows: number,
  du: NumericArray,
): number {
  const loss = losses.get(plan.training.loss.id);
  const parameter = soleParameter(plan.training.loss, loss.parameters);
  return loss.kind === 'softmax'
    ? softmaxLoss(u, targets, rows, plan.outputs, du)
    : elementwiseLoss(loss, parameter, u, targets, rows, plan.outputs, du);
}

/** L = log Σ exp z − Σ t·z and Δ = (p − t)/B, for targets that sum to 1 in each row. */
function softmaxLoss(
  z: NumericArray,
  targets: NumericArray,
  rows: number,
  O: number,
  dz: NumericArray,
): number {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * O;
    const normalizer = logSumExp(z, start, O);
    for (let at = start; at < start + O; at++) {
      // Each term is taken relative to the normalizer: with logits of ±10⁴ the
      // difference of two large sums would lose the digits that matter.
      total += targets[at] * (normalizer - z[at]);
      dz[at] = (Math.exp(z[at] - normalizer) - targets[at]) / rows;
    }
  }
  return total / rows;
}

function elementwiseLoss(
  loss: ElementwiseLoss,
  parameter: number,
  u: NumericArray,
  targets: NumericArray,
  rows: number,
  O: number,
  du: NumericArray,
): number {
  const share = 1 / (loss.reduction === 'mean' ? rows * O : rows);
  let total = 0;
  for (let at = 0; at < rows * O; at++) {
    total += loss.value(u[at], targets[at], parameter);
    du[at] = loss.derivative(u[at], targets[at], parameter) * share;
  }
  return total * share;
}

/** The penalty Σ l1·|w| + ½·l2·w² over all kernels. */
export function penalty(plan: Plan, parameters: NumericArray): number {
  const choice = plan.training.regularization;
  const { l1, l2 } = regularizers.get(choice.id).rates(choice);
  if (l1 === 0 && l2 === 0) return 0;
  let total = 0;
  for (const { kernel } of plan.layers)
    for (const w of tensorView(parameters, kernel))
      total += l1 * Math.abs(w) + 0.5 * l2 * w * w;
  return total;
}
