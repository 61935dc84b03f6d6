import type { Plan } from '../core/plan.ts';
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
 */
export function initialParameters(plan: Plan): Float32Array {
  const parameters = new Float32Array(plan.parameterCount);
  const { initSeed, biasDeviation } = plan.training;
  for (const { kernel, bias, scale, inputs, units, initializer } of plan.layers) {
    const values = new Float64Array(kernel.size);
    const random = createRandom(initSeed, kernel.name);
    initializers
      .get(initializer.id)
      .fill(values, { fanIn: inputs, fanOut: units }, initializer, random);
    parameters.set(values, kernel.offset);
    if (bias && biasDeviation > 0) {
      const biases = new Float64Array(bias.size);
      fillNormal(biases, biasDeviation, createRandom(initSeed, bias.name));
      parameters.set(biases, bias.offset);
    }
    if (scale) parameters.fill(1, scale.offset, scale.offset + scale.size);
  }
  return parameters;
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
