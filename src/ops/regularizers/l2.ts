import { parameterOf } from '../../core/choice.ts';
import type { RegularizerDefinition } from './definition.ts';
import { rate } from './rate.ts';

/** Pulls every weight to 0 in proportion to its size. */
export const l2: RegularizerDefinition<'l2'> = {
  id: 'l2',
  label: 'L2',
  formula: '½·λ·Σ w²',
  parameters: { rate },
  rates: (choice) => ({ l1: 0, l2: parameterOf(choice, 'rate') }),
};
