import { defineActivation } from './definition.ts';

/** Periodic activation (Sitzmann et al. 2020, https://arxiv.org/abs/2006.09661). */
export const sine = defineActivation({
  id: 'sine',
  label: 'Sine',
  formula: 'sin(x)',
  parameters: {},
  f: (x) => Math.sin(x),
  df: (x) => Math.cos(x),
  tfjs: (tf, x) => tf.sin(x),
});
