import { erfc } from '../erf.ts';
import { defineActivation } from './definition.ts';

/** Φ, the distribution function of the standard normal. */
const normalBelow = (x: number) => 0.5 * erfc(-x * Math.SQRT1_2);
/** Its density. */
const normalDensity = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/**
 * Gaussian error linear unit in its exact form, PyTorch's default (Hendrycks and Gimpel
 * 2016, https://arxiv.org/abs/1606.08415).
 */
export const gelu = defineActivation({
  id: 'gelu',
  label: 'GELU',
  formula: 'x·Φ(x) = x·(1 + erf(x/√2)) / 2',
  parameters: {},
  f: (x) => x * normalBelow(x),
  df: (x) => normalBelow(x) + x * normalDensity(x),
  tfjs(tf, x) {
    const twice = tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)));
    return tf.mul(tf.mul(x, 0.5), twice);
  },
});
