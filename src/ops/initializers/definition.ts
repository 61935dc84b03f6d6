import type { ParameterSchemas } from '../../core/choice.ts';
import type { Choice } from '../../core/choice.ts';
import type { Random } from '../../core/random.ts';

export interface KernelShape {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** How the kernel of a layer starts; how the others do says `initialParameters`. */
export interface InitializerDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  /** Each has a `gain` that multiplies the values. */
  readonly parameters: ParameterSchemas;
  /**
   * Standard deviation of the values, whose mean is 0; NaN where they are not random. For √fan-in
   * times it theory writes σw.
   */
  deviation(shape: KernelShape, choice: Choice): number;
  /** Fills `kernel` [fanIn, fanOut], row-major. */
  fill(kernel: Float64Array, shape: KernelShape, choice: Choice, random: Random): void;
}
