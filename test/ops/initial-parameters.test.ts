import { describe, expect, it } from 'vitest';
import type { Plan, TensorRole } from '../../src/core/plan.ts';
import { initialParameters } from '../../src/ops/initial-parameters.ts';
import { planOf, type NetworkCase } from '../support/networks.ts';

const plan = (changes: Partial<NetworkCase> = {}) =>
  planOf({
    name: 'biases',
    inputs: 2,
    hidden: [30, 20],
    outputs: 3,
    batchSize: 4,
    ...changes,
  });

/** The initial values of all tensors in one of those roles. */
function valuesOf(of: Plan, ...roles: TensorRole[]): number[] {
  const parameters = initialParameters(of);
  return of.tensors
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ offset, size }) => [...parameters.subarray(offset, offset + size)]);
}

describe('initial biases', () => {
  it('are 0 unless they are given a deviation', () => {
    for (const biasDeviation of [undefined, 0])
      expect(new Set(valuesOf(plan({ biasDeviation }), 'bias'))).toEqual(new Set([0]));
  });

  it('have mean 0 and that deviation, in every layer', () => {
    for (const biasDeviation of [0.05, 3]) {
      const n = 1000;
      const sizes = { hidden: [n, n], inputs: 1, outputs: n };
      const wide = plan({ ...sizes, initializer: 'zeros', biasDeviation });
      const parameters = initialParameters(wide);
      for (const { bias } of wide.layers) {
        if (!bias) throw new Error('Every layer of this network has a bias.');
        const values = parameters.subarray(bias.offset, bias.offset + n);
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
        // Five standard errors: the mean's is √(σ²/n), the variance's of normal values σ²·√(2/n).
        const expected = biasDeviation ** 2;
        expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / n));
        expect(Math.abs(variance - expected)).toBeLessThan(
          5 * expected * Math.sqrt(2 / n),
        );
      }
    }
  });

  it('leave kernels, scales and shifts as they are, to the bit', () => {
    for (const normalization of ['none', 'layer', 'batch'] as const) {
      const others = (biasDeviation: number) =>
        valuesOf(plan({ normalization, biasDeviation }), 'kernel', 'scale', 'shift');
      expect(others(2)).toEqual(others(0));
    }
  });

  it('are the same numbers in every run, scaled by the deviation', () => {
    const one = valuesOf(plan({ biasDeviation: 1 }), 'bias');
    expect(valuesOf(plan({ biasDeviation: 1 }), 'bias')).toEqual(one);
    // A power of two scales without rounding.
    expect(valuesOf(plan({ biasDeviation: 0.25 }), 'bias')).toEqual(
      one.map((value) => value / 4),
    );
    expect(valuesOf(plan({ biasDeviation: 1, seed: 2 }), 'bias')).not.toEqual(one);
  });

  it('are drawn by each layer on its own, apart from its kernel', () => {
    const biases = (changes: Partial<NetworkCase> = {}) =>
      valuesOf(plan({ biasDeviation: 1, ...changes }), 'bias');
    const [first, second] = [biases().slice(0, 30), biases().slice(30, 50)];
    expect(second).not.toEqual(first.slice(0, 20));
    expect(biases({ inputs: 7, initializer: 'orthogonal' })).toEqual(biases());
    expect(biases({ hidden: [5, 20] }).slice(5, 25)).toEqual(second);
    const kernels = valuesOf(
      plan({ biasDeviation: 1, initializer: ['normal', { deviation: 1 }] }),
      'kernel',
    );
    expect(kernels.slice(0, 30)).not.toEqual(first);
  });

  it('exist only where there is a bias', () => {
    const normalized = plan({ normalization: 'batch', biasDeviation: 1 });
    expect(valuesOf(normalized, 'bias')).toHaveLength(3);
    expect(new Set(valuesOf(normalized, 'shift'))).toEqual(new Set([0]));
  });
});
