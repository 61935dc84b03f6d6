import type { ElementwiseLoss } from './definition.ts';

/** The squared error as TensorFlow Playground has it: half of it, summed over the outputs. */
export const halfSquaredError: ElementwiseLoss<'half-squared-error'> = {
  id: 'half-squared-error',
  label: 'Half squared error',
  formula: '½·(y − t)²',
  parameters: {},
  outputActivation: null,
  kind: 'elementwise',
  from: 'outputs',
  reduction: 'sum',
  value: (y, target) => 0.5 * (y - target) * (y - target),
  derivative: (y, target) => y - target,
  tfjs(tf, outputs, targets) {
    const squares = tf.square(tf.sub(outputs, targets));
    return tf.mean(tf.sum(tf.mul(0.5, squares), 1));
  },
};
