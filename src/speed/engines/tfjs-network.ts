import type * as Tfjs from '@tensorflow/tfjs-core';
import type { LayerPlan, Plan } from '../../core/plan.ts';
import { losses } from '../../ops/losses/index.ts';

export type Tf = typeof Tfjs;

/** Mean loss of a batch, in the forms that TensorFlow.js's guides use where there are such. */
export function batchLoss(
  tf: Tf,
  plan: Plan,
  variables: readonly Tfjs.Variable[],
  inputs: Tfjs.Tensor2D,
  targets: Tfjs.Tensor2D,
): Tfjs.Scalar {
  const logits = logitsOf(tf, plan, variables, inputs);
  const outputs = () => activate(tf, plan.layers.at(-1)!.activation.id, logits);
  const { id } = plan.training.loss;
  switch (id) {
    case 'cross-entropy':
      return tf.losses.softmaxCrossEntropy(targets, logits);
    case 'mean-squared-error':
      return tf.losses.meanSquaredError(targets, outputs());
    case 'binary-cross-entropy':
      return tf.losses.sigmoidCrossEntropy(targets, logits);
    case 'half-squared-error':
      return losses.get(id).tfjs(tf, outputs(), targets, 0);
    default:
      throw new Error(`There is no TensorFlow.js form of the loss "${id}".`);
  }
}

/** Activated outputs, [count, outputs]. */
export function answers(
  tf: Tf,
  plan: Plan,
  variables: readonly Tfjs.Variable[],
  inputs: Tfjs.Tensor2D,
): Tfjs.Tensor2D {
  const logits = logitsOf(tf, plan, variables, inputs);
  const { id } = plan.layers.at(-1)!.activation;
  return id === 'softmax' ? tf.softmax(logits) : activate(tf, id, logits);
}

/** The last layer's sums, before its activation. */
function logitsOf(
  tf: Tf,
  plan: Plan,
  variables: readonly Tfjs.Variable[],
  inputs: Tfjs.Tensor2D,
): Tfjs.Tensor2D {
  const of = (layout: LayerPlan['kernel']) => variables[plan.tensors.indexOf(layout)];
  return plan.layers.reduce<Tfjs.Tensor2D>((a, layer) => {
    const z = tf.fused.matMul({
      a,
      b: of(layer.kernel),
      bias: of(layer.bias!),
    }) as Tfjs.Tensor2D;
    return layer.index === plan.layers.length - 1
      ? z
      : activate(tf, layer.activation.id, z);
  }, inputs);
}

function activate(tf: Tf, id: string, z: Tfjs.Tensor2D): Tfjs.Tensor2D {
  switch (id) {
    case 'linear':
      return z;
    case 'tanh':
      return tf.tanh(z);
    case 'sigmoid':
      return tf.sigmoid(z);
    case 'relu':
      return tf.relu(z);
    default:
      throw new Error(`There is no TensorFlow.js form of "${id}".`);
  }
}
