import { parameterOf } from '../../core/choice.ts';
import type { ScheduleDefinition } from './definition.ts';
import { stepCount } from './parameters.ts';

/** A line from 1/steps in the first step to 1 in step number `steps`, then constant. */
export const warmUp: ScheduleDefinition<'warm-up'> = {
  id: 'warm-up',
  label: 'Warm-up',
  formula: 'min(1, (s + 1) / steps)',
  parameters: { steps: stepCount('Steps of warm-up', 100) },
  factor: (choice, s) => warmUpFactor(s, parameterOf(choice, 'steps')),
};

/** @param steps of warm-up; with 0 there is none @returns 0 (exclusive) to 1 */
export function warmUpFactor(step: number, steps: number): number {
  return step + 1 >= steps ? 1 : (step + 1) / steps;
}
