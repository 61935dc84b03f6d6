import type { Plan } from '../../core/plan.ts';

/**
 * Largest relative error of a tensor's gradient, ‖g − r‖₂ / ‖r‖₂, and of a loss. Float32 in
 * another order of summation, with a driver's own tanh, stays below 1e-4 through 64 layers;
 * a wrong formula, batch or parameter errs by 1e-1.
 */
export const PARITY_TOLERANCE = 1e-3;

/** What the gate compares. */
export interface Answers {
  /** [plan.parameterCount] */
  readonly gradients: ArrayLike<number>;
  /**
   * Of the first batches, each before its update: the second also depends on the optimizer. The
   * last is only differentiated.
   */
  readonly losses: readonly number[];
}

/** How far an engine is from the reference. */
export interface Agreement {
  /** The largest relative error of a tensor's gradient or a loss. */
  readonly error: number;
  /** What is wrong with its answers, in a sentence; null when they agree. */
  readonly problem: string | null;
}

/** Compares all tensors and losses of an engine with the reference. */
export function compareAnswers(
  plan: Plan,
  actual: Answers,
  reference: Answers,
): Agreement {
  if (actual.gradients.length !== plan.parameterCount)
    return {
      error: NaN,
      problem: `It gives ${actual.gradients.length} gradients instead of ${plan.parameterCount}.`,
    };
  const tensors = plan.tensors.map(({ name, offset, size }) => ({
    what: `The gradient of ${name}`,
    error: relativeError(actual.gradients, reference.gradients, offset, size),
  }));
  const losses = reference.losses.map((loss, step) => ({
    what: `The loss of step ${step + 1}`,
    error: Math.abs(actual.losses[step] - loss) / Math.abs(loss),
  }));
  const all = [...tensors, ...losses];
  const worst =
    all.find(({ error }) => Number.isNaN(error)) ??
    all.reduce((a, b) => (b.error > a.error ? b : a));
  const { what, error } = worst;
  if (error <= PARITY_TOLERANCE) return { error, problem: null };
  return {
    error,
    problem: `${what} is off by ${error.toExponential(1)} of its size; at most ${PARITY_TOLERANCE} is allowed.`,
  };
}

/** ‖a − e‖₂ / ‖e‖₂ of `size` elements from `offset` on; 0 when both are 0. */
export function relativeError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  offset: number,
  size: number,
): number {
  let difference = 0;
  let norm = 0;
  for (let at = offset; at < offset + size; at++) {
    difference += (actual[at] - expected[at]) ** 2;
    norm += expected[at] ** 2;
  }
  return norm === 0 && difference === 0 ? 0 : Math.sqrt(difference / norm);
}
