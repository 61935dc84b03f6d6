import { defineActivation } from './definition.ts';

/** Rectified linear unit; its derivative at 0 is 0, as in PyTorch and TensorFlow. */
export const relu = defineActivation({
  id: 'relu',
  label: 'ReLU',
  formula: 'max(0, x)',
  parameters: {},
  f: (x) => (x > 0 ? x : 0),
  df: (x) => (x > 0 ? 1 : 0),
  tfjs: (tf, x) => tf.relu(x),
});
