import { parameterOf } from '../../core/choice.ts';
import type { RegularizerDefinition } from './definition.ts';
import { rate } from './rate.ts';

/** Pulls every weight to 0 with the same force, so that some arrive there. */
export const l1: RegularizerDefinition<'l1'> = {
  id: 'l1',
  label: 'L1',
  formula: 'λ·Σ |w|',
  parameters: { rate },
  rates: (choice) => ({ l1: parameterOf(choice, 'rate'), l2: 0 }),
};
