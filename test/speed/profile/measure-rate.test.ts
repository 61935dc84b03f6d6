import { describe, expect, it } from 'vitest';
import { measureRate } from '../../../src/speed/profile/measure-rate.ts';

const options = { work: 2, shortest: 10, attempts: 3, mostRepeats: 1000 };

describe('a rate', () => {
  it('is taken over times that are long enough, and the best counts', async () => {
    const asked: number[] = [];
    const disturbances = [1, 1.5, 2];
    const rate = await measureRate(async (repeats) => {
      asked.push(repeats);
      const slower = asked.length > 3 ? disturbances.pop()! : 1;
      return slower * 0.25 * repeats;
    }, options);
    // 8 repeats take 2 ms, the 52 that were wanted are 13.
    expect(asked).toEqual([1, 8, 52, 52, 52, 52]);
    expect(rate.best).toBeCloseTo(8000, 6);
    expect(rate.spread.median).toBeCloseTo(8000 / 1.5, 6);
  });

  it('stops at the most repeats, and finds a clock that stands still', async () => {
    const asked: number[] = [];
    const still = measureRate(async (repeats) => {
      asked.push(repeats);
      return 0;
    }, options);
    await expect(still).rejects.toThrow('stood still');
    expect(Math.max(...asked)).toBe(1000);
  });
});
