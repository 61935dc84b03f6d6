import type { Plan } from '../../core/plan.ts';
import { fusedObstacle } from './fused/fused-training.ts';
import type { ExecutorKind } from './training-chain.ts';

/**
 * Multiply-adds of a training step, on average a layer, up to which one workgroup is faster
 * than dispatches for each layer over the whole adapter: what they cost to start grows with the
 * layers, as the work does. On SwiftShader the fused executor takes a tenth of the time at 10³
 * (`npm run bench`, case tiny-10), a seventh at 3·10⁴ (tiny) and 0.7 of it at 8·10⁵ (deep). A GPU
 * loses more by using one workgroup; its bound is a guess until it is measured.
 */
const FUSED_WORK = { processor: 1e6, gpu: 3e5 } as const;

/**
 * The executor that is expected to train a plan faster.
 * @param isProcessor whether the adapter is software, see `GpuDevice.isProcessor`
 */
export function chooseExecutor(plan: Plan, isProcessor: boolean): ExecutorKind {
  // Forward, error and gradient each take one multiply-add a weight and example.
  const work = 3 * plan.parameterCount * plan.training.batchSize;
  const most = isProcessor ? FUSED_WORK.processor : FUSED_WORK.gpu;
  const isSmall = work <= most * plan.layers.length;
  return isSmall && fusedObstacle(plan) === null ? 'fused' : 'tiled';
}
