import { describe, expect, it } from 'vitest';
import type { RaceSummary } from '../../../../../src/speed/race-handle.ts';
import {
  emptyLanes,
  placeOf,
  type Lane,
} from '../../../../../src/ui/labs/speed/race/race-run.ts';
import {
  behindSentences,
  curvesSentence,
  laneStatus,
  winnerSentence,
} from '../../../../../src/ui/labs/speed/race/race-words.ts';
import { DEFAULT_RACE } from '../../../../../src/state/race-options.ts';

const summary: RaceSummary = {
  arrivals: [{ engine: 'webgpu', step: 4200, loss: 0.0499, clock: 3200 }],
  commonSteps: 133,
  lossDifference: 3.2e-5,
};
const lane = (engine: string, change: Partial<Lane> = {}): Lane => ({
  ...emptyLanes({ ...DEFAULT_RACE, engines: [engine] })[0],
  adapter: 'somewhere',
  parity: 2e-7,
  firstUse: 41,
  ...change,
});

describe('the words of a race', () => {
  it('name the winner in one sentence', () => {
    expect(winnerSentence(summary, 0.05)).toBe(
      'Nabla, WebGPU arrived first: loss 0.0499 after 3.20 s and 4,200 steps.',
    );
    expect(winnerSentence({ ...summary, arrivals: [] }, 0.05)).toBe(
      'No engine came to a loss of 0.05.',
    );
  });

  it('say how much longer the others need', () => {
    const first = lane('webgpu', { step: 4000, clock: 3200 });
    expect(
      behindSentences(summary, [
        first,
        lane('cpu', { step: 2000, steps: [1000, 2000], clock: 3840 }),
        lane('tfjs-cpu', { step: 4010, steps: [4010], clock: 3210 }),
        lane('jax-wasm', { refused: 'It cannot.' }),
      ]),
    ).toEqual([
      'Nabla, CPU took 2,000 steps in 3.84 s: it needs 2.4 times as long.',
      'TensorFlow.js, CPU took 4,010 steps in 3.21 s: the same pace.',
    ]);
    expect(behindSentences({ ...summary, arrivals: [] }, [first])).toEqual([]);
  });

  it('say whether the curves coincide, and no more than was seen', () => {
    expect(curvesSentence(summary)).toBe(
      'The curves coincide: at 133 common steps they differ by at most 3.2e-5 of the loss.',
    );
    expect(curvesSentence({ ...summary, lossDifference: 0 })).toContain('they are equal');
    expect(curvesSentence({ ...summary, lossDifference: 0.12 })).toMatch(
      /^The curves part/,
    );
    expect(curvesSentence({ ...summary, lossDifference: null })).toContain(
      'no two curves',
    );
  });

  it('tell what became of each runner', () => {
    expect(laneStatus(lane('cpu', { refused: 'It is wrong.' }), null, 0.1)).toBe(
      'Does not start: It is wrong.',
    );
    expect(laneStatus(lane('cpu', { refused: 'It broke.', step: 9 }), null, 0.1)).toBe(
      'Out: It broke.',
    );
    expect(laneStatus(lane('cpu', { step: 9 }), 2, 0.1)).toMatch(
      /^Arrived, 2nd\. Gradients within 2\.0e-7 of the reference/,
    );
    expect(laneStatus(lane('cpu', { step: 9 }), null, 0.1)).toMatch(
      /^To a loss of 0\.1\./,
    );
    expect(laneStatus(lane('cpu', { adapter: null }), null, 0.1)).toBe('Not loaded yet');
  });

  it('give a place to who arrived only', () => {
    expect(placeOf('webgpu', summary.arrivals)).toBe(1);
    expect(placeOf('cpu', summary.arrivals)).toBeNull();
    expect(placeOf('cpu', undefined)).toBeNull();
  });
});
