import { defineActivation } from './definition.ts';

export const tanh = defineActivation({
  id: 'tanh',
  label: 'Tanh',
  formula: '(exp(x) − exp(−x)) / (exp(x) + exp(−x))',
  parameters: {},
  f: (x) => Math.tanh(x),
  // 1 − tanh² cancels in saturation; 4e/(1 + e)² with e = exp(−2|x|) is the same without it.
  df(x) {
    const e = Math.exp(-2 * Math.abs(x));
    return (4 * e) / ((1 + e) * (1 + e));
  },
  tfjs: (tf, x) => tf.tanh(x),
});
