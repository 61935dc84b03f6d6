import { describe, expect, it } from 'vitest';
import { blockMeans } from '../../../src/speed/profile/time-rows.ts';

describe('block means', () => {
  it('join neighbours, and leave out what fills no block', () => {
    expect(blockMeans([0, 2, 0, 4, 1, 1, 9], 3)).toEqual([1, 2, 1]);
  });

  it('leave few values as they are', () => {
    expect(blockMeans([3, 1, 2], 8)).toEqual([3, 1, 2]);
    expect(blockMeans([], 8)).toEqual([]);
  });

  it('of a clock that stands still between its steps come close to the time', () => {
    // 30 units of time, read by a clock that moves in steps of 100.
    const read = (time: number) => 100 * Math.floor(time / 100);
    const samples = Array.from({ length: 800 }, (_, at) => {
      const begin = at * 61.8;
      return read(begin + 30) - read(begin);
    });
    expect(new Set(samples)).toEqual(new Set([0, 100]));
    for (const mean of blockMeans(samples, 8))
      expect(Math.abs(mean - 30)).toBeLessThan(3);
  });
});
