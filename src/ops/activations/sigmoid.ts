import { defineActivation } from './definition.ts';

/** The logistic function σ; both forms use exp(−|x|), which can only underflow. */
export const sigmoid = defineActivation({
  id: 'sigmoid',
  label: 'Sigmoid',
  formula: '1 / (1 + exp(−x))',
  parameters: {},
  f(x) {
    const e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  },
  // σ(1 − σ) cancels where σ rounds to 1; this form does not.
  df(x) {
    const e = Math.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  },
  tfjs: (tf, x) => tf.sigmoid(x),
});
