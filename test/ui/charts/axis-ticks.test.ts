import { describe, expect, it } from 'vitest';
import { decadeRange, linearTicks } from '../../../src/ui/charts/axis-ticks.ts';

describe('linearTicks', () => {
  it('stands at round values within the range', () => {
    expect(linearTicks(-6, 6, 6)).toEqual([-6, -4, -2, 0, 2, 4, 6]);
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('has none for an empty range', () => {
    expect(linearTicks(1, 1, 5)).toEqual([]);
  });
});

describe('decadeRange', () => {
  it('holds all positive values between whole decades', () => {
    expect(decadeRange([3e-5, 0.2], 3)).toEqual([-5, 0]);
  });

  it('shows at least the decades that are asked for', () => {
    expect(decadeRange([0.2, 0.5], 3)).toEqual([-3, 0]);
  });

  it('ignores zeros and what is not finite', () => {
    expect(decadeRange([0, NaN, Infinity, 0.2], 3)).toEqual([-3, 0]);
    expect(decadeRange([0], 3)).toEqual([-3, 0]);
  });
});
