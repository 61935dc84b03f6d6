import type { RegularizerDefinition } from './definition.ts';

export const none: RegularizerDefinition<'none'> = {
  id: 'none',
  label: 'None',
  formula: '0',
  parameters: {},
  rates: () => ({ l1: 0, l2: 0 }),
};
