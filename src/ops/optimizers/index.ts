import { createRegistry } from '../../core/registry.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import { nesterov } from './nesterov.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export const optimizers = createRegistry('optimizer', [
  sgd,
  momentum,
  nesterov,
  rmsprop,
  adam,
  adamw,
]);

export type OptimizerId = (typeof optimizers.ids)[number];
export { OPTIMIZER_SCALARS } from './definition.ts';
export type { OptimizerDefinition } from './definition.ts';
