import { describe, expect, it } from 'vitest';
import { erf, erfc } from '../../src/ops/erf.ts';
import { pointsBetween, relativeError } from './support.ts';

describe('error function', () => {
  // Values to 20 digits: Abramowitz and Stegun, table 7.1, extended with mpmath.
  it.each([
    [1e-10, 1.1283791670955126e-10],
    [0.1, 0.1124629160182849],
    [0.4999, 0.52041199516138659],
    [0.5, 0.52049987781304654],
    [0.51, 0.52924361984117044],
    [1, 0.84270079294971487],
    [2, 0.99532226501895273],
    [5, 0.99999999999846254],
  ])('erf(%f) = %f', (x, expected) => {
    expect(relativeError(erf(x), expected)).toBeLessThan(4e-16);
    expect(erf(-x)).toBe(-erf(x));
  });

  // Rounding of the exponential and of its argument's square: a few units in the last place.
  it.each([
    [-5, 1.9999999999984625],
    [-1, 1.8427007929497149],
    [0, 1.0],
    [1e-10, 0.99999999988716208],
    [0.5, 0.47950012218695346],
    [1, 0.15729920705028513],
    [2, 0.0046777349810472658],
    [3.75, 1.1372725656979665e-7],
    [5, 1.5374597944280349e-12],
    [10, 2.0884875837625448e-45],
    [20.3, 2.9853181806016359e-181],
    [26, 5.6631924088561428e-296],
  ])('erfc(%f) = %f', (x, expected) => {
    expect(relativeError(erfc(x), expected)).toBeLessThan(2e-15);
  });

  it('complements itself on both sides of 0 and of the change of series', () => {
    for (const x of pointsBetween(-3, 3, 200)) {
      expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(1e-15);
      expect(Math.abs(erfc(x) + erfc(-x) - 2)).toBeLessThan(1e-15);
    }
    expect(erfc(1000)).toBe(0);
    expect(erf(1000)).toBe(1);
    expect(erf(NaN)).toBeNaN();
  });
});
