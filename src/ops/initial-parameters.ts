import type { LayerPlan, Plan } from '../core/plan.ts';
import { createRandom } from '../core/random.ts';
import { fillNormal } from './initializers/fill.ts';
import { initializers } from './initializers/index.ts';

/**
 * The parameters a run starts from, [plan.parameterCount]: kernels from the layers'
 * initializers, biases normal with the plan's `biasDeviation`, shifts 0, scales 1. Where they are
 * drawn, they follow from the plan's `initSeed` alone; each kernel and each bias draws from a stream
 * of its own, so that another layer's initializer or width, or the deviation of the biases, changes
 * nothing in it. With another deviation the biases are the same numbers, scaled. Drawn in float64
 * and rounded once.
 *
 * @param drawn kernels that were drawn before, which are copied, and those drawn now are added:
 *   many networks of a sweep have the same
 */
export function initialParameters(plan: Plan, drawn?: DrawnKernels): Float32Array {
  const parameters = new Float32Array(plan.parameterCount);
  const { initSeed, biasDeviation } = plan.training;
  for (const layer of plan.layers) {
    const { kernel, bias, scale } = layer;
    parameters.set(kernelOf(layer, initSeed, drawn), kernel.offset);
    if (bias && biasDeviation > 0) {
      const biases = new Float64Array(bias.size);
      fillNormal(biases, biasDeviation, createRandom(initSeed, bias.name));
      parameters.set(biases, bias.offset);
    }
    if (scale) parameters.fill(1, scale.offset, scale.offset + scale.size);
  }
  return parameters;
}

/** Kernels by all that they depend on. */
export type DrawnKernels = Map<string, Float64Array>;

function kernelOf(
  { kernel, inputs, units, initializer }: LayerPlan,
  initSeed: number,
  drawn: DrawnKernels | undefined,
): Float64Array {
  const key =
    drawn && JSON.stringify([kernel.name, initSeed, inputs, units, initializer]);
  const known = key !== undefined && drawn?.get(key);
  if (known) return known;
  const values = new Float64Array(kernel.size);
  initializers
    .get(initializer.id)
    .fill(
      values,
      { fanIn: inputs, fanOut: units },
      initializer,
      createRandom(initSeed, kernel.name),
    );
  if (key !== undefined) drawn?.set(key, values);
  return values;
}

/**
 * The running statistics a run starts from, [plan.statisticsCount]: means 0, variances 1,
 * as in PyTorch.
 */
export function initialStatistics(plan: Plan): Float32Array {
  const statistics = new Float32Array(plan.statisticsCount);
  for (const { statistics: offset, units } of plan.layers)
    if (offset >= 0) statistics.fill(1, offset + units, offset + 2 * units);
  return statistics;
}
