import { describe, expect, it } from 'vitest';
import {
  describeGradients,
  gradientBars,
  superscript,
} from '../../../src/ui/charts/gradient-bars.ts';
import { layerAt } from '../../../src/ui/charts/gradient-painter.ts';
import { metricsWithNorms } from '../support/fake-session.ts';

describe('gradientBars', () => {
  it('places norms on one logarithmic axis', () => {
    const { bars, decades } = gradientBars(metricsWithNorms([1e-6, 1e-3, 1]));
    expect(decades).toEqual([-7, 1]);
    expect(bars.map(({ length }) => length)).toEqual([1 / 8, 4 / 8, 7 / 8]);
  });

  it('gives a gradient of zero no length', () => {
    expect(gradientBars(metricsWithNorms([0, 1])).bars[0].length).toBe(0);
  });

  it('keeps a gradient far below the smallest float32 visible', () => {
    const { bars, spread } = gradientBars(metricsWithNorms([1e-60, 1]));
    expect(bars[0].length).toBeGreaterThan(0);
    expect(spread).toBeCloseTo(1e60, -58);
  });
});

describe('describeGradients', () => {
  const describeNorms = (norms: number[]) =>
    describeGradients(gradientBars(metricsWithNorms(norms)));

  it('names vanishing and exploding gradients with their factor', () => {
    expect(describeNorms([1e-9, 1e-4, 1])).toBe(
      'Vanishing: about 10⁹ times smaller at the input.',
    );
    expect(describeNorms([1e6, 1])).toContain('Exploding');
  });

  it('says when nothing arrives, and when all is well', () => {
    expect(describeNorms([0, 1])).toBe('No gradient reaches layer 1.');
    expect(describeNorms([0.5, 1])).toBe('All layers within a factor of 2.');
  });
});

it('writes exponents in raised digits', () => {
  expect(superscript(-15)).toBe('⁻¹⁵');
});

it('finds the layer under the pointer', () => {
  expect(layerAt(42, 2, 400, '11px sans-serif')).toBe(0);
  expect(layerAt(42 + 97, 2, 400, '11px sans-serif')).toBe(1);
  expect(layerAt(399, 2, 400, '11px sans-serif')).toBeNull();
  expect(layerAt(2, 2, 400, '11px sans-serif')).toBeNull();
});
