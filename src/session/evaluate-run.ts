import type { Evaluation, Executor } from '../core/engine.ts';
import type { Examples } from '../core/examples.ts';
import type { Plan } from '../core/plan.ts';
import { yieldToEvents } from './yield-to-events.ts';

/** Multiplications that one call may take: some tens of milliseconds in plain JavaScript. */
const CALL_BUDGET = 5e7;

/**
 * Examples per call. It depends on the plan alone, never on the clock, because the order
 * of summation must not change between two runs of the same spec.
 */
function blockSize(plan: Plan): number {
  const wanted = Math.floor(CALL_BUDGET / Math.max(1, plan.parameterCount));
  return Math.min(8192, Math.max(64, wanted));
}

/** The first `limit` examples, sharing memory with `examples`. */
export function firstExamples(examples: Examples, limit: number): Examples {
  return sliceExamples(examples, 0, Math.min(limit, examples.count));
}

function sliceExamples(examples: Examples, from: number, to: number): Examples {
  if (from === 0 && to === examples.count) return examples;
  const inputs = examples.inputs.length / examples.count;
  const targets = examples.targets.length / examples.count;
  return {
    count: to - from,
    inputs: examples.inputs.subarray(from * inputs, to * inputs),
    targets: examples.targets.subarray(from * targets, to * targets),
  };
}

/**
 * Evaluates in blocks and lets events through between them.
 *
 * @param isCancelled asked between blocks
 * @returns the mean over all examples, NaN for none; null when cancelled
 */
export async function evaluateInBlocks(
  executor: Executor,
  examples: Examples,
  isCancelled: () => boolean = () => false,
): Promise<Evaluation | null> {
  const { count } = examples;
  const size = blockSize(executor.plan);
  let loss = 0;
  let accuracy = 0;
  for (let from = 0; from < count; from += size) {
    if (from > 0) {
      await yieldToEvents();
      if (isCancelled()) return null;
    }
    const block = sliceExamples(examples, from, Math.min(from + size, count));
    const result = await executor.evaluate(block);
    loss += result.loss * (block.count / count);
    accuracy += result.accuracy * (block.count / count);
  }
  return count > 0 ? { loss, accuracy } : { loss: NaN, accuracy: NaN };
}
