import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type * as TensorFlow from '@tensorflow/tfjs-core';
import type { ParameterSchemas } from '../../core/choice.ts';

interface LossCommon<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  /** At most one; handed to the functions as `parameter` (0 where there is none). */
  readonly parameters: ParameterSchemas;
  /** The only output activation it goes with; null: any but softmax. */
  readonly outputActivation: 'softmax' | 'sigmoid' | null;
  /** Mean over the batch, from `u` [batch, outputs] (see `from`) and targets of the same shape. */
  tfjs(tf: typeof TensorFlow, u: Tensor2D, targets: Tensor2D, parameter: number): Scalar;
}

/**
 * A loss that is a sum or mean over the outputs of one example. It compares `u` with
 * the target, where u is the logit (`from: 'logits'`: the output activation is part of the
 * loss, for stability) or the activated output.
 *
 * Its WGSL twin `shaders/loss/<id>.wgsl` declares `loss_value(u, t, parameter)` and
 * `loss_derivative(u, t, parameter)`.
 */
export interface ElementwiseLoss<Id extends string = string> extends LossCommon<Id> {
  readonly kind: 'elementwise';
  readonly from: 'logits' | 'outputs';
  /** How the outputs of one example are put together; the batch is always averaged. */
  readonly reduction: 'mean' | 'sum';
  value(u: number, target: number, parameter: number): number;
  /** ∂value/∂u */
  derivative(u: number, target: number, parameter: number): number;
}

/**
 * Cross-entropy with softmax, from logits: L = log Σ exp z − Σ t·z and ∂L/∂z = p − t,
 * for one example with targets that sum to 1. A kernel of its own: `shaders/loss/<id>.wgsl`.
 */
export interface SoftmaxLoss<Id extends string = string> extends LossCommon<Id> {
  readonly kind: 'softmax';
  readonly from: 'logits';
}

export type LossDefinition<Id extends string = string> =
  ElementwiseLoss<Id> | SoftmaxLoss<Id>;
