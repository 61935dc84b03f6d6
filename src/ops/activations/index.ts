import { createRegistry } from '../../core/registry.ts';
import { elu } from './elu.ts';
import { gelu } from './gelu.ts';
import { leakyRelu } from './leaky-relu.ts';
import { linear } from './linear.ts';
import { relu } from './relu.ts';
import { selu } from './selu.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { sine } from './sine.ts';
import { softplus } from './softplus.ts';
import { tanh } from './tanh.ts';

/** Every activation of a unit; softmax, a function of a whole row, is in `../softmax.ts`. */
export const activations = createRegistry('activation', [
  linear,
  sigmoid,
  tanh,
  relu,
  leakyRelu,
  elu,
  selu,
  softplus,
  silu,
  gelu,
  sine,
]);

export type ActivationId = (typeof activations.ids)[number];
export type { ActivationDefinition } from './definition.ts';
