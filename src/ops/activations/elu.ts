import { defineActivation } from './definition.ts';

/**
 * Exponential linear unit (Clevert et al. 2015, https://arxiv.org/abs/1511.07289).
 * Its derivative at 0 is α, as in PyTorch, which matters only where α ≠ 1.
 */
export const elu = defineActivation({
  id: 'elu',
  label: 'ELU',
  formula: 'x if x > 0, else α·(exp(x) − 1)',
  parameters: {
    alpha: { label: 'Saturation α below 0', default: 1, minimum: 0, maximum: 10 },
  },
  f: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)),
  df: (x, alpha) => (x > 0 ? 1 : alpha * Math.exp(x)),
  // No `where`: a comparison has no gradient in TensorFlow.js.
  tfjs: (tf, x, alpha) => tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0)))),
});
