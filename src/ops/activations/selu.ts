import { defineActivation } from './definition.ts';

// Klambauer et al. 2017, https://arxiv.org/abs/1706.02515: the pair for which mean 0 and
// variance 1 are a fixed point of a layer.
export const SELU_ALPHA = 1.6732632423543772;
export const SELU_SCALE = 1.0507009873554805;

/** Scaled exponential linear unit; at 0 it has the derivative from below, as in PyTorch. */
export const selu = defineActivation({
  id: 'selu',
  label: 'SELU',
  formula: 'λ·x if x > 0, else λ·α·(exp(x) − 1), λ ≈ 1.0507, α ≈ 1.6733',
  parameters: {},
  f: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  df: (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  // No `where`: a comparison has no gradient in TensorFlow.js.
  tfjs(tf, x) {
    const below = tf.mul(SELU_ALPHA, tf.expm1(tf.minimum(x, 0)));
    return tf.mul(SELU_SCALE, tf.add(tf.relu(x), below));
  },
});
