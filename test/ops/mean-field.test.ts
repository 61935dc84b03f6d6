import { describe, expect, it, test } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { activations } from '../../src/ops/activations/index.ts';
import {
  activationMoments,
  criticalDeviation,
  depthFactor,
  gaussianMean,
} from '../../src/ops/mean-field.ts';

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

describe('the edge of chaos', () => {
  it.each([
    // Known in closed form: χ = σw²·E[φ′²] does not depend on the variance.
    ['linear', 0, 1],
    ['linear', 0.7, 1],
    ['relu', 0, Math.SQRT2],
    ['relu', 1, Math.SQRT2],
    ['leaky-relu', 0.5, Math.sqrt(2 / (1 + 0.01 ** 2))],
    // φ′(0) = 1, and without biases the variance is 0 there.
    ['tanh', 0, 1],
    ['sine', 0, 1],
    // Xiao et al. 2018, https://arxiv.org/abs/1806.05393, figure 1: (σw², σb²) = (1.05, 2.01e-5).
    ['tanh', Math.sqrt(2.01e-5), Math.sqrt(1.05)],
  ])('of %s with biases of deviation %d is at %d', (id, biases, wanted) => {
    expect(criticalDeviation(choice(id), biases) / wanted).toBeCloseTo(1, 2);
  });

  it('parts networks whose gradient vanishes from those where it explodes', () => {
    for (const id of ['tanh', 'sigmoid', 'selu', 'gelu']) {
      const edge = criticalDeviation(choice(id), 0.3);
      expect(depthFactor(choice(id), 0.9 * edge, 0.3)).toBeLessThan(1);
      expect(depthFactor(choice(id), 1.1 * edge, 0.3)).toBeGreaterThan(1);
    }
  });

  it('needs a gain of sigmoid that nobody would take by chance', () => {
    expect(criticalDeviation(choice('sigmoid'), 0)).toBeGreaterThan(10);
  });
});
