import type { ClippingDefinition } from './definition.ts';

export const none: ClippingDefinition<'none'> = {
  id: 'none',
  label: 'None',
  formula: 'g',
  parameters: {},
  bounds: () => ({ value: Infinity, norm: Infinity }),
};
