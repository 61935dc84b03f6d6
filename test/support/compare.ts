import { expect } from 'vitest';
import type { ExecutorState } from '../../src/core/engine.ts';
import type { Plan } from '../../src/core/plan.ts';

/** ‖actual − expected‖₂ / ‖expected‖₂; 0 where both are 0, Infinity where only the expected is. */
export function relativeError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): number {
  // Scaled by the largest value: gradients of 1e-160 have no squares in float64.
  let largest = 0;
  for (let i = 0; i < expected.length; i++)
    largest = Math.max(largest, Math.abs(expected[i]));
  if (largest === 0) {
    for (let i = 0; i < expected.length; i++) if (actual[i] !== 0) return Infinity;
    return 0;
  }
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += ((actual[i] - expected[i]) / largest) ** 2;
    size += (expected[i] / largest) ** 2;
  }
  return Math.sqrt(difference / size);
}

/**
 * A float64 gradient this much smaller than the whole one is 0 but for rounding: the shift of
 * a layer whose successor is linear and batch-normalized, say, changes nothing.
 */
const ZERO = 1e-13;

/**
 * Fails with the name, the relative error and the worst element of each tensor that is off.
 * @param zeros whether some tensors of `expected` may be 0 but for rounding: of those, the
 *   error is taken relative to the whole vector
 */
export function expectTensorsClose(
  plan: Plan,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  zeros: 'no zeros' | 'zeros' = 'no zeros',
): void {
  expect(actual.length).toBe(plan.parameterCount);
  const whole = Math.hypot(...Array.from(expected));
  const off = plan.tensors.flatMap(({ name, offset, size }) => {
    const a = Array.from({ length: size }, (_, i) => actual[offset + i]);
    const b = Array.from({ length: size }, (_, i) => expected[offset + i]);
    const isZero = zeros === 'zeros' && Math.hypot(...b) < ZERO * whole;
    const differences = a.map((value, i) => Math.abs(value - b[i]));
    const error = isZero ? Math.hypot(...differences) / whole : relativeError(a, b);
    // Written so that NaN is off, too.
    if (error <= tolerance) return [];
    const worst = differences.reduce((w, d, i) => (d > differences[w] ? i : w), 0);
    return [
      `${name}: relative error ${error.toExponential(2)} > ${tolerance}; ` +
        `element ${worst} is ${a[worst]}, expected ${b[worst]}`,
    ];
  });
  expect(off).toEqual([]);
}

export function expectClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  expect(relativeError(actual, expected), `${what}: relative error`).toBeLessThanOrEqual(
    tolerance,
  );
}

/** Fails unless training changed every layer that is not frozen and not a bit of those that are. */
export function expectFrozen(
  plan: Plan,
  before: ExecutorState,
  after: ExecutorState,
): void {
  const changed = (
    key: 'parameters' | 'slots' | 'statistics',
    at: number,
    size: number,
  ) =>
    !Array.from({ length: size }, (_, i) =>
      Object.is(before[key][at + i], after[key][at + i]),
    ).every(Boolean);
  for (const { name, layer, offset, size } of plan.tensors) {
    const trained = !plan.layers[layer].frozen;
    expect(changed('parameters', offset, size), name).toBe(trained);
    for (let at = offset; at < after.slots.length; at += plan.parameterCount)
      expect(changed('slots', at, size), `slots of ${name}`).toBe(trained);
  }
  for (const { name, statistics, units, frozen } of plan.layers)
    if (statistics >= 0)
      expect(changed('statistics', statistics, 2 * units), `statistics of ${name}`).toBe(
        !frozen,
      );
}
