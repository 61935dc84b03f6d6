import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binEdges,
  binOfValue,
  linearHistogram,
  LINEAR_BINS,
  logHistogram,
} from '../../../../../../src/ui/labs/train/tools/distributions/histogram.ts';
import {
  countValues,
  magnitudeQuantile,
} from '../../../../../../src/ui/labs/train/tools/distributions/value-counts.ts';
import {
  placeOf,
  scaleFor,
  uniteScales,
  valueAt,
  valueTicks,
  type ValueScale,
} from '../../../../../../src/ui/labs/train/tools/distributions/value-scale.ts';

const linearOf = (values: readonly number[]) => {
  const counts = countValues(values);
  const scale = scaleFor(counts, 'linear');
  return linearHistogram(values, counts, (scale as { limit: number }).limit);
};
const logOf = (values: readonly number[]) => {
  const counts = countValues(values);
  const scale = scaleFor(counts, 'log');
  return logHistogram(counts, scale as Extract<ValueScale, { kind: 'log' }>);
};
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('countValues', () => {
  it('has the moments of the finite values, and counts zeros and others apart', () => {
    const counts = countValues([1, 3, 0, -4, NaN, Infinity, -0]);
    expect(counts).toMatchObject({ total: 7, zeros: 2, notFinite: 2 });
    expect(counts.mean).toBe(0);
    expect(counts.deviation).toBeCloseTo(Math.sqrt(26 / 5), 12);
    expect([counts.minimum, counts.maximum]).toEqual([-4, 3]);
    expect([sum(counts.negative), sum(counts.positive)]).toEqual([1, 2]);
  });

  it('keeps a small deviation from a great mean', () => {
    const { mean, deviation } = countValues([1e8 - 1, 1e8 + 1]);
    expect(mean).toBe(1e8);
    expect(deviation).toBe(1);
  });

  it('has no moments of nothing', () => {
    const { total, mean, deviation, minimum } = countValues([]);
    expect(total).toBe(0);
    expect([mean, deviation, minimum]).toEqual([NaN, NaN, NaN]);
  });

  it('looks at each n-th value only where it is told to', () => {
    expect(countValues([1, 0, 1, 0, 1], 2)).toMatchObject({ total: 3, zeros: 0 });
  });

  it('tells magnitudes apart down to the smallest float32', () => {
    const quantile = magnitudeQuantile(countValues([1e-45, 1e-30, -1e-30]), 1);
    expect(quantile).toBeGreaterThanOrEqual(-30);
    expect(quantile).toBeLessThan(-29.9);
    expect(magnitudeQuantile(countValues([0, 0]), 0.5)).toBeNull();
  });
});

describe('the scale of a linear axis', () => {
  it('is round and symmetric', () => {
    expect(scaleFor(countValues([-0.9, 0.2]), 'linear')).toEqual({
      kind: 'linear',
      limit: 1,
    });
    expect(scaleFor(countValues([2.9]), 'linear')).toEqual({ kind: 'linear', limit: 3 });
    expect(scaleFor(countValues([1e-30]), 'linear')).toEqual({
      kind: 'linear',
      limit: 1e-30,
    });
  });

  it('does not follow a single far value', () => {
    const values = Array.from({ length: 999 }, (_, i) => (i - 499) / 500);
    const histogram = linearOf([...values, 1e6]);
    expect(histogram.scale).toMatchObject({ limit: 1 });
    expect(histogram.above).toBe(1);
  });

  it('is about 1 for nothing, for zeros, and for what is not finite', () => {
    for (const values of [[], [0, 0], [NaN, Infinity]])
      expect(scaleFor(countValues(values), 'linear')).toEqual({
        kind: 'linear',
        limit: 1,
      });
  });
});

describe('the scale of a logarithmic axis', () => {
  it('holds whole decades of what there is, at least three', () => {
    expect(scaleFor(countValues([0.02, -0.03]), 'log')).toEqual({
      kind: 'log',
      low: -4,
      high: -1,
    });
    expect(scaleFor(countValues([1e-30, 1e-22]), 'log')).toMatchObject({ low: -30 });
    expect(scaleFor(countValues([]), 'log')).toEqual({ kind: 'log', low: -3, high: 0 });
  });

  it('leaves out the smallest where they are too far from the greatest', () => {
    const scale = scaleFor(countValues([1e-40, 1]), 'log');
    expect(scale).toMatchObject({ high: 1, low: -23 });
    expect(logOf([1e-40, 1]).tiny).toBe(1);
  });
});

