import type { NumericArray } from '../../core/arrays.ts';
import type { Plan } from '../../core/plan.ts';
import type { Model } from '../model.ts';

/** Inputs as the network sees them and what it makes of them, so that code can be checked. */
export interface CodeExamples {
  /** [count, plan.inputs] */
  readonly inputs: Float32Array;
  /** [count, plan.outputs] */
  readonly outputs: NumericArray;
}

/** Writes a model as a program: the network, its weights, its training, a few predictions. */
export interface CodeGenerator {
  readonly id: string;
  readonly label: string;
  /** Of the file that it is saved as. */
  readonly fileName: string;
  generate(model: Model, examples: CodeExamples): string;
}

/** Networks with more parameters are read from the saved model beside the program. */
export const MAX_INLINE_PARAMETERS = 2000;
/** What that saved model is called. */
export const MODEL_FILE_NAME = 'nabla-model.json';

const MAX_EXAMPLES = 4;
/** Numbers of all examples together, unless one alone has more. */
const MAX_EXAMPLE_NUMBERS = 64;

/** How many examples a program shows. */
export function exampleCount(plan: Plan): number {
  const fitting = Math.floor(MAX_EXAMPLE_NUMBERS / plan.inputs);
  return Math.max(1, Math.min(MAX_EXAMPLES, fitting));
}

/** Whether the weights stand in the program. */
export function isInline(plan: Plan): boolean {
  return plan.parameterCount <= MAX_INLINE_PARAMETERS;
}
