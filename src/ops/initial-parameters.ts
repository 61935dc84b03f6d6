import type { Plan } from '../core/plan.ts';
import { createRandom } from '../core/random.ts';
import { initializers } from './initializers/index.ts';

/**
 * The parameters a run starts from, [plan.parameterCount]: kernels from the layers'
 * initializers, biases and shifts 0, scales 1. They follow from the plan's `initSeed` alone; each
 * layer draws from a stream of its own, so that another layer's initializer or width
 * changes nothing in it. Drawn in float64 and rounded once.
 */
export function initialParameters(plan: Plan): Float32Array {
  const parameters = new Float32Array(plan.parameterCount);
  for (const { kernel, scale, inputs, units, initializer } of plan.layers) {
    const values = new Float64Array(kernel.size);
    const random = createRandom(plan.training.initSeed, kernel.name);
    initializers
      .get(initializer.id)
      .fill(values, { fanIn: inputs, fanOut: units }, initializer, random);
    parameters.set(values, kernel.offset);
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
