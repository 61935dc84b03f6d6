import { describe, expect, it } from 'vitest';
import { LossHistory } from '../../../src/ui/run/loss-history.ts';

const ramp = (from: number, count: number) =>
  Float64Array.from({ length: count }, (_, index) => from + index);

describe('LossHistory', () => {
  it('keeps each step while there is room', () => {
    const history = new LossHistory(8);
    history.addBatchLosses(0, ramp(0, 3));
    expect(history.columns()).toEqual({
      steps: [0, 1, 2],
      batch: [0, 1, 2],
      train: [null, null, null],
      test: [null, null, null],
    });
  });

  it('stays within its capacity for any number of steps, and keeps the mean', () => {
    const history = new LossHistory(8);
    for (let step = 0; step < 1000; step += 10)
      history.addBatchLosses(step, ramp(step, 10));
    const { steps, batch } = history.columns();
    expect(steps.length).toBeLessThan(8);
    // On a ramp the mean of a bucket is the loss at its middle, where the bucket stands.
    expect(batch).toEqual(steps);
  });

  it('merges evaluations into the row of steps', () => {
    const history = new LossHistory(8);
    history.addBatchLosses(0, ramp(5, 3));
    history.addEvaluation(0, 1, 2);
    history.addEvaluation(2.5, 3, 4);
    history.addEvaluation(9, 5, 6);
    expect(history.columns()).toEqual({
      steps: [0, 1, 2, 2.5, 9],
      batch: [5, 6, 7, null, null],
      train: [1, null, null, 3, 5],
      test: [2, null, null, 4, 6],
    });
  });

  it('has no point where a loss is no number', () => {
    const history = new LossHistory(8);
    history.addEvaluation(0, 1, NaN);
    expect(history.columns().test).toEqual([null]);
  });

  it('forgets what came after a step to which the run went back', () => {
    const history = new LossHistory(16);
    history.addBatchLosses(0, ramp(0, 10));
    history.addEvaluation(3, 1, 1);
    history.addEvaluation(8, 2, 2);
    history.addBatchLosses(4, ramp(100, 2));
    const { steps, batch, train } = history.columns();
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
    expect(batch).toEqual([0, 1, 2, 3, 100, 101]);
    expect(train).toEqual([null, null, null, 1, null, null]);
  });

  it('is empty after it was cleared', () => {
    const history = new LossHistory(8);
    history.addBatchLosses(0, ramp(0, 20));
    history.addEvaluation(20, 1, 1);
    history.clear();
    expect(history.columns().steps).toEqual([]);
  });
});
