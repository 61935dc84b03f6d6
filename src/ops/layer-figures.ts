import type { NumericArray } from '../core/arrays.ts';
import { soleParameter } from '../core/choice.ts';
import {
  DEAD_SLOPE,
  LAYER_FIGURES,
  SATURATION_SLOPE,
  type LayerFigure,
} from '../core/metrics.ts';
import type { LayerPlan, Plan } from '../core/plan.ts';
import { tensorView } from './tensor-view.ts';
import { trainingActivation } from './training-activation.ts';
import { maxAbs, norm } from './vector.ts';

/** What a layer computed for a batch; each at least [rows, units], rows in front. */
export interface LayerValues {
  /** Input of the activation. */
  readonly n: NumericArray;
  /** φ(n), before dropout and the residual connection. */
  readonly a: NumericArray;
  /** ∂L/∂z, the back-propagated error δ. */
  readonly delta: NumericArray;
}

/**
 * The figures of every layer after forward and backward pass of one batch.
 *
 * @param change the optimizer's change of every parameter, or null where nothing is updated
 * @returns [layers, LAYER_FIGURES.length], row-major
 */
export function measureLayers(
  plan: Plan,
  parameters: NumericArray,
  gradients: NumericArray,
  layers: readonly LayerValues[],
  rows: number,
  change: NumericArray | null,
): Float64Array {
  const table = new Float64Array(plan.layers.length * LAYER_FIGURES.length);
  for (const layer of plan.layers) {
    const values = layers[layer.index];
    const gradient = tensorView(gradients, layer.kernel);
    const weights = norm(tensorView(parameters, layer.kernel));
    const figures: Record<LayerFigure, number> = {
      gradientNorm: norm(gradient),
      gradientMax: maxAbs(gradient),
      deltaNorm: norm(values.delta, rows * layer.units),
      ...activationFigures(plan, layer, values, rows),
      updateRatio:
        change && weights > 0 ? norm(tensorView(change, layer.kernel)) / weights : 0,
    };
    LAYER_FIGURES.forEach((name, column) => {
      table[layer.index * LAYER_FIGURES.length + column] = figures[name];
    });
  }
  return table;
}

function activationFigures(
  plan: Plan,
  layer: LayerPlan,
  { n, a }: LayerValues,
  rows: number,
) {
  const { activation, choice } = trainingActivation(plan, layer);
  const alpha = soleParameter(choice, activation.parameters);
  const O = layer.units;
  const count = rows * O;
  let sum = 0;
  let saturated = 0;
  const alive = new Uint8Array(O);
  for (let at = 0; at < count; at++) {
    sum += a[at];
    const slope = Math.abs(activation.df(n[at], alpha));
    if (slope < SATURATION_SLOPE) saturated++;
    if (slope >= DEAD_SLOPE) alive[at % O] = 1;
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < count; at++) squares += (a[at] - mean) ** 2;
  return {
    activationMean: mean,
    activationDeviation: Math.sqrt(squares / count),
    saturatedFraction: saturated / count,
    deadFraction: alive.reduce((dead, unit) => dead + (unit ? 0 : 1), 0) / O,
  };
}
