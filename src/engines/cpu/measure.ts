import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import {
  DEAD_SLOPE,
  LAYER_FIGURES,
  SATURATION_SLOPE,
  type LayerFigure,
} from '../../core/metrics.ts';
import type { LayerPlan, Plan } from '../../core/plan.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import { tensorView } from './tensor-view.ts';
import type { LayerBuffers, Workspace } from './workspace.ts';

/** ‖values‖₂ of the first `count`, scaled by the largest so that no square under- or overflows. */
export function norm(values: NumericArray, count = values.length): number {
  const largest = maxAbs(values, count);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const scaled = values[at] / largest;
    sum += scaled * scaled;
  }
  return largest * Math.sqrt(sum);
}

function maxAbs(values: NumericArray, count = values.length): number {
  let largest = 0;
  for (let at = 0; at < count; at++) {
    const size = Math.abs(values[at]);
    if (!(size <= largest)) largest = size;
  }
  return largest;
}

/**
 * The figures of every layer after `forward` and `backward` of one batch.
 *
 * @param change the optimizer's change of every parameter, or null where nothing is updated
 * @returns [layers, LAYER_FIGURES.length], row-major
 */
export function measureLayers(
  plan: Plan,
  parameters: NumericArray,
  gradients: NumericArray,
  workspace: Workspace,
  rows: number,
  change: NumericArray | null,
): Float64Array {
  const table = new Float64Array(plan.layers.length * LAYER_FIGURES.length);
  for (const layer of plan.layers) {
    const buffers = workspace.layers[layer.index];
    const gradient = tensorView(gradients, layer.kernel);
    const weights = norm(tensorView(parameters, layer.kernel));
    const figures: Record<LayerFigure, number> = {
      gradientNorm: norm(gradient),
      gradientMax: maxAbs(gradient),
      deltaNorm: norm(buffers.delta, rows * layer.units),
      ...activationFigures(plan, layer, buffers, rows),
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
  { n, a }: LayerBuffers,
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
