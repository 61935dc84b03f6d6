import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeRange,
  formatField,
  parseNumber,
  stepNumber,
} from '../../../src/ui/controls/number-codec.ts';

const rate = { minimum: 0, exclusiveMinimum: true, maximum: 1000, scale: 'log' } as const;
const units = { minimum: 1, maximum: 128, integer: true } as const;
const share = { minimum: 0, maximum: 1, exclusiveMaximum: true } as const;

describe('parseNumber', () => {
  it.each([
    ['0.01', 0.01],
    [' 1e-3 ', 0.001],
    ['.5', 0.5],
    ['+2', 2],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text, rate)).toEqual({ value });
  });

  it.each([
    ['', 'A number is missing; type a number above 0 and up to 1000.'],
    ['ten', '“ten” is not a number; type a number above 0 and up to 1000.'],
    [
      '0,1',
      '“0,1” is not a number (decimals take a point); type a number above 0 and up to 1000.',
    ],
    ['0', '0 is out of range; type a number above 0 and up to 1000.'],
    ['0x10', '“0x10” is not a number; type a number above 0 and up to 1000.'],
    ['1e999', '1e999 is out of range; type a number above 0 and up to 1000.'],
    ['Infinity', '“Infinity” is not a number; type a number above 0 and up to 1000.'],
  ])('refuses %j in words', (text, problem) => {
    expect(parseNumber(text, rate)).toEqual({ problem });
  });

  it('wants whole numbers where they are asked for', () => {
    expect(parseNumber('2.5', units)).toEqual({
      problem: '2.5 is not a whole number; type a whole number from 1 to 128.',
    });
    expect(parseNumber('-2.5', units)).toEqual({
      problem: '-2.5 is out of range; type a whole number from 1 to 128.',
    });
  });

  it('reads back every number that a field shows', () => {
    const any = { minimum: -1e300, maximum: 1e300 };
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (value) => {
        const parsed = parseNumber(formatField(value), any);
        expect('value' in parsed && parsed.value).toBe(value === 0 ? 0 : value);
      }),
      { seed: 1 },
    );
  });
});

describe('describeRange', () => {
  it('writes out the greatest seed', () => {
    const seed = { minimum: 0, maximum: 2 ** 32 - 1, integer: true };
    expect(describeRange(seed)).toBe('a whole number from 0 to 4294967295');
  });

  it('names a bound that is not allowed itself', () => {
    expect(describeRange(share)).toBe('a number of at least 0 and below 1');
  });
});

describe('stepNumber', () => {
  it.each([
    [0.01, 1, 0.02],
    [0.02, 1, 0.05],
    [0.05, 1, 0.1],
    [0.1, -1, 0.05],
    [0.03, 1, 0.05],
    [0.03, -1, 0.02],
    [1000, 1, 1000],
  ] as const)('goes from the rate %d in direction %d to %d', (value, direction, next) => {
    expect(stepNumber(value, direction, rate)).toBe(next);
  });

  it('goes through whole numbers one by one and stops at the bounds', () => {
    expect(stepNumber(8, 1, units)).toBe(9);
    expect(stepNumber(1, -1, units)).toBe(1);
  });

  it('goes through powers of two on a logarithmic scale of whole numbers', () => {
    const batch = { minimum: 1, maximum: 65_536, integer: true, scale: 'log' } as const;
    expect(stepNumber(10, 1, batch)).toBe(16);
    expect(stepNumber(16, -1, batch)).toBe(8);
    expect(stepNumber(1, -1, batch)).toBe(1);
  });

  it('takes a tenth of the decade on a linear scale', () => {
    expect(stepNumber(0.9, 1, share)).toBe(0.91);
    expect(stepNumber(1, 1, { minimum: -10, maximum: 10 })).toBe(1.1);
    expect(stepNumber(0, 1, share)).toBeGreaterThan(0);
  });

  it('never leaves the range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 999, noNaN: true }),
        fc.constantFrom(1 as const, -1 as const),
        (value, direction) => {
          const next = stepNumber(value, direction, rate);
          expect(next).toBeGreaterThan(0);
          expect(next).toBeLessThanOrEqual(1000);
        },
      ),
      { seed: 1 },
    );
  });
});
