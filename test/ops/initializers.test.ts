import { describe, expect, it } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { createRandom } from '../../src/core/random.ts';
import { initializers } from '../../src/ops/initializers/index.ts';

function kernelOf(
  id: string,
  fanIn: number,
  fanOut: number,
  given: Record<string, number> = {},
): Float64Array {
  const entry = initializers.get(id);
  const kernel = new Float64Array(fanIn * fanOut);
  entry.fill(kernel, { fanIn, fanOut }, choose(entry, given), createRandom(5, id));
  return kernel;
}

function moments(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / values.length };
}

const FAN_IN = 200;
const FAN_OUT = 300;

it.each([
  ['uniform', { limit: 0.3 }, 0.03, 0.3],
  ['normal', { deviation: 0.2 }, 0.04, Infinity],
  ['lecun-uniform', {}, 1 / FAN_IN, Math.sqrt(3 / FAN_IN)],
  ['lecun-normal', {}, 1 / FAN_IN, Infinity],
  ['glorot-uniform', {}, 2 / (FAN_IN + FAN_OUT), Math.sqrt(6 / (FAN_IN + FAN_OUT))],
  ['glorot-normal', {}, 2 / (FAN_IN + FAN_OUT), Infinity],
  ['he-uniform', {}, 2 / FAN_IN, Math.sqrt(6 / FAN_IN)],
  ['he-normal', {}, 2 / FAN_IN, Infinity],
] as const)('%s has its mean, variance and limit', (id, given, variance, limit) => {
  for (const gain of [1, -3]) {
    const values = kernelOf(id, FAN_IN, FAN_OUT, { ...given, gain });
    const found = moments(values);
    const expected = variance * gain * gain;
    const entry = initializers.get(id);
    const shape = { fanIn: FAN_IN, fanOut: FAN_OUT };
    const told = entry.deviation(shape, choose(entry, { ...given, gain }));
    expect(Math.abs(told)).toBeCloseTo(Math.sqrt(expected), 14);
    // Five standard errors: the mean's is √(σ²/n), the variance's σ²·√((κ − 1)/n) with
    // κ = 3 for a normal and less for a uniform distribution.
    const n = values.length;
    expect(Math.abs(found.mean)).toBeLessThan(5 * Math.sqrt(expected / n));
    expect(Math.abs(found.variance - expected)).toBeLessThan(
      5 * expected * Math.sqrt(2 / n),
    );
    const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(limit * Math.abs(gain));
    // Not truncated: among 60 000 normal values some exceed 3σ (all within it: p = 1e-70).
    if (limit === Infinity) expect(largest).toBeGreaterThan(3 * Math.sqrt(expected));
  }
});

it('zeros and constant', () => {
  expect([...kernelOf('zeros', 2, 2, { gain: 5 })]).toEqual([0, 0, 0, 0]);
  for (const id of ['zeros', 'constant']) {
    const entry = initializers.get(id);
    expect(entry.deviation({ fanIn: 2, fanOut: 2 }, choose(entry))).toBeNaN();
  }
  expect([...kernelOf('constant', 1, 2, { value: 0.5, gain: 3 })]).toEqual([1.5, 1.5]);
});

describe('orthogonal', () => {
  it.each([
    [40, 40],
    [7, 30],
    [30, 7],
    [1, 5],
    [5, 1],
    [1, 1],
  ])('%i to %i has orthonormal rows or columns', (fanIn, fanOut) => {
    const gain = 2;
    const kernel = kernelOf('orthogonal', fanIn, fanOut, { gain });
    const count = Math.min(fanIn, fanOut);
    const length = Math.max(fanIn, fanOut);
    const at = (i: number, k: number) =>
      fanIn <= fanOut ? kernel[i * fanOut + k] : kernel[k * fanOut + i];
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) {
        let product = 0;
        for (let k = 0; k < length; k++) product += at(i, k) * at(j, k);
        // Sums of 40 products of rounded numbers of size 4/40.
        expect(Math.abs(product - (i === j ? gain * gain : 0))).toBeLessThan(1e-13);
      }
  });

  it('is uniformly distributed: traces and determinants have Haar moments', () => {
    const entry = initializers.get('orthogonal');
    const random = createRandom(9, 'haar');
    const runs = 4000;
    let traces = 0;
    let squares = 0;
    let determinants = 0;
    for (let run = 0; run < runs; run++) {
      const q = new Float64Array(4);
      entry.fill(q, { fanIn: 2, fanOut: 2 }, choose(entry), random);
      traces += q[0] + q[3];
      squares += (q[0] + q[3]) ** 2;
      determinants += q[0] * q[3] - q[1] * q[2];
    }
    // Haar on O(2): E[tr] = 0, E[tr²] = 1, E[det] = 0, with variances 1, 2 and 1 (half of
    // the matrices are rotations with tr = 2cosθ, half reflections with tr = 0);
    // without the right signs E[tr] would differ. Five standard errors.
    expect(Math.abs(traces / runs)).toBeLessThan(5 / Math.sqrt(runs));
    expect(Math.abs(squares / runs - 1)).toBeLessThan(5 * Math.sqrt(2 / runs));
    expect(Math.abs(determinants / runs)).toBeLessThan(5 / Math.sqrt(runs));
  });
});

it.each(initializers.entries.map((entry) => [entry.id, entry] as const))(
  '%s has a gain of 1 and repeats itself from the same stream',
  (id, entry) => {
    expect(entry.parameters.gain.default).toBe(1);
    expect(kernelOf(id, 6, 4)).toEqual(kernelOf(id, 6, 4));
  },
);
