import type { ElementwiseLoss } from './definition.ts';

/** Huber's loss as `torch.nn.HuberLoss`: a parabola up to |y − t| = δ, then a line. */
export const huber: ElementwiseLoss<'huber'> = {
  id: 'huber',
  label: 'Huber',
  formula: '½·(y − t)² if |y − t| ≤ δ, else δ·(|y − t| − ½δ)',
  parameters: {
    delta: {
      label: 'Threshold δ',
      default: 1,
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1000,
      scale: 'log',
    },
  },
  outputActivation: null,
  kind: 'elementwise',
  from: 'outputs',
  reduction: 'mean',
  value(y, target, delta) {
    const distance = Math.abs(y - target);
    return distance <= delta
      ? 0.5 * distance * distance
      : delta * (distance - 0.5 * delta);
  },
  derivative: (y, target, delta) => Math.max(-delta, Math.min(delta, y - target)),
  // c·(d − ½c), with d cut off at ±δ to c, is both branches at once; a comparison would have
  // no gradient in TensorFlow.js.
  tfjs(tf, outputs, targets, delta) {
    const difference = tf.sub(outputs, targets);
    const clipped = tf.clipByValue(difference, -delta, delta);
    return tf.mean(tf.mul(clipped, tf.sub(difference, tf.mul(0.5, clipped))));
  },
};
