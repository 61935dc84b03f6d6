import type { ScheduleDefinition } from './definition.ts';

export const constant: ScheduleDefinition<'constant'> = {
  id: 'constant',
  label: 'Constant',
  formula: '1',
  parameters: {},
  factor: () => 1,
};
