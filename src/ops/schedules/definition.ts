import type { Choice, ParameterSchemas } from '../../core/choice.ts';

/** A learning-rate schedule: the factor on the learning rate in each step. */
export interface ScheduleDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  readonly parameters: ParameterSchemas;
  /** @param step from 0 @returns 0 to 1 */
  factor(choice: Choice, step: number): number;
}
