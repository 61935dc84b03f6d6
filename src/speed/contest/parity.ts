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
  /** Of the first steps, each before its update: the second also depends on the optimizer. */
  readonly losses: readonly number[];
}

/** What is wrong with an engine's answers, in a sentence; null when they agree. */
export function disagreement(
  plan: Plan,
  actual: Answers,
  reference: Answers,
): string | null {
  if (actual.gradients.length !== plan.parameterCount)
    return `It gives ${actual.gradients.length} gradients instead of ${plan.parameterCount}.`;
  const tensors = plan.tensors.map(({ name, offset, size }) => ({
    what: `The gradient of ${name}`,
    error: relativeError(actual.gradients, reference.gradients, offset, size),
  }));
  const losses = reference.losses.map((loss, step) => ({
    what: `The loss of step ${step + 1}`,
    error: Math.abs(actual.losses[step] - loss) / Math.abs(loss),
  }));
  // Written so that NaN is off, too.
  const off = [...tensors, ...losses].filter(({ error }) => !(error <= PARITY_TOLERANCE));
  if (off.length === 0) return null;
  const worst = off.reduce((a, b) => (b.error > a.error ? b : a));
  return `${worst.what} is off by ${worst.error.toExponential(1)} of its size; at most ${PARITY_TOLERANCE} is allowed.`;
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
