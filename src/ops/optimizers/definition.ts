import type { NumericArray } from '../../core/arrays.ts';
import type { Choice, ParameterSchemas } from '../../core/choice.ts';

/** Room for the per-step scalars of any optimizer; a uniform on the GPU. */
export const OPTIMIZER_SCALARS = 8;

/**
 * An update rule, element by element. Numbers that are the same for all elements
 * (learning rate, bias corrections) are computed once a step in float64.
 *
 * Its WGSL twin `shaders/optimizer/<id>.wgsl` declares
 * `optimizer_update(parameter, gradient, slots: vec2f, k0: vec4f, k1: vec4f) -> vec3f`:
 * the change to add to the parameter, then the new slots. k0 and k1 hold `scalars`.
 */
export interface OptimizerDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  /** Always with `learningRate`; the schedule multiplies it. */
  readonly parameters: ParameterSchemas;
  /** Names of the values it remembers for each parameter: at most two, all starting at 0. */
  readonly slots: readonly string[];
  /**
   * At most OPTIMIZER_SCALARS numbers for one step.
   * @param learningRate after the schedule
   * @param step from 0
   */
  scalars(choice: Choice, learningRate: number, step: number): readonly number[];
  /**
   * Writes the change of each parameter to `change` and updates the slots in place.
   * @param slots one array a slot, each as long as `parameters`
   */
  update(
    parameters: NumericArray,
    gradients: NumericArray,
    slots: readonly NumericArray[],
    scalars: readonly number[],
    change: NumericArray,
  ): void;
}
