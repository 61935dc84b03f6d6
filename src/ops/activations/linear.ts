import { defineActivation } from './definition.ts';

export const linear = defineActivation({
  id: 'linear',
  label: 'Linear',
  formula: 'x',
  parameters: {},
  f: (x) => x,
  df: () => 1,
  // A copy of the tensor, so that the caller may dispose of either.
  tfjs: (tf, x) => tf.clone(x),
});
