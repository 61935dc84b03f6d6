import type { Tensor } from '@tensorflow/tfjs-core';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import type { ParameterSchemas } from '../../core/choice.ts';

/**
 * An activation φ and its derivative, both as functions of the pre-activation x.
 * The derivative is computed without cancellation: where φ saturates, φ′ keeps its
 * relative precision (σ′(40) is 4e-18, not 0).
 *
 * Its WGSL twin is `shaders/activation/<id>.wgsl`, which declares
 * `activation(x, alpha)` and `activation_derivative(x, alpha)`.
 */
export interface ActivationDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  /** For people, in plain text: `max(0, x)`. */
  readonly formula: string;
  /** At most one; it is handed to the functions as `alpha` (0 where there is none). */
  readonly parameters: ParameterSchemas;
  f(x: number, alpha: number): number;
  df(x: number, alpha: number): number;
  /** The same function in TensorFlow.js, which differentiates it by itself. */
  tfjs(tf: typeof TensorFlow, x: Tensor, alpha: number): Tensor;
}

/** Keeps the literal id, from which the union of ids is made. */
export function defineActivation<const Id extends string>(
  definition: ActivationDefinition<Id>,
): ActivationDefinition<Id> {
  return definition;
}
