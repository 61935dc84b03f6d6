import { beforeEach, describe, expect, it } from 'vitest';
import { StopWatch } from '../../../src/ui/run/stop-watch.ts';

const evaluation = (step: number, test: number, train = test, accuracy = 0.5) => ({
  step,
  train: { loss: train, accuracy },
  test: { loss: test, accuracy },
  trainCount: 10,
  testCount: 10,
});

let watch: StopWatch;
beforeEach(() => {
  watch = new StopWatch();
});

/** What the watch says to each test loss, an evaluation every ten steps. */
const observe = (...losses: number[]) =>
  losses.map((loss, at) =>
    watch.observe({
      step: 10 * at,
      stepsPerEpoch: 25,
      evaluations: [evaluation(10 * at, loss)],
    }),
  );

describe('a run', () => {
  it('never ends without conditions', () => {
    expect(observe(1, 2, 3, NaN, 0)).toEqual([null, null, null, null, null]);
    expect(watch.stepLimit(25)).toBe(Infinity);
  });

  it('ends after its steps or epochs, whichever come first', () => {
    watch.conditions = { steps: 100, epochs: 3 };
    expect(watch.stepLimit(25)).toBe(75);
    expect(watch.stepLimit(40.5)).toBe(100);
    expect(watch.stepLimit(12.5)).toBe(38);
    const at = (step: number) =>
      watch.observe({ step, stepsPerEpoch: 25, evaluations: [] });
    expect(at(74)).toBeNull();
    expect(at(75)).toBe('The run has paused: 3 epochs are over.');
    expect(watch.stepLimit(25)).toBe(100);
    expect(at(1000)).toBe('The run has paused: 1,000 steps are taken.');
    expect(at(2000)).toBeNull();
  });

  it('ends when a loss is below its bound, not at it', () => {
    watch.conditions = { testLoss: 0.1 };
    expect(observe(0.5, 0.1, 0.09)).toEqual([
      null,
      null,
      'The run has paused: the test loss is below 0.1 (0.0900 in step 20).',
    ]);
  });

  it('ends when the accuracy is at least its bound, and names all that is met', () => {
    watch.conditions = { accuracy: 0.9, trainLoss: 1 };
    const observed = watch.observe({
      step: 1200,
      stepsPerEpoch: 25,
      evaluations: [evaluation(1100, 2, 2, 0.89), evaluation(1200, 0.5, 0.5, 0.9)],
    });
    expect(observed).toBe(
      'The run has paused: the training loss is below 1 (0.5000 in step 1,200), and ' +
        'the test accuracy is at least 90.0 % (90.0 % in step 1,200).',
    );
  });

  it('ends when the test loss has found no new minimum for long enough', () => {
    watch.conditions = { patience: 3 };
    const said = observe(0.5, 0.4, 0.41, 0.39, 0.39, 0.4, 0.6, 0.1);
    expect(said.slice(0, 6)).toEqual([null, null, null, null, null, null]);
    expect(said[6]).toBe(
      'The run has paused: the test loss has not been below 0.3900, its value in step 30, for 3 evaluations.',
    );
    expect(said[7]).toBeNull();
  });

  it('is not ended by what cannot be measured', () => {
    watch.conditions = { testLoss: 1, accuracy: 0.1, patience: 1 };
    const nothing = { ...evaluation(0, NaN, 0.5, NaN) };
    for (const step of [0, 10, 20])
      expect(
        watch.observe({ step, stepsPerEpoch: 25, evaluations: [{ ...nothing, step }] }),
      ).toBeNull();
  });
});

describe('a condition that was met', () => {
  it('counts again in the next run', () => {
    watch.conditions = { testLoss: 0.1 };
    expect(observe(0.05, 0.05)).toEqual([expect.any(String), null]);
    watch.restart();
    expect(observe(0.05)).toEqual([expect.any(String)]);
  });

  it('counts again once it is changed, and only it', () => {
    watch.conditions = { testLoss: 0.1, trainLoss: 0.1 };
    observe(0.05);
    watch.conditions = { testLoss: 0.1, trainLoss: 0.08 };
    expect(observe(0.05)).toEqual([expect.stringContaining('training loss')]);
  });
});
