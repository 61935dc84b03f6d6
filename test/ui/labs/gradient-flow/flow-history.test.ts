import { describe, expect, it } from 'vitest';
import { FlowHistory } from '../../../../src/ui/labs/gradient-flow/flow-history.ts';

const filled = (frames: number): FlowHistory => {
  const history = new FlowHistory();
  for (let step = 0; step < frames; step++) history.add({ step, readings: [] });
  return history;
};
const steps = (history: FlowHistory) => history.frames.map(({ step }) => step);

describe('the frames of a run', () => {
  it('are all there while they are few', () => {
    expect(steps(filled(5))).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([401, 402, 900, 1601, 5000])(
    'stay few of %i, evenly from the first to the newest',
    (count) => {
      const kept = steps(filled(count));
      expect(kept.length).toBeGreaterThan(190);
      expect(kept.length).toBeLessThanOrEqual(402);
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(count - 1);
      const gaps = kept.slice(1, -1).map((step, at) => step - kept[at]);
      expect(new Set(gaps).size).toBe(1);
    },
  );

  it('begin anew', () => {
    const history = filled(1000);
    history.clear();
    history.add({ step: 0, readings: [] });
    history.add({ step: 1, readings: [] });
    expect(steps(history)).toEqual([0, 1]);
  });
});
