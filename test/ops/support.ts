import { createRandom } from '../../src/core/random.ts';
import type { ParameterSchemas } from '../../src/core/choice.ts';

/** Derivative of `f` at x by Richardson's extrapolation of central differences, error O(h⁴). */
export function centralDifference(f: (x: number) => number, x: number): number {
  // Rounding costs about 1e-16/h and truncation h⁴: h near 1e-3 balances them.
  const h = 1e-3;
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (4 * slope(h / 2) - slope(h)) / 3;
}

/** |actual − expected| / |expected|, or |actual| where 0 is expected. */
export function relativeError(actual: number, expected: number): number {
  if (Object.is(actual, expected)) return 0;
  const error = Math.abs(actual - expected);
  return expected === 0 ? error : error / Math.abs(expected);
}

/** Seeded points of an interval. */
export function pointsBetween(low: number, high: number, count: number): number[] {
  const random = createRandom(11, `points ${low} ${high}`);
  return Array.from({ length: count }, () => random.between(low, high));
}

/** Default of an entry's only parameter, or 0 where it has none. */
export function soleDefault(parameters: ParameterSchemas): number {
  return Object.values(parameters)[0]?.default ?? 0;
}
