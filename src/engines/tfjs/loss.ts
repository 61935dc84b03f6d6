import * as tf from '@tensorflow/tfjs-core';
import { soleParameter } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { losses } from '../../ops/losses/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import type { NamedTensors } from './layer.ts';

/**
 * The loss of a batch, regularization included.
 *
 * @param u [rows, outputs]: what the loss reads, logits or activated outputs
 * @param targets [rows, outputs]
 */
export function regularizedLoss(
  plan: Plan,
  parameters: NamedTensors,
  u: tf.Tensor2D,
  targets: tf.Tensor2D,
): tf.Scalar {
  const { loss: choice, regularization } = plan.training;
  const loss = losses.get(choice.id);
  const value = loss.tfjs(tf, u, targets, soleParameter(choice, loss.parameters));
  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  let total = value;
  for (const { kernel } of plan.layers) {
    const w = parameters.get(kernel.name)!;
    if (l1 !== 0) total = tf.add(total, tf.mul(l1, tf.sum(absolute(w))));
    if (l2 !== 0) total = tf.add(total, tf.mul(0.5 * l2, tf.sum(tf.square(w))));
  }
  return total;
}

/** |w| with the derivative 0 at 0, as PyTorch has it; that of `tf.abs` is −1 there. */
function absolute(w: tf.Tensor): tf.Tensor {
  return tf.add(tf.relu(w), tf.relu(tf.neg(w)));
}
