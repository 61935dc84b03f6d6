import { describe, expect, it, test } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { activationMoments, gaussianMean } from '../../src/ops/mean-field.ts';

const choice = (id: string) => choose(activations.get(id));

describe('the mean over a Gaussian', () => {
  it.each([1e-6, 0.3, 1, 7, 400])('has the moments of variance %d', (q) => {
    expect(gaussianMean(() => 1, q)).toBeCloseTo(1, 14);
    expect(gaussianMean((x) => x * x, q) / q).toBeCloseTo(1, 12);
    expect(gaussianMean((x) => x ** 4, q) / (3 * q * q)).toBeCloseTo(1, 12);
    expect(gaussianMean(Math.abs, q) / Math.sqrt((2 * q) / Math.PI)).toBeCloseTo(1, 3);
  });
});

describe('what an activation makes of it', () => {
  it.each([0.01, 1, 25, 2500])('sine, variance %d, in closed form', (q) => {
    const { meanSquare, meanSquareSlope } = activationMoments(choice('sine'), q);
    expect(meanSquare).toBeCloseTo((1 - Math.exp(-2 * q)) / 2, 10);
    expect(meanSquareSlope).toBeCloseTo((1 + Math.exp(-2 * q)) / 2, 10);
  });

  it.each([0.01, 1, 2500])('ReLU, variance %d, half of it', (q) => {
    const { meanSquare, meanSquareSlope } = activationMoments(choice('relu'), q);
    expect(meanSquare / q).toBeCloseTo(0.5, 12);
    expect(meanSquareSlope).toBeCloseTo(0.5, 12);
  });
});

test('the slope of sigmoid is at most a quarter, and known where it is looked up', () => {
  const { df } = activations.get('sigmoid');
  const known = { '-10': 4.54e-5, '-5': 6.648e-3, 0: 0.25, 5: 6.648e-3, 10: 4.54e-5 };
  for (const [z, slope] of Object.entries(known))
    expect(df(Number(z), 0) / slope).toBeCloseTo(1, 3);
});
