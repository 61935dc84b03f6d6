import { parameterOf } from '../../core/choice.ts';
import type { ScheduleDefinition } from './definition.ts';
import { stepCount } from './parameters.ts';
import { warmUpFactor } from './warm-up.ts';

/**
 * Half a period of a cosine from 1 down to `minimum` over `steps` steps, constant after
 * that (Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983, without restarts).
 * A warm-up comes before it and is not counted in `steps`.
 */
export const cosine: ScheduleDefinition<'cosine'> = {
  id: 'cosine',
  label: 'Cosine',
  formula: 'min + (1 − min)·(1 + cos(π·s / steps)) / 2',
  parameters: {
    steps: stepCount('Steps of the descent', 1000),
    minimum: { label: 'Factor at the end', default: 0, minimum: 0, maximum: 1 },
    warmUpSteps: stepCount('Steps of warm-up before it', 0, 0),
  },
  factor(choice, s) {
    const warmUpSteps = parameterOf(choice, 'warmUpSteps');
    if (s < warmUpSteps) return warmUpFactor(s, warmUpSteps);
    const minimum = parameterOf(choice, 'minimum');
    const progress = Math.min(1, (s - warmUpSteps) / parameterOf(choice, 'steps'));
    return minimum + (1 - minimum) * 0.5 * (1 + Math.cos(Math.PI * progress));
  },
};
