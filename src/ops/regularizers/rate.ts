import type { ParameterSchema } from '../../core/choice.ts';

/** Strength of a penalty. */
export const rate: ParameterSchema = {
  label: 'Rate λ',
  default: 0.001,
  minimum: 0,
  maximum: 1000,
};
