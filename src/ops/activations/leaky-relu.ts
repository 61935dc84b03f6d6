import { defineActivation } from './definition.ts';

/** Leaky rectified linear unit; its derivative at 0 is α, as in PyTorch. */
export const leakyRelu = defineActivation({
  id: 'leaky-relu',
  label: 'Leaky ReLU',
  formula: 'x if x > 0, else α·x',
  parameters: {
    alpha: { label: 'Slope α below 0', default: 0.01, minimum: 0, maximum: 1 },
  },
  f: (x, alpha) => (x > 0 ? x : alpha * x),
  df: (x, alpha) => (x > 0 ? 1 : alpha),
  tfjs: (tf, x, alpha) => tf.leakyRelu(x, alpha),
});
