import { expect } from 'vitest';
import { createRandom } from '../../src/core/random.ts';

/** Half a unit in the last place of 1: the relative error of one float32 operation. */
export const ROUNDING = 2 ** -24;

/** The smallest normal float32: WGSL lets an implementation take anything below for 0. */
export const SMALLEST_NORMAL = 2 ** -126;

/** Seeded normal values, rounded to float32 so that a float64 reference reads the same. */
export function normals(name: string, length: number, scale = 1): Float32Array {
  const random = createRandom(11, name);
  return Float32Array.from({ length }, () => scale * random.normal());
}

/**
 * Expects each value within its own bound of the reference.
 * @param bound of element `at`, absolute
 */
export function expectWithin(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: (at: number) => number,
  what = 'element',
): void {
  expect(found.length, `length of ${what}`).toBeGreaterThanOrEqual(expected.length);
  for (let at = 0; at < expected.length; at++) {
    const error = Math.abs(found[at] - expected[at]);
    // Written so that NaN fails too.
    if (!(error <= bound(at)))
      expect.fail(
        `${what} ${at} is ${found[at]}, expected ${expected[at]} within ${bound(at)}`,
      );
  }
}
