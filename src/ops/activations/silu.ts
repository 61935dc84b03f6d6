import { defineActivation } from './definition.ts';
import { sigmoid } from './sigmoid.ts';

/** Sigmoid linear unit, also called swish. */
export const silu = defineActivation({
  id: 'silu',
  label: 'SiLU',
  formula: 'x / (1 + exp(−x))',
  parameters: {},
  f: (x) => x * sigmoid.f(x, 0),
  // σ(x)·(1 + x·σ(−x)), written in e = exp(−|x|) so that it keeps its precision at both ends.
  df(x) {
    const e = Math.exp(-Math.abs(x));
    const d = 1 + e;
    return x >= 0 ? (d + x * e) / (d * d) : (e * (d + x)) / (d * d);
  },
  tfjs: (tf, x) => tf.mul(x, tf.sigmoid(x)),
});
