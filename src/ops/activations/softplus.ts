import { defineActivation } from './definition.ts';
import { sigmoid } from './sigmoid.ts';

export const softplus = defineActivation({
  id: 'softplus',
  label: 'Softplus',
  formula: 'log(1 + exp(x))',
  parameters: {},
  f: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  df: (x) => sigmoid.f(x, 0),
  tfjs: (tf, x) => tf.softplus(x),
});
