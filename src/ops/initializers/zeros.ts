import type { InitializerDefinition } from './definition.ts';
import { gain } from './fill.ts';

/** All weights 0: no unit differs from another, which is what it is there to show. */
export const zeros: InitializerDefinition<'zeros'> = {
  id: 'zeros',
  label: 'Zeros',
  formula: '0',
  parameters: { gain },
  deviation: () => NaN,
  fill: (kernel) => void kernel.fill(0),
};
