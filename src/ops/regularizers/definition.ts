import type { Choice, ParameterSchemas } from '../../core/choice.ts';

/** A penalty on the kernels, added to the loss: Σ (l1·|w| + ½·l2·w²). */
export interface RegularizerDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  readonly parameters: ParameterSchemas;
  /** The rates of both parts; every regularizer is a mixture of the two. */
  rates(choice: Choice): { readonly l1: number; readonly l2: number };
}
