import { describe, expect, it } from 'vitest';
import { losses } from '../../src/ops/losses/index.ts';
import type { ElementwiseLoss } from '../../src/ops/losses/index.ts';
import {
  centralDifference,
  pointsBetween,
  relativeError,
  soleDefault,
} from './support.ts';

const elementwise = losses.entries.filter(
  (entry) => entry.kind === 'elementwise',
) as readonly ElementwiseLoss[];

describe.each(elementwise.map((entry) => [entry.id, entry] as const))(
  '%s',
  (_id, { value, derivative, parameters }) => {
    it('has the derivative that central differences give', () => {
      const parameter = soleDefault(parameters);
      for (const target of [0, 1, 0.3])
        for (const u of pointsBetween(-5, 5, 100)) {
          // Huber's second derivative jumps where |u − t| = δ.
          if (parameter && Math.abs(Math.abs(u - target) - parameter) < 0.01) continue;
          const difference = centralDifference((at) => value(at, target, parameter), u);
          // One unit in the last place of values up to 36 is 7e-15; over h, and with the factors
          // of the extrapolation, 5 times 7e-12.
          expect(
            Math.abs(derivative(u, target, parameter) - difference),
            `u = ${u}, t = ${target}`,
          ).toBeLessThan(3.5e-11);
        }
    });
  },
);

describe('binary cross-entropy', () => {
  const { value, derivative } = losses.get('binary-cross-entropy') as ElementwiseLoss;
  const tiny = Math.exp(-40);

  it.each([
    [40, 1, tiny, -tiny],
    [-40, 0, tiny, tiny],
    [-40, 1, 40, -1],
    [1e4, 0, 1e4, 1],
    [-1e4, 1, 1e4, -1],
    [0, 1, Math.LN2, -0.5],
  ])('of logit %f and target %f', (u, target, loss, slope) => {
    // A few units in the last place.
    expect(relativeError(value(u, target, 0), loss)).toBeLessThan(1e-15);
    expect(relativeError(derivative(u, target, 0), slope)).toBeLessThan(1e-15);
  });
});

describe('huber', () => {
  const { value, derivative } = losses.get('huber') as ElementwiseLoss;

  it('is a parabola inside and a line outside, as torch.nn.HuberLoss', () => {
    expect(value(0.5, 0, 1)).toBe(0.125);
    expect(value(3, 0, 1)).toBe(2.5);
    expect(value(-3, 0, 2)).toBe(4);
    expect(derivative(-3, 0, 2)).toBe(-2);
    expect(value(2, 0, 2)).toBe(2);
  });
});
