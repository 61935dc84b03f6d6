import * as tf from '@tensorflow/tfjs-core';
import type { NumericArray } from '../../core/arrays.ts';
import { dropoutKey, writeDropoutFactors } from '../../core/dropout.ts';
import type { Examples } from '../../core/examples.ts';
import type { LayerPlan, Plan } from '../../core/plan.ts';
import type { ArrayNetwork, BatchPass, NonFinite } from '../../ops/array-network.ts';
import type { BatchStatistics } from '../../ops/running-statistics.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { allFinite } from '../../ops/vector.ts';
import { onBackend, valuesOf } from './backend.ts';
import { applyLayer, namedTensors, type LayerTensors, type Moments } from './layer.ts';
import { regularizedLoss } from './loss.ts';

/** Rows that a prediction takes at a time, so that its activations stay small. */
const PREDICTION_ROWS = 1024;

/** The values of a layer, read while its tensors live. */
interface LayerTrace {
  readonly n: Float32Array;
  readonly a: Float32Array;
  readonly isFinite: boolean;
  readonly statistics: BatchStatistics | null;
}

/**
 * The network in TensorFlow.js, which differentiates the loss by itself. It holds no tensor
 * between calls.
 */
export class TfjsNetwork implements ArrayNetwork {
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  differentiate(
    parameters: NumericArray,
    batch: Examples,
    gradients: NumericArray,
    measure: boolean,
    step: number,
  ): BatchPass {
    const pass = onBackend(() => this.#pass(parameters, batch, gradients, measure, step));
    // The errors δ cost time and are needed only to tell where an overflow began.
    return pass.nonFinite?.stage === 'gradient' && !measure
      ? onBackend(() => this.#pass(parameters, batch, gradients, true, step))
      : pass;
  }

  logits(
    parameters: NumericArray,
    statistics: NumericArray,
    inputs: Float32Array,
  ): Float32Array {
    const plan = this.#plan;
    const count = inputs.length / plan.inputs;
    const logits = new Float32Array(count * plan.outputs);
    for (let first = 0; first < count; first += PREDICTION_ROWS) {
      const rows = Math.min(PREDICTION_ROWS, count - first);
      const chunk = inputs.slice(first * plan.inputs, (first + rows) * plan.inputs);
      const values = onBackend(() => {
        const tensors = namedTensors(plan, parameters);
        let h = tf.tensor2d(chunk, [rows, plan.inputs]);
        let z = h;
        for (const layer of plan.layers) {
          const running = runningMoments(layer, statistics);
          ({ z, h } = applyLayer(plan, layer, tensors, h, running, null, null));
        }
        return valuesOf(z);
      });
      logits.set(values, first * plan.outputs);
    }
    return logits;
  }

  dispose(): void {
    // Nothing outlives a call.
  }

  /**
   * @param withErrors whether the errors δ are asked for
   * @param step whose dropout masks are used
   */
  #pass(
    parameters: NumericArray,
    { count, inputs, targets }: Examples,
    gradients: NumericArray,
    withErrors: boolean,
    step: number,
  ): BatchPass {
    const plan = this.#plan;
    const tensors = namedTensors(plan, parameters);
    const x = tf.tensor2d(inputs.slice(), [count, plan.inputs]);
    const t = tf.tensor2d(targets.slice(), [count, plan.outputs]);
    const disturbances = withErrors
      ? plan.layers.map(({ units }) => tf.zeros<tf.Rank.R2>([count, units]))
      : null;
    const factors = plan.layers.map((layer) => dropoutFactors(plan, layer, count, step));
    const traces: LayerTrace[] = [];
    let outputs: Float32Array = new Float32Array();

    const { value, grads } = tf.valueAndGrads(() => {
      let h = x;
      for (const layer of plan.layers) {
        const disturbance = disturbances && disturbances[layer.index];
        const kept = factors[layer.index];
        const made = applyLayer(plan, layer, tensors, h, null, kept, disturbance);
        // Here, because TensorFlow.js frees what it made before it returns the gradients.
        traces.push(traceOf(made));
        h = made.h;
      }
      outputs = valuesOf(h);
      return regularizedLoss(plan, tensors, h, t);
    })([...tensors.values(), ...(disturbances ?? [])]);

    const loss = valuesOf(value)[0];
    plan.tensors.forEach(({ offset }, at) => gradients.set(valuesOf(grads[at]), offset));
    const errors = disturbances && grads.slice(tensors.size).map(valuesOf);
    const layers =
      errors && traces.map(({ n, a }, layer) => ({ n, a, delta: errors[layer] }));
    return {
      loss,
      outputs,
      layers,
      statistics: traces.map(({ statistics }) => statistics),
      nonFinite:
        forwardOverflow(traces, loss) ?? backwardOverflow(plan, gradients, errors),
    };
  }
}

function traceOf({ z, n, a, h, moments }: LayerTensors): LayerTrace {
  return {
    n: valuesOf(n),
    a: valuesOf(a),
    // n apart from h: an activation such as max(0, n) may hide a NaN.
    isFinite: [z, n, h].every((tensor) => allFinite(valuesOf(tensor), tensor.size)),
    statistics: moments && {
      mean: valuesOf(moments.mean),
      variance: valuesOf(moments.variance),
    },
  };
}

function dropoutFactors(
  plan: Plan,
  { index, units, dropout }: LayerPlan,
  rows: number,
  step: number,
): tf.Tensor2D | null {
  if (dropout === 0) return null;
  const factors = new Float32Array(rows * units);
  const key = dropoutKey(plan.training.seed, step, index);
  writeDropoutFactors(key, dropout, rows, units, factors);
  return tf.tensor2d(factors, [rows, units]);
}

function runningMoments(layer: LayerPlan, statistics: NumericArray): Moments | null {
  const { units, statistics: offset } = layer;
  if (offset < 0) return null;
  const row = (from: number) =>
    tf.tensor2d(new Float32Array(statistics.subarray(from, from + units)), [1, units]);
  return { mean: row(offset), variance: row(offset + units) };
}

function forwardOverflow(traces: readonly LayerTrace[], loss: number): NonFinite | null {
  const layer = traces.findIndex(({ isFinite }) => !isFinite);
  if (layer >= 0) return { layer, stage: 'forward' };
  return Number.isFinite(loss) ? null : { layer: traces.length - 1, stage: 'loss' };
}

/** From the output layer backwards, in each layer the error before the gradients. */
function backwardOverflow(
  plan: Plan,
  gradients: NumericArray,
  errors: readonly Float32Array[] | null,
): NonFinite | null {
  for (const { index, kernel, bias, scale, shift } of plan.layers.toReversed()) {
    if (errors && !allFinite(errors[index], errors[index].length))
      return { layer: index, stage: 'backward' };
    for (const tensor of [kernel, bias, scale, shift])
      if (tensor && !allFinite(tensorView(gradients, tensor), tensor.size))
        return { layer: index, stage: 'gradient' };
  }
  return null;
}
