import { expect, it } from 'vitest';
import { allFinite, maxAbs, norm } from '../../src/ops/vector.ts';

it('takes norms whose squares under- or overflow', () => {
  expect(norm(Float32Array.of(3e30, -4e30)) / 5e30).toBeCloseTo(1, 6);
  expect(norm(Float64Array.of(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1, 12);
  expect(norm(new Float64Array(3))).toBe(0);
});

it('does not lose a value that is not finite among others', () => {
  const values = Float64Array.of(1, NaN, 2);
  expect(maxAbs(values)).toBeNaN();
  expect(norm(values)).toBeNaN();
  expect(norm(Float64Array.of(1, -Infinity, 2))).toBe(Infinity);
  expect(allFinite(values, 3)).toBe(false);
});

it('looks at the first values only where told so', () => {
  const values = Float64Array.of(1, -2, NaN);
  expect(maxAbs(values, 2)).toBe(2);
  expect(norm(values, 2)).toBeCloseTo(Math.sqrt(5), 15);
  expect(allFinite(values, 2)).toBe(true);
});
