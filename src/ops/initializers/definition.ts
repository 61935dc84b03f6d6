import type { ParameterSchemas } from '../../core/choice.ts';
import type { Choice } from '../../core/choice.ts';
import type { Random } from '../../core/random.ts';

/** How the kernel of a layer starts; biases and shifts start at 0, scales at 1. */
export interface InitializerDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  /** Each has a `gain` that multiplies the values. */
  readonly parameters: ParameterSchemas;
  /** Fills `kernel` [fanIn, fanOut], row-major. */
  fill(
    kernel: Float64Array,
    shape: { readonly fanIn: number; readonly fanOut: number },
    choice: Choice,
    random: Random,
  ): void;
}
