import type { Executor } from '../core/engine.ts';
import type { Examples } from '../core/examples.ts';
import type { Plan } from '../core/plan.ts';
import type { PartEvaluation, SessionEvaluation } from './handle.ts';
import { Determination } from './determination.ts';
import type { LiveRun } from './live-run.ts';
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
function firstExamples(examples: Examples, limit: number): Examples {
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
 * Loss, and accuracy or coefficient of determination, of both parts of a run.
 *
 * @param limit the most examples of each part
 * @param isCancelled asked now and then
 * @returns null when cancelled
 */
export function evaluateRun(
  run: LiveRun,
  limit: number,
  isCancelled: () => boolean,
): Promise<SessionEvaluation | null> {
  const trainPart = firstExamples(run.prepared.training, limit);
  const testPart = firstExamples(run.prepared.test, limit);
  const regression = run.prepared.data.task === 'regression';
  return run.use(async (executor) => {
    const { step } = executor;
    const evaluatePart = (part: Examples) =>
      evaluateInBlocks(executor, part, regression, isCancelled);
    const train = await evaluatePart(trainPart);
    const test = train && (await evaluatePart(testPart));
    if (!test) return null;
    return { step, train, test, trainCount: trainPart.count, testCount: testPart.count };
  });
}

/**
 * Evaluates in blocks and lets events through between them.
 *
 * @param isCancelled asked between blocks
 * @returns the mean over all examples, NaN for none; null when cancelled
 */
async function evaluateInBlocks(
  executor: Executor,
  examples: Examples,
  regression: boolean,
  isCancelled: () => boolean,
): Promise<PartEvaluation | null> {
  const { count } = examples;
  const size = blockSize(executor.plan);
  let loss = 0;
  let accuracy = 0;
  // From the outputs, as no loss tells it for all kinds of losses.
  const fit = regression && count > 0 ? new Determination(examples.targets) : null;
  for (let from = 0; from < count; from += size) {
    if (from > 0) {
      await yieldToEvents();
      if (isCancelled()) return null;
    }
    const block = sliceExamples(examples, from, Math.min(from + size, count));
    const result = await executor.evaluate(block);
    loss += result.loss * (block.count / count);
    accuracy += result.accuracy * (block.count / count);
    fit?.add(await executor.predict(block.inputs), block.targets);
  }
  if (count === 0) return { loss: NaN, accuracy: NaN };
  const determination = fit?.value ?? null;
  return { loss, accuracy, ...(determination !== null && { determination }) };
}
