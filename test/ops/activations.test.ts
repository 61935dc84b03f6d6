import { describe, expect, it } from 'vitest';
import { activations } from '../../src/ops/activations/index.ts';
import {
  centralDifference,
  pointsBetween,
  relativeError,
  soleDefault,
} from './support.ts';

// Where each derivative is 0; relative precision cannot be asked for next to it.
const ROOTS: Record<string, readonly number[]> = {
  silu: [-1.2784645427610738],
  gelu: [-0.7517916243852],
  sine: [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5].map((n) => n * Math.PI),
};
const KINKS = ['relu', 'leaky-relu', 'elu', 'selu'];

describe.each(activations.entries.map((entry) => [entry.id, entry] as const))(
  '%s',
  (id, { f, df, parameters }) => {
    const alphas = Object.keys(parameters).length ? [0.01, 0.3, 1] : [0];

    it('has the derivative that central differences give', () => {
      for (const alpha of [...alphas, soleDefault(parameters)])
        for (const x of pointsBetween(-8, 8, 200)) {
          if (KINKS.includes(id) && Math.abs(x) < 0.01) continue;
          if (ROOTS[id]?.some((root) => Math.abs(x - root) < 0.05)) continue;
          const difference = centralDifference((at) => f(at, alpha), x);
          // Rounding of f near 1 costs 1e-16/h = 1e-13 absolute in the difference quotient
          // (a few times that where |f| is 8), and truncation h⁴ times the fifth derivative
          // is about as much again, relative to f′.
          const bound = 1e-10 * Math.abs(difference) + 4e-12;
          expect(Math.abs(df(x, alpha) - difference), `x = ${x}`).toBeLessThan(bound);
        }
    });

    it('stays finite far out', () => {
      for (const alpha of alphas)
        for (const x of [-1e4, -750, -40, 0, 40, 750, 1e4]) {
          expect(Number.isFinite(f(x, alpha)), `f(${x})`).toBe(true);
          expect(Number.isFinite(df(x, alpha)), `df(${x})`).toBe(true);
        }
    });
  },
);

/** Checks f and df of `id` at x against analytic limits, to a few units in the last place. */
function expectLimits(
  id: string,
  x: number,
  limits: { f?: number; df?: number },
  alpha = 0,
): void {
  const { f, df } = activations.get(id);
  if (limits.f !== undefined)
    expect(relativeError(f(x, alpha), limits.f)).toBeLessThan(1e-12);
  if (limits.df !== undefined)
    expect(relativeError(df(x, alpha), limits.df)).toBeLessThan(1e-12);
}

describe('in saturation', () => {
  const tiny = Math.exp(-40);

  it('keeps the precision of sigmoid and tanh', () => {
    expectLimits('sigmoid', 40, { f: 1, df: tiny });
    expectLimits('sigmoid', -40, { f: tiny, df: tiny });
    expectLimits('sigmoid', -700, { f: Math.exp(-700), df: Math.exp(-700) });
    expectLimits('tanh', 20, { f: 1, df: 4 * tiny });
    expectLimits('tanh', -20, { f: -1, df: 4 * tiny });
  });

  it('keeps the precision of softplus and silu', () => {
    expectLimits('softplus', -40, { f: tiny, df: tiny });
    expectLimits('softplus', 40, { f: 40, df: 1 });
    expectLimits('silu', -40, { f: -40 * tiny, df: -39 * tiny });
    expectLimits('silu', 40, { f: 40, df: 1 });
  });

  it('keeps the precision of elu and selu on both ends', () => {
    expectLimits('elu', -40, { f: -1, df: tiny }, 1);
    expectLimits('elu', -1e-12, { f: -1e-12 }, 1);
    expectLimits('selu', -40, { f: -1.7580993408473766, df: 1.7580993408473766 * tiny });
    expectLimits('selu', 3, { df: 1.0507009873554805 });
  });

  it('keeps the precision of gelu', () => {
    // 10·Φ(−10) and Φ(−10) − 10·φ(10), from 30-digit arithmetic.
    expectLimits('gelu', -10, {
      f: -7.6198530241605261e-23,
      df: -7.6184000964648141e-22,
    });
    expectLimits('gelu', 10, { f: 10, df: 1 });
    expectLimits('gelu', 1, { f: 0.84134474606854295 });
  });
});

describe('the point 0', () => {
  it.each([
    ['relu', 0, 0],
    ['leaky-relu', 0.2, 0.2],
    ['elu', 0.7, 0.7],
    ['sigmoid', 0, 0.25],
    ['tanh', 0, 1],
    ['softplus', 0, 0.5],
    ['silu', 0, 0.5],
    ['gelu', 0, 0.5],
    ['sine', 0, 1],
    ['linear', 0, 1],
  ])('has the derivative of PyTorch: %s', (id, alpha, slope) => {
    expect(activations.get(id).df(0, alpha)).toBeCloseTo(slope, 15);
  });
});

it('names the known activations when asked for another', () => {
  expect(() => activations.get('softmaxx')).toThrow(
    /There is no activation "softmaxx"; known are "linear", .* or "sine"/,
  );
});
