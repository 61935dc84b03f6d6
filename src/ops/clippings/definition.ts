import type { Choice, ParameterSchemas } from '../../core/choice.ts';

/** What is done to the gradients, regularization included, before the optimizer sees them. */
export interface ClippingDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  readonly parameters: ParameterSchemas;
  /** Bounds that are Infinity where they do not apply: on each element, and on the norm of the whole gradient. */
  bounds(choice: Choice): { readonly value: number; readonly norm: number };
}