describe('a histogram', () => {
  it.each([
    ['mixed', [0.5, -0.25, 0, 1e-30, -1e-30, 7]],
    ['constant', [0.1, 0.1, 0.1]],
    ['a single value', [-3]],
    ['zeros', [0, -0]],
    ['tiny', [1e-30, 2e-30, -5e-31]],
    ['not finite', [NaN, -Infinity, 1]],
    ['empty', []],
  ])('loses no value: %s', (_, values) => {
    for (const histogram of [linearOf(values), logOf(values)]) {
      const { bins, zeros, below, above, tiny, notFinite, total } = histogram;
      expect(sum(bins) + zeros + below + above + tiny + notFinite).toBe(values.length);
      expect(total).toBe(values.length);
    }
  });

  it('loses no value, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.float()), (values) => {
        for (const histogram of [linearOf(values), logOf(values)]) {
          const { bins, zeros, below, above, tiny, notFinite } = histogram;
          expect(sum(bins) + zeros + below + above + tiny + notFinite).toBe(
            values.length,
          );
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('counts a constant in the one bin that holds it', () => {
    for (const value of [0.1, -0.1, 1e-30, -3e20])
      for (const { bins, scale } of [linearOf([value, value]), logOf([value, value])]) {
        const full = bins.indexOf(2);
        const [low, high] = binEdges(full, bins.length, scale);
        const rounding = 1e-9 * Math.abs(value);
        expect(low).toBeLessThanOrEqual(value + rounding);
        expect(high).toBeGreaterThanOrEqual(value - rounding);
      }
  });

  it('puts values of both signs on their sides, mirrored', () => {
    const values = [0.001, 0.02, 0.3, 0.9];
    for (const of of [linearOf, logOf]) {
      const positive = of(values).bins;
      const negative = of(values.map((value) => -value)).bins;
      expect(sum(positive.subarray(0, positive.length / 2))).toBe(0);
      expect([...negative].reverse()).toEqual([...positive]);
    }
  });

  it('has the bins of a linear axis at equal widths', () => {
    const { bins, scale } = linearOf([-1, 1, 0.5]);
    expect(bins).toHaveLength(LINEAR_BINS);
    expect(binEdges(0, LINEAR_BINS, scale)[0]).toBe(-1);
    expect(binEdges(LINEAR_BINS - 1, LINEAR_BINS, scale)[1]).toBe(1);
    expect(bins[0]).toBe(1);
    expect(bins[LINEAR_BINS - 1]).toBe(1);
    expect(bins[LINEAR_BINS * 0.75]).toBe(1);
  });

  it('finds the bin of a value', () => {
    const scale = { kind: 'log', low: -3, high: 0 } as const;
    for (let bin = 0; bin < 24; bin++) {
      const [low, high] = binEdges(bin, 24, scale);
      expect(low).toBeLessThan(high);
      expect(binOfValue((low + high) / 2, 24, scale)).toBe(bin);
    }
    expect(binOfValue(0, 24, scale)).toBe('middle');
    expect(binOfValue(1e-9, 24, scale)).toBe('middle');
    expect(binOfValue(-20, 24, scale)).toBeNull();
  });
});

describe('the axis', () => {
  const scales: ValueScale[] = [
    { kind: 'linear', limit: 2 },
    { kind: 'log', low: -9, high: 1 },
  ];

  it('has its values where it says', () => {
    for (const scale of scales)
      for (const place of [-1, -0.5, 0.3, 1])
        expect(placeOf(valueAt(place, scale), scale)).toBeCloseTo(place, 9);
  });

  it('has ticks of both signs and at 0', () => {
    for (const scale of scales) {
      const ticks = valueTicks(scale, 9);
      expect(ticks.length).toBeGreaterThan(2);
      expect(ticks.length).toBeLessThan(14);
      expect(ticks.find(({ place }) => place === 0)?.label).toBe('0');
      for (const { place, label } of ticks) expect(label.startsWith('−')).toBe(place < 0);
    }
    expect(valueTicks(scales[1], 5).map(({ label }) => label)).toContain('−10¹');
  });

  it('holds two scales in one', () => {
    expect(uniteScales(scales[0], { kind: 'linear', limit: 5 })).toMatchObject({
      limit: 5,
    });
    expect(uniteScales(scales[1], { kind: 'log', low: -4, high: 3 })).toEqual({
      kind: 'log',
      low: -9,
      high: 3,
    });
  });
});
