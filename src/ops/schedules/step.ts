import { parameterOf } from '../../core/choice.ts';
import type { ScheduleDefinition } from './definition.ts';
import { stepCount } from './parameters.ts';

/** A staircase, as `torch.optim.lr_scheduler.StepLR`. */
export const step: ScheduleDefinition<'step'> = {
  id: 'step',
  label: 'Step',
  formula: 'factor^⌊s / every⌋',
  parameters: {
    every: stepCount('Steps between drops', 1000),
    factor: {
      label: 'Factor of a drop',
      default: 0.5,
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
    },
  },
  factor(choice, s) {
    const drops = Math.floor(s / parameterOf(choice, 'every'));
    return parameterOf(choice, 'factor') ** drops;
  },
};
