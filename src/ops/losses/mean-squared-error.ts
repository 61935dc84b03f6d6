import type { ElementwiseLoss } from './definition.ts';

export const meanSquaredError: ElementwiseLoss<'mean-squared-error'> = {
  id: 'mean-squared-error',
  label: 'Mean squared error',
  formula: '(y − t)²',
  parameters: {},
  outputActivation: null,
  kind: 'elementwise',
  from: 'outputs',
  reduction: 'mean',
  value: (y, target) => (y - target) * (y - target),
  derivative: (y, target) => 2 * (y - target),
  tfjs: (tf, outputs, targets) => tf.mean(tf.square(tf.sub(outputs, targets))),
};
