import type { NumericArray } from '../core/arrays.ts';
import type { Examples } from '../core/examples.ts';
import type { Overflow } from '../core/metrics.ts';
import type { LayerValues } from './layer-figures.ts';
import type { BatchStatistics } from './running-statistics.ts';

/** A layer and what stopped being finite in it. */
export type NonFinite = Omit<Overflow, 'step'>;

/** What one pass forward and backward over a batch found; the arrays live until the next pass. */
export interface BatchPass {
  /** Mean over the batch, regularization included. */
  readonly loss: number;
  /** [rows, outputs]: what the loss read, logits or activated outputs. */
  readonly outputs: NumericArray;
  /** Null where they were not asked for. */
  readonly layers: readonly LayerValues[] | null;
  /** Of each layer; null where it is not batch-normalized. */
  readonly statistics: readonly (BatchStatistics | null)[];
  /** The first place, in the order of OVERFLOW_STAGES, where a value was not finite. */
  readonly nonFinite: NonFinite | null;
}

/**
 * How an engine computes, for an `ArrayExecutor`: pure functions of the arrays handed in,
 * with no state but room to work in.
 */
export interface ArrayNetwork {
  /**
   * Forward and backward in training mode.
   * @param parameters [plan.parameterCount]
   * @param gradients [plan.parameterCount], overwritten, regularization included
   * @param measure whether the values of the layers are asked for
   * @param step whose dropout masks are used
   */
  differentiate(
    parameters: NumericArray,
    batch: Examples,
    gradients: NumericArray,
    measure: boolean,
    step: number,
  ): BatchPass;
  /**
   * Pre-activations of the output layer in prediction mode, [count, outputs].
   * @param statistics [plan.statisticsCount]: running means and variances
   * @param inputs [count, inputs], any count
   */
  logits(
    parameters: NumericArray,
    statistics: NumericArray,
    inputs: Float32Array,
  ): NumericArray;
  /** Frees the room it works in. */
  dispose(): void;
}
