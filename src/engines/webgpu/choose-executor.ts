import type { Plan } from '../../core/plan.ts';
import { fusedObstacle } from './fused/fused-training.ts';
import type { ExecutorKind } from './training-chain.ts';

/**
 * Multiply-adds of a training step up to which one workgroup is faster than a chain of
 * dispatches over the whole GPU. On SwiftShader it was ten times faster at 2·10³ and 8·10⁴,
 * four times at 10⁵, twice at 10⁶ and level at 10⁷; a GPU has more to lose by using one
 * workgroup, so the bound stays below that.
 */
const FUSED_WORK = 1e6;

/** The executor that is expected to train a plan faster. */
export function chooseExecutor(plan: Plan): ExecutorKind {
  // Forward, error and gradient each take one multiply-add a weight and example.
  const work = 3 * plan.parameterCount * plan.training.batchSize;
  return work <= FUSED_WORK && fusedObstacle(plan) === null ? 'fused' : 'tiled';
}
