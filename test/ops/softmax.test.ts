import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  logSumExp,
  OUTPUT_ACTIVATION_IDS,
  outputActivations,
  softmax,
  softmaxCrossEntropy,
} from '../../src/ops/softmax.ts';
import { relativeError } from './support.ts';

function probabilities(...logits: number[]): number[] {
  const target = new Float64Array(logits.length);
  softmax(Float64Array.from(logits), target, 0, logits.length);
  return [...target];
}

describe('softmax', () => {
  it('of large logits does not overflow', () => {
    const expected = [0.09003057, 0.24472847, 0.66524096];
    probabilities(1000, 1001, 1002).forEach((p, i) =>
      expect(p).toBeCloseTo(expected[i], 8),
    );
    expect(probabilities(1e4, -1e4)).toEqual([1, 0]);
  });

  it('works on a row within an array, in place', () => {
    const values = Float32Array.of(7, 3, 3, 7);
    softmax(values, values, 1, 2);
    expect([...values]).toEqual([7, 0.5, 0.5, 7]);
  });

  it('sums to 1 and does not see a shift', () => {
    const logits = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(logits, fc.integer({ min: -1000, max: 1000 }), (z, shift) => {
        const p = probabilities(...z);
        const shifted = probabilities(...z.map((value) => value + shift));
        const sum = p.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
        // A shift rounds logits up to 1500 to 2^-43.
        p.forEach((value, i) => expect(Math.abs(value - shifted[i])).toBeLessThan(1e-12));
      }),
      { seed: 1 },
    );
  });
});

it('logSumExp keeps large and small rows', () => {
  expect(logSumExp(Float64Array.of(1e4, 1e4), 0, 2)).toBe(1e4 + Math.LN2);
  expect(logSumExp(Float64Array.of(-1e4), 0, 1)).toBe(-1e4);
  expect(logSumExp(Float64Array.of(0, -50), 0, 2)).toBe(Math.exp(-50));
});

it('cross-entropy keeps the precision of a small loss and is finite for a large one', () => {
  const loss = (z: number[], t: number[]) =>
    softmaxCrossEntropy(Float64Array.from(z), Float64Array.from(t), 0, z.length);
  expect(relativeError(loss([100, 50], [1, 0]), Math.exp(-50))).toBeLessThan(1e-15);
  expect(loss([1e4, -1e4], [0, 1])).toBe(2e4);
  expect(loss([1, 1, 1], [0.2, 0.3, 0.5])).toBeCloseTo(Math.log(3), 15);
});

it('output activations are all activations and softmax', () => {
  expect(OUTPUT_ACTIVATION_IDS.at(-1)).toBe('softmax');
  expect(outputActivations.get('softmax').label).toBe('Softmax');
  expect(outputActivations.get('tanh').label).toBe('Tanh');
});
