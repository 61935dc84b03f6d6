import { describe, expect, it } from 'vitest';
import { StepPace } from '../../src/session/step-pace.ts';

/** Steps taken in `milliseconds` by someone who asks as often as `wait` says. */
function taken(pace: StepPace, milliseconds: number, from = 0): number {
  let steps = 0;
  let now = from;
  for (let asked = 0; now < from + milliseconds && asked < 1e5; asked++) {
    const due = pace.due(now);
    pace.record(due);
    steps += due;
    now += Math.max(1, pace.wait(now));
  }
  return steps;
}

describe('StepPace', () => {
  it.each([1, 10, 100, 1000])('takes %i steps a second', (perSecond) => {
    const pace = new StepPace();
    pace.set(perSecond, 0);
    const steps = taken(pace, 10_000);
    // The last of them are due within a frame.
    expect(steps).toBeGreaterThanOrEqual(9.9 * perSecond);
    expect(steps).toBeLessThanOrEqual(10 * perSecond + 1);
  });

  it('takes the first step at once', () => {
    const pace = new StepPace();
    pace.set(1, 500);
    expect(pace.due(500)).toBe(1);
    pace.record(1);
    expect(pace.due(1499)).toBe(0);
    expect(pace.due(1500)).toBe(1);
  });

  it('does not make up for a long sleep of the machine', () => {
    const pace = new StepPace();
    pace.set(1000, 0);
    expect(pace.due(60_000)).toBe(250);
    pace.record(250);
    expect(pace.due(60_000)).toBe(0);
    expect(taken(pace, 1000, 60_000)).toBeLessThanOrEqual(1001);
  });

  it('never waits long, and not at all at full speed', () => {
    const pace = new StepPace();
    pace.set(0.1, 0);
    pace.record(pace.due(0));
    expect(pace.wait(0)).toBe(50);
    pace.set(Infinity, 0);
    expect(pace.due(0)).toBe(Infinity);
    expect(pace.wait(0)).toBe(0);
  });
});
