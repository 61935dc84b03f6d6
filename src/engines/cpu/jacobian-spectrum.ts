import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import type { JacobianSpectrum, Spectrum } from '../../core/jacobian-spectrum.ts';
import { NORMALIZATION_EPSILON, type LayerPlan, type Plan } from '../../core/plan.ts';
import { createRandom } from '../../core/random.ts';
import { activations } from '../../ops/activations/index.ts';
import {
  roundingOf,
  singularValues,
  timesPowerOfTwo,
} from '../../ops/singular-values.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import { maxAbs, norm } from '../../ops/vector.ts';
import { forward } from './forward.ts';
import { affine } from './matrix.ts';
import { groupsOf, standardizeGradient } from './normalization.ts';
import { createWorkspace, type LayerBuffers } from './workspace.ts';

/** Rows that are sent along to see what becomes of rounding; enough for its size to a third or so. */
const PROBES = 4;

/**
 * Directions on their way up, in forward mode: row i is 2^−exponent · ∂h/∂v_i, how the output h of
 * the present layer changes with component i of the vector v that they started from.
 *
 * Behind them come PROBES rows that start at 0 and get, in each layer, random errors of the size of
 * all roundings in the rows before, taken together. What has become of them is about the rounding
 * in the product. It has to be followed: where a layer takes away the direction that was largest, the
 * rounding of what was largest stays.
 */
interface Tangents {
  /** Length of v. */
  readonly directions: number;
  /** [directions + PROBES, units of h], the largest between 1 and 2 in size, or all 0. */
  readonly values: Float64Array;
  readonly exponent: number;
}

/**
 * The singular values of the Jacobians of a network at one example, in prediction mode and in
 * float64, layer by layer and multiplied up: the columns of the identity are pushed through each
 * layer. A power of two is kept apart, so that a product under- or overflows only where the
 * result does. Products lose to rounding what is some 1e-15 of the largest value or smaller; see
 * `Spectrum.resolved`.
 *
 * The time goes into the singular values, two sets for each layer, each as min(a, b)²·max(a, b)
 * of the units a and b: about 5 ms for 64 and 64, 0.2 s for 256 and 256.
 *
 * @param parameters [plan.parameterCount]
 * @param statistics [plan.statisticsCount]: running means and variances
 * @param input [plan.inputs]
 * @param step updates taken before; only handed on
 */
export function jacobianSpectrum(
  plan: Plan,
  parameters: NumericArray,
  statistics: NumericArray,
  input: NumericArray,
  step: number,
): JacobianSpectrum {
  const workspace = createWorkspace(plan, 'float64', 1);
  forward(plan, parameters, workspace, input, 1, { running: statistics });
  const through = (layer: LayerPlan, tangents: Tangents) =>
    push(plan, layer, parameters, statistics, workspace.layers[layer.index], tangents);
  let fromInput = identity(plan.inputs);
  let fromFirst = identity(plan.layers[0].units);
  const layers = plan.layers.map((layer) => {
    const { index, inputs, units } = layer;
    fromInput = through(layer, fromInput);
    if (index > 0) fromFirst = through(layer, fromFirst);
    const own = spectrumOf(through(layer, identity(inputs)), units);
    return { layer: index, own, fromFirst: spectrumOf(fromFirst, units) };
  });
  return { step, layers, endToEnd: spectrumOf(fromInput, plan.outputs) };
}

function identity(size: number): Tangents {
  const values = new Float64Array((size + PROBES) * size);
  for (let at = 0; at < size; at++) values[at * size + at] = 1;
  return { directions: size, values, exponent: 0 };
}

/** ∂h/∂v from ∂h_below/∂v. @param buffers of the layer, after `forward` of the one example */
function push(
  plan: Plan,
  layer: LayerPlan,
  parameters: NumericArray,
  statistics: NumericArray,
  buffers: LayerBuffers,
  { directions, values, exponent }: Tangents,
): Tangents {
  const { inputs: I, units: O } = layer;
  const rows = directions + PROBES;
  const pushed = new Float64Array(rows * O);
  const kernel = tensorView(parameters, layer.kernel);
  affine(values, kernel, null, pushed, rows, I, O);
  addRounding(layer, kernel, norm(values, directions * I), pushed, directions);
  if (layer.index < plan.layers.length - 1) {
    normalize(layer, parameters, statistics, buffers, pushed);
    const activation = activations.get(layer.activation.id);
    const alpha = soleParameter(layer.activation, activation.parameters);
    for (let o = 0; o < O; o++) {
      const slope = activation.df(buffers.n[o], alpha);
      for (let at = o; at < pushed.length; at += O) pushed[at] *= slope;
    }
  }
  if (layer.residual)
    for (let row = 0; row < rows; row++)
      for (let o = 0; o < Math.min(I, O); o++) pushed[row * O + o] += values[row * I + o];
  const largest = maxAbs(pushed);
  if (largest === 0 || !Number.isFinite(largest))
    return { directions, values: pushed, exponent };
  const excess = Math.floor(Math.log2(largest));
  return {
    directions,
    values: pushed.map((value) => timesPowerOfTwo(value, -excess)),
    exponent: exponent + excess,
  };
}

/**
 * Adds to each probe what rounding may have done to all the directions together: to unit o,
 * ε times the length of what was multiplied.
 *
 * @param size ‖∂h_below/∂v‖ over all directions
 * @param dz [directions + PROBES, units], changed
 */
function addRounding(
  { index, inputs: I, units: O }: LayerPlan,
  kernel: NumericArray,
  size: number,
  dz: Float64Array,
  directions: number,
): void {
  const random = createRandom(index, 'rounding');
  for (let o = 0; o < O; o++) {
    const column = Float64Array.from({ length: I }, (_, i) => kernel[i * O + o]);
    const rounding = Number.EPSILON * size * norm(column);
    for (let probe = directions; probe < directions + PROBES; probe++)
      dz[probe * O + o] += rounding * random.normal();
  }
}

/** The change of n from that of z, [rows, units], in place. */
function normalize(
  layer: LayerPlan,
  parameters: NumericArray,
  statistics: NumericArray,
  { standardized, inverseDeviation }: LayerBuffers,
  dz: Float64Array,
): void {
  const { normalization, units: O, scale } = layer;
  if (normalization === 'none' || !scale || !standardized || !inverseDeviation) return;
  if (normalization === 'layer') {
    // The Jacobian of a standardization is symmetric: what takes gradients back takes changes up.
    const group = groupsOf('layer', 1, O);
    for (let start = 0; start < dz.length; start += O) {
      const row = dz.subarray(start, start + O);
      standardizeGradient(row, standardized, inverseDeviation, row, group);
    }
  }
  const gamma = tensorView(parameters, scale);
  for (let o = 0; o < O; o++) {
    const factor =
      normalization === 'layer'
        ? gamma[o]
        : gamma[o] /
          Math.sqrt(statistics[layer.statistics + O + o] + NORMALIZATION_EPSILON);
    for (let at = o; at < dz.length; at += O) dz[at] *= factor;
  }
}

/** @param units of the layer that the tangents have come to */
function spectrumOf({ directions, values, exponent }: Tangents, units: number): Spectrum {
  const size = directions * units;
  const scaled = singularValues(values.subarray(0, size), directions, units);
  const followed = norm(values.subarray(size)) / Math.sqrt(PROBES);
  const rounding = Math.max(followed, roundingOf(scaled, directions, units));
  // Also false for NaN.
  const resolved = scaled.filter((value) => value > rounding).length;
  return { values: scaled.map((value) => timesPowerOfTwo(value, exponent)), resolved };
}
