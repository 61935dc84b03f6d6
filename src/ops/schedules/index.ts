import { createRegistry } from '../../core/registry.ts';
import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import { step } from './step.ts';
import { warmUp } from './warm-up.ts';

export const schedules = createRegistry('learning-rate schedule', [
  constant,
  step,
  cosine,
  warmUp,
]);

export type ScheduleId = (typeof schedules.ids)[number];
export type { ScheduleDefinition } from './definition.ts';
