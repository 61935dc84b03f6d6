import { describe, expect, it } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { OPTIMIZER_SCALARS, optimizers } from '../../src/ops/optimizers/index.ts';

const GRADIENTS = [0.5, -1, 2];

/** Parameters after each of three steps from 1 with the gradients above, η = 0.1. */
function trajectory(id: string, given: Record<string, number> = {}): number[] {
  const entry = optimizers.get(id);
  const choice = choose(entry, { learningRate: 0.1, ...given });
  const parameter = Float64Array.of(1);
  const slots = entry.slots.map(() => new Float64Array(1));
  const change = new Float64Array(1);
  return GRADIENTS.map((gradient, step) => {
    const scalars = entry.scalars(choice, 0.1, step);
    entry.update(parameter, Float64Array.of(gradient), slots, scalars, change);
    parameter[0] += change[0];
    return parameter[0];
  });
}

/** Float64 arithmetic in another order: a few units in the last place. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-14));
}

describe('the first three steps', () => {
  it('of SGD', () => expectClose(trajectory('sgd'), [0.95, 1.05, 0.85]));

  it('of momentum', () => {
    // v = 0.5, 0.9·0.5 − 1 = −0.55, 0.9·(−0.55) + 2 = 1.505
    expectClose(trajectory('momentum'), [0.95, 1.005, 0.8545]);
  });

  it('of Nesterov', () => {
    // g + 0.9v = 0.95, −1.495, 3.3545
    expectClose(trajectory('nesterov'), [0.905, 1.0545, 0.71905]);
  });

  it('of RMSProp', () => {
    // s = 0.01·0.25, 0.99·0.0025 + 0.01, 0.99·0.012475 + 0.04
    const roots = [0.0025, 0.012475, 0.05235025].map(Math.sqrt);
    const moves = GRADIENTS.map((g, i) => (0.1 * g) / (roots[i] + 1e-8));
    expectClose(trajectory('rmsprop'), partialSums(1, moves));
  });

  it('of Adam', () => expectClose(trajectory('adam'), partialSums(1, adamMoves(0.9))));

  it('of Adam without memory of the mean, where only the sign of g counts at first', () => {
    expectClose(trajectory('adam', { beta1: 0 }), partialSums(1, adamMoves(0)));
    expect(trajectory('adam', { beta1: 0 })[0]).toBeCloseTo(0.9, 8);
  });

  it('of AdamW', () => {
    let w = 1;
    const expected = adamMoves(0.9).map((move) => (w = w * (1 - 0.1 * 0.2) - move));
    expectClose(trajectory('adamw', { weightDecay: 0.2 }), expected);
  });
});

/** Adam's moves by its sums written out: m̂ = Σ β^(t−i)(1 − β)gᵢ / (1 − βᵗ), v̂ alike. */
function adamMoves(beta1: number): number[] {
  const average = (beta: number, t: number, of: (g: number) => number) =>
    GRADIENTS.slice(0, t).reduce(
      (sum, g, i) => sum + beta ** (t - 1 - i) * (1 - beta) * of(g),
      0,
    ) /
    (1 - beta ** t);
  return GRADIENTS.map((_, i) => {
    const m = average(beta1, i + 1, (g) => g);
    const v = average(0.999, i + 1, (g) => g * g);
    return (0.1 * m) / (Math.sqrt(v) + 1e-8);
  });
}

function partialSums(start: number, moves: readonly number[]): number[] {
  return moves.map((_, i) => moves.slice(0, i + 1).reduce((w, move) => w - move, start));
}

describe.each(optimizers.entries.map((entry) => [entry.id, entry] as const))(
  '%s',
  (_id, entry) => {
    it('fits the room for scalars and slots and has a learning rate', () => {
      const scalars = entry.scalars(choose(entry), 0.1, 0);
      expect(scalars.length).toBeLessThanOrEqual(OPTIMIZER_SCALARS);
      expect(entry.slots.length).toBeLessThanOrEqual(2);
      expect(entry.parameters.learningRate).toMatchObject({
        minimum: 0,
        exclusiveMinimum: true,
        maximum: 1000,
        scale: 'log',
      });
    });

    it('has finite scalars in the first and the millionth step', () => {
      for (const step of [0, 1_000_000])
        for (const scalar of entry.scalars(choose(entry), 0.1, step))
          expect(Number.isFinite(scalar)).toBe(true);
    });

    it('does not move where the gradient has always been 0', () => {
      const slots = entry.slots.map(() => new Float64Array(1));
      const change = new Float64Array(1);
      const scalars = entry.scalars(choose(entry), 0.1, 0);
      entry.update(Float64Array.of(0), Float64Array.of(0), slots, scalars, change);
      expect(change[0]).toBeCloseTo(0, 15);
    });
  },
);
