import { describe, expect, it } from 'vitest';
import { median, pairedRatio, quantile, quartiles } from '../../src/speed/statistics.ts';
import { createRandom } from '../../src/core/random.ts';

describe('quartiles', () => {
  it('are linear between neighbours, as R and NumPy give them', () => {
    expect(quartiles([4, 1, 3, 2])).toEqual({ lower: 1.75, median: 2.5, upper: 3.25 });
    expect(quartiles([7])).toEqual({ lower: 7, median: 7, upper: 7 });
    expect(median([9, 1, 5])).toBe(5);
  });

  it('leave the values in their order', () => {
    const values = [3, 1, 2];
    quartiles(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('are not numbers of nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('paired ratio', () => {
  const random = createRandom(3, 'times');
  /** A machine whose speed wanders by a factor of four, and samples that scatter by 5 %. */
  const speeds = Array.from({ length: 15 }, (_, round) => 2 ** Math.sin(round));
  const times = (milliseconds: number) =>
    speeds.map((speed) => milliseconds * speed * random.between(0.975, 1.025));

  it('finds a slowdown of 20 % on a machine that changes its speed', () => {
    const { value, low, high } = pairedRatio(times(10), times(12));
    expect(low).toBeGreaterThan(1);
    expect(low).toBeLessThanOrEqual(value);
    expect(value).toBeLessThanOrEqual(high);
    expect(value).toBeGreaterThan(1.15);
    expect(value).toBeLessThan(1.25);
  });

  it('does not tell two equal engines apart', () => {
    const { low, high } = pairedRatio(times(10), times(10));
    expect(low).toBeLessThanOrEqual(1);
    expect(high).toBeGreaterThanOrEqual(1);
  });

  it('is exact where every round agrees, and the same for the same samples', () => {
    expect(pairedRatio([1, 2, 4], [2, 4, 8])).toEqual({ value: 2, low: 2, high: 2 });
    const [base, other] = [times(1), times(3)];
    expect(pairedRatio(base, other)).toEqual(pairedRatio(base, other));
  });

  it('counts only the rounds that both took part in', () => {
    expect(pairedRatio([1, 1, 1], [5, 5]).value).toBe(5);
  });
});
