import { describe, expect, it } from 'vitest';
import {
  DistributionHistory,
  distributionOf,
  KEPT_SAMPLES,
} from '../../../../../../src/ui/labs/train/tools/distributions/distribution-history.ts';
import {
  figuresOf,
  readingAt,
  summaryOf,
} from '../../../../../../src/ui/labs/train/tools/distributions/distribution-words.ts';

describe('the history of distributions', () => {
  it('keeps the last samples of each layer', () => {
    const history = new DistributionHistory();
    for (let step = 0; step < KEPT_SAMPLES + 50; step++)
      history.add(step, [[step], [-1, 1]]);
    expect(history.steps).toHaveLength(KEPT_SAMPLES);
    expect(history.steps[0]).toBe(50);
    expect(history.columns(1, 'linear')).toHaveLength(KEPT_SAMPLES);
    expect(history.latest[0].counts.mean).toBe(KEPT_SAMPLES + 49);
  });

  it('replaces a sample of the same step: parameters may have been edited', () => {
    const history = new DistributionHistory();
    history.add(3, [[1]]);
    history.add(3, [[2]]);
    expect(history.steps).toEqual([3]);
    expect(history.latest[0].counts.mean).toBe(2);
  });

  it('starts anew where the run or the network does', () => {
    const history = new DistributionHistory();
    history.add(8, [[1]]);
    history.add(9, [[1]]);
    history.add(0, [[1]]);
    expect(history.steps).toEqual([0]);
    history.add(1, [[1], [2]]);
    expect(history.steps).toEqual([1]);
    expect(history.columns(1, 'log')).toHaveLength(1);
  });

  it('has one axis for all samples', () => {
    const history = new DistributionHistory();
    history.add(0, [[0.1]]);
    history.add(1, [[7]]);
    history.add(2, [[0.2]]);
    expect(history.scale(0, 'linear')).toMatchObject({ limit: 8 });
    expect(history.scale(0, 'log')).toMatchObject({ high: 1 });
  });

  it('keeps shares to the precision of a colour', () => {
    const history = new DistributionHistory();
    history.add(0, [[1, 1, 1, -1]]);
    const [{ bins }] = history.columns(0, 'linear');
    expect((bins[bins.length - 1] / 255) ** 2).toBeCloseTo(0.75, 2);
    expect((bins[0] / 255) ** 2).toBeCloseTo(0.25, 2);
  });

  it('looks at a part of very many values, and says so', () => {
    const values = new Float32Array(1e5).fill(0.5);
    const latest = distributionOf(values, 1000);
    expect(latest.stride).toBe(100);
    expect(latest.counts.total).toBe(1000);
    expect(summaryOf(latest)).toContain('1 value in 100');
  });
});

describe('the words about a distribution', () => {
  const latest = distributionOf([0, 0, 1, -1]);

  it('are its figures', () => {
    expect(figuresOf(latest)).toEqual(['0', '0.7071', '−1.0000', '1.0000', '50.0 %']);
    expect(summaryOf(latest)).toBe('mean 0, deviation 0.7071, 50.0 % exactly 0');
    expect(figuresOf(distributionOf([]))).toEqual(['–', '–', '–', '–', '–']);
    expect(summaryOf(distributionOf([NaN, 1]))).toContain('1 not finite');
  });

  it('tell how many values lie at a place of the axis', () => {
    const { scale } = latest.linear;
    expect(readingAt(latest, scale, 0.99)).toBe('0.9583 to 1.0000: 1 of 4 (25.0 %).');
    expect(readingAt(latest, scale, -0.5)).toContain('0 of 4 (0.0 %)');
    const { scale: log } = latest.log;
    expect(readingAt(latest, log, 0)).toMatch(/^Exactly 0: 2 of 4 \(50.0 %\)/);
    // The axis of the past may be wider than the newest sample is.
    const wide = { kind: 'linear', limit: 4 } as const;
    expect(readingAt(latest, wide, 0.9)).toMatch(/^Beyond 1.0000: 0 of 4/);
  });
});
