import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';

const COUNT = 100_000;
/**
 * Bounds are six standard errors of the mean of COUNT draws: by chance alone one in 10⁹
 * seeds would exceed them, and the seed is fixed.
 */
const SIX_SIGMA = 6 / Math.sqrt(COUNT);

function draws(draw: () => number): Float64Array {
  return Float64Array.from({ length: COUNT }, draw);
}

function moment(values: Float64Array, power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length;
}

describe('a random stream', () => {
  it('is uniform on [0, 1)', () => {
    const random = createRandom(1, 'uniform');
    const values = draws(() => random.uniform());
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    // E uᵖ = 1/(p + 1), Var uᵖ = 1/(2p + 1) − 1/(p + 1)².
    for (const p of [1, 2, 3, 4]) {
      const deviation = Math.sqrt(1 / (2 * p + 1) - 1 / (p + 1) ** 2);
      const error = Math.abs(moment(values, p) - 1 / (p + 1));
      expect(error).toBeLessThan(SIX_SIGMA * deviation);
    }
  });

  it('is normal with mean 0 and deviation 1', () => {
    const random = createRandom(1, 'normal');
    const values = draws(() => random.normal());
    // E zᵖ = (p − 1)!! for even p, and Var zᵖ = E z²ᵖ − (E zᵖ)².
    const expected = [0, 1, 0, 3, 0, 15, 0, 105];
    for (const p of [1, 2, 3, 4]) {
      const deviation = Math.sqrt(expected[2 * p - 1] - expected[p - 1] ** 2);
      const error = Math.abs(moment(values, p) - expected[p - 1]);
      expect(error).toBeLessThan(SIX_SIGMA * deviation);
    }
    // Each second value comes from the pair before it: they must not resemble each other.
    let product = 0;
    for (let i = 0; i < COUNT; i += 2) product += values[i] * values[i + 1];
    expect(Math.abs(product / (COUNT / 2))).toBeLessThan(6 / Math.sqrt(COUNT / 2));
  });

  it('draws each integer below a bound equally often, and none beyond', () => {
    const random = createRandom(1, 'integer');
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < COUNT; i++) counts[random.integer(7)]++;
    expect(counts).toHaveLength(7);
    const deviation = Math.sqrt((1 / 7) * (6 / 7));
    for (const count of counts)
      expect(Math.abs(count / COUNT - 1 / 7)).toBeLessThan(SIX_SIGMA * deviation);
    expect(random.integer(1)).toBe(0);
  });

  it('stretches to an interval', () => {
    const random = createRandom(1, 'between');
    const values = draws(() => random.between(-3, 5));
    expect(values.every((value) => value >= -3 && value < 5)).toBe(true);
    const error = Math.abs(moment(values, 1) - 1);
    expect(error).toBeLessThan(SIX_SIGMA * Math.sqrt(64 / 12));
  });

  it('shuffles to each order equally often', () => {
    const random = createRandom(1, 'shuffle');
    const rounds = 24_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < rounds; i++) {
      const values = [0, 1, 2, 3];
      random.shuffle(values);
      counts.set(values.join(''), (counts.get(values.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const bound = 6 * Math.sqrt(rounds * (1 / 24) * (23 / 24));
    for (const count of counts.values())
      expect(Math.abs(count - rounds / 24)).toBeLessThan(bound);
  });

  it('shuffles typed arrays, and leaves none and one alone', () => {
    const random = createRandom(1, 'typed');
    const values = Uint32Array.from({ length: 100 }, (_, i) => i);
    random.shuffle(values);
    expect(values).not.toEqual(Uint32Array.from({ length: 100 }, (_, i) => i));
    expect([...values].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
    for (const short of [[], [7]]) {
      const copy = [...short];
      random.shuffle(copy);
      expect(copy).toEqual(short);
    }
  });
});

describe('seed and name', () => {
  const first = (seed: number, stream: string) => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 1000 }, () => random.uniform());
  };

  it('give the same numbers, on every machine and in every version', () => {
    expect(first(7, 'data')).toEqual(first(7, 'data'));
    const random = createRandom(7, 'data');
    const golden = [
      random.uniform(),
      random.normal(),
      random.normal(),
      random.integer(1000),
      random.between(-1, 1),
    ];
    expect(golden).toMatchInlineSnapshot(`
      [
        0.3783949445479744,
        0.7788492711121869,
        -0.8017908209687928,
        160,
        -0.26474288447345806,
      ]
    `);
  });

  it('that differ give streams with nothing in common', () => {
    const streams = [
      first(7, 'data'),
      first(8, 'data'),
      first(7, 'batches'),
      first(-7, 'data'),
      first(7 + 2 ** 32, 'data'),
      first(0, 'epoch 1'),
      first(0, 'epoch 2'),
      first(0, 'epoch 11'),
    ];
    const centred = streams.map((values) => values.map((value) => value - 0.5));
    for (let a = 0; a < centred.length; a++)
      for (let b = 0; b < a; b++) {
        const covariance =
          centred[a].reduce((sum, value, i) => sum + value * centred[b][i], 0) / 1000;
        // Of two independent uniform values the product has deviation 1/12.
        expect(Math.abs(covariance)).toBeLessThan((6 * (1 / 12)) / Math.sqrt(1000));
        expect(streams[a][0]).not.toBe(streams[b][0]);
      }
  });
});
