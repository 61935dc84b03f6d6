import type { Plan } from '../../src/core/plan.ts';
import { createRandom } from '../../src/core/random.ts';
import { initialParameters } from '../../src/ops/initial-parameters.ts';

export {
  examplesFor,
  planOf,
  type NetworkCase,
} from '../../src/speed/cases/network-case.ts';

/**
 * Initial parameters moved off their special values, so that no gradient is 0 by accident
 * (biases and shifts at 0, scales at 1).
 */
export function parametersFor(plan: Plan, seed = 9): Float32Array {
  const parameters = initialParameters(plan);
  const random = createRandom(seed, 'disturbance');
  for (const { role, offset, size } of plan.tensors)
    if (role !== 'kernel')
      for (let at = offset; at < offset + size; at++)
        parameters[at] += 0.1 * random.normal();
  return parameters;
}
