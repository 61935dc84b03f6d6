import type { ParameterSchema } from '../../core/choice.ts';

/** What is clipped to this bound follows from the clipping: an element or the norm. */
export const limit: ParameterSchema = {
  label: 'Limit',
  default: 1,
  minimum: 0,
  exclusiveMinimum: true,
  maximum: 1e6,
  scale: 'log',
};
