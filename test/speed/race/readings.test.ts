import { expect, it } from 'vitest';
import { compareLosses } from '../../../src/speed/race/compare-losses.ts';
import { isReading, nextReading } from '../../../src/speed/race/readings.ts';

it('reads every early step and then sixteen in each doubling', () => {
  const readings: number[] = [];
  for (let at = nextReading(-1); at <= 4096; at = nextReading(at)) readings.push(at);
  expect(readings.slice(0, 18)).toEqual(Array.from({ length: 18 }, (_, at) => at));
  for (const from of [32, 64, 1024, 2048])
    expect(readings.filter((at) => at >= from && at < 2 * from)).toHaveLength(16);
  expect(readings.at(-1)).toBe(4096);
  expect(Array.from({ length: 100 }, (_, at) => at).filter(isReading)).toEqual(
    readings.filter((at) => at < 100),
  );
});

it('compares losses where two curves have the step', () => {
  const a = new Map([
    [0, 1],
    [1, 0.5],
    [2, 0],
  ]);
  const b = new Map([
    [1, 0.4],
    [2, 0],
    [3, 9],
  ]);
  const far = new Map([[100, 1]]);
  const { commonSteps, lossDifference } = compareLosses([a, far, b]);
  expect(commonSteps).toBe(2);
  expect(lossDifference).toBeCloseTo(0.2, 12);
  expect(compareLosses([a, far])).toEqual({ commonSteps: 0, lossDifference: null });
});
