import { describe, expect, it } from 'vitest';
import {
  dropoutBits,
  dropoutKey,
  dropoutThreshold,
  writeDropoutFactors,
} from '../../src/core/dropout.ts';

function factorsOf(key: number, rate: number, rows: number, units: number): Float64Array {
  const factors = new Float64Array(rows * units);
  writeDropoutFactors(key, rate, rows, units, factors);
  return factors;
}

describe('a dropout mask', () => {
  it.each([0.001, 0.2, 0.5, 0.9])('drops its share of %d', (rate) => {
    const count = 512 * 256;
    const factors = factorsOf(dropoutKey(1, 2, 3), rate, 512, 256);
    const dropped = factors.filter((value) => value === 0).length;
    const deviation = Math.sqrt(count * rate * (1 - rate));
    expect(Math.abs(dropped - count * rate)).toBeLessThan(4 * deviation);
    expect(new Set(factors)).toEqual(new Set([0, 1 / (1 - rate)]));
  });

  it('drops by the bits of row and unit', () => {
    const key = dropoutKey(7, 8, 9);
    const threshold = dropoutThreshold(0.3);
    factorsOf(key, 0.3, 5, 4).forEach((factor, at) =>
      expect(factor === 0).toBe(dropoutBits(key, Math.floor(at / 4), at % 4) < threshold),
    );
  });

  it('drops nothing at 0, and the threshold stays within 32 bits', () => {
    expect(factorsOf(dropoutKey(0, 0, 0), 0, 9, 9).every((value) => value === 1)).toBe(
      true,
    );
    expect(dropoutThreshold(0.5)).toBe(2 ** 31);
    expect(dropoutThreshold(1 - 2 ** -52)).toBe(2 ** 32 - 1);
  });

  it('is another for another seed, step or layer, and of one unit or row independent', () => {
    const masks = [
      dropoutKey(1, 0, 0),
      dropoutKey(2, 0, 0),
      dropoutKey(1, 1, 0),
      dropoutKey(1, 0, 1),
      dropoutKey(0, 1, 0),
      dropoutKey(0, 0, 1),
      dropoutKey(2 ** 32 - 1, 0, 0),
    ].map((key) => factorsOf(key, 0.5, 64, 64));
    const agreement = (a: Float64Array, b: Float64Array) =>
      a.filter((value, at) => value === b[at]).length / a.length;
    // 4096 fair coins agree in half of them, with a standard deviation of 1/128.
    masks.forEach((mask, at) => {
      for (const other of masks.slice(at + 1))
        expect(Math.abs(agreement(mask, other) - 0.5)).toBeLessThan(5 / 128);
      const shifts = [1, 64, 65].map((by) =>
        agreement(mask.subarray(by), mask.subarray(0, -by)),
      );
      for (const shift of shifts) expect(Math.abs(shift - 0.5)).toBeLessThan(5 / 128);
    });
  });
});
