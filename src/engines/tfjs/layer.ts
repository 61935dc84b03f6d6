import * as tf from '@tensorflow/tfjs-core';
import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import {
  NORMALIZATION_EPSILON,
  type LayerPlan,
  type Plan,
  type TensorLayout,
} from '../../core/plan.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { trainingActivation } from '../../ops/training-activation.ts';

/** A tensor for each of a plan's, by name. */
export type NamedTensors = ReadonlyMap<string, tf.Tensor>;

/** The parameters as tensors. @param parameters [plan.parameterCount], copied */
export function namedTensors(plan: Plan, parameters: NumericArray): NamedTensors {
  return new Map(
    plan.tensors.map((layout) => [
      layout.name,
      tf.tensor(new Float32Array(tensorView(parameters, layout)), [...layout.shape]),
    ]),
  );
}

/** Mean and population variance: [1, units] each over the rows, [rows, 1] over the units. */
export interface Moments {
  readonly mean: tf.Tensor2D;
  readonly variance: tf.Tensor2D;
}

/** What a layer computes; [rows, units] each but for the moments. */
export interface LayerTensors {
  /** Pre-activations h·W + b. */
  readonly z: tf.Tensor2D;
  /** Input of the activation. */
  readonly n: tf.Tensor2D;
  /** φ(n), before dropout */
  readonly a: tf.Tensor2D;
  /** Output of the layer. */
  readonly h: tf.Tensor2D;
  /** What batch normalization used; null without it. */
  readonly moments: Moments | null;
}

/**
 * One layer. Only operations that TensorFlow.js differentiates by itself: it is the second
 * opinion on our own derivatives.
 *
 * @param x [rows, layer.inputs]
 * @param running running moments: batch normalization uses them (prediction) instead of
 *   those of the batch (training) where they are given
 * @param factors what dropout multiplies φ(n) with (training), [rows, layer.units]; null: nothing
 * @param disturbance zeros, [rows, layer.units], added to z: the loss's derivative by them is δ
 */
export function applyLayer(
  plan: Plan,
  layer: LayerPlan,
  parameters: NamedTensors,
  x: tf.Tensor2D,
  running: Moments | null,
  factors: tf.Tensor2D | null,
  disturbance: tf.Tensor2D | null,
): LayerTensors {
  const parameter = ({ name }: TensorLayout): tf.Tensor => parameters.get(name)!;
  let z: tf.Tensor2D = tf.matMul(x, parameter(layer.kernel));
  if (layer.bias) z = tf.add(z, parameter(layer.bias));
  if (disturbance) z = tf.add(z, disturbance);

  let n = z;
  let moments: Moments | null = null;
  if (layer.normalization !== 'none' && layer.scale && layer.shift) {
    const isBatch = layer.normalization === 'batch';
    const used = (isBatch && running) || momentsOf(z, isBatch ? 0 : 1);
    if (isBatch) moments = used;
    const deviation = tf.sqrt(tf.add(used.variance, NORMALIZATION_EPSILON));
    const standardized = tf.div<tf.Tensor2D>(tf.sub(z, used.mean), deviation);
    const scaled = tf.mul<tf.Tensor2D>(standardized, parameter(layer.scale));
    n = tf.add(scaled, parameter(layer.shift));
  }

  const { activation, choice } = trainingActivation(plan, layer);
  const alpha = soleParameter(choice, activation.parameters);
  const a = activation.tfjs(tf, n, alpha) as tf.Tensor2D;
  const kept = factors ? tf.mul<tf.Tensor2D>(a, factors) : a;
  const h = layer.residual ? tf.add<tf.Tensor2D>(kept, fitted(x, layer.units)) : kept;
  return { z, n, a, h, moments };
}

function momentsOf(z: tf.Tensor2D, axis: 0 | 1): Moments {
  const mean = tf.mean<tf.Tensor2D>(z, axis, true);
  const squares = tf.square(tf.sub(z, mean));
  return { mean, variance: tf.mean<tf.Tensor2D>(squares, axis, true) };
}

/** x cut off or padded with zeros to `units` columns. */
function fitted(x: tf.Tensor2D, units: number): tf.Tensor2D {
  const [rows, columns] = x.shape;
  if (columns > units) return tf.slice2d(x, [0, 0], [rows, units]);
  const missing = units - columns;
  return missing === 0
    ? x
    : tf.pad2d(x, [
        [0, 0],
        [0, missing],
      ]);
}
