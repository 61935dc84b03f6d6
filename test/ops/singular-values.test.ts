import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Matrix, SVD } from 'ml-matrix';
import { choose } from '../../src/core/choice.ts';
import { createRandom } from '../../src/core/random.ts';
import { orthogonal } from '../../src/ops/initializers/orthogonal.ts';
import {
  roundingOf,
  singularValues,
  timesPowerOfTwo,
} from '../../src/ops/singular-values.ts';

const PROPERTY = { seed: 20_240_611, numRuns: 300 } as const;

function normalMatrix(rows: number, columns: number, seed = 1): Float64Array {
  const random = createRandom(seed, 'matrix');
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

function orthogonalMatrix(rows: number, columns: number, gain = 1): Float64Array {
  const kernel = new Float64Array(rows * columns);
  const choice = choose(orthogonal, { gain });
  const random = createRandom(2, 'orthogonal');
  orthogonal.fill(kernel, { fanIn: rows, fanOut: columns }, choice, random);
  return kernel;
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]);
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const [left, right] = [a, b].map((m) => Matrix.from1DArray(size, size, m));
  return Float64Array.from(left.mmul(right).to1DArray());
}

function reference(matrix: Float64Array, rows: number, columns: number): number[] {
  const svd = new SVD(Matrix.from1DArray(rows, columns, matrix), { autoTranspose: true });
  return svd.diagonal.sort((a, b) => b - a);
}

/** @param error relative to each value */
function expectValues(actual: Float64Array, expected: ArrayLike<number>, error: number) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, at) =>
    expect(Math.abs(value - expected[at]), `value ${at}`).toBeLessThanOrEqual(
      error * expected[at],
    ),
  );
}

describe('known matrices', () => {
  it('diagonal', () => {
    const matrix = Float64Array.of(0.5, 0, 0, 0, 0, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
    expect([...singularValues(matrix, 4, 4)]).toEqual([3, 2, 0.5, 0]);
  });

  it('a shear: the golden ratio and its inverse', () => {
    const golden = (1 + Math.sqrt(5)) / 2;
    const shear = Float64Array.of(1, 1, 0, 1);
    expectValues(singularValues(shear, 2, 2), [golden, 1 / golden], 1e-15);
  });

  it('second differences: 2 − 2·cos(kπ/(n + 1))', () => {
    const n = 50;
    const matrix = Float64Array.from({ length: n * n }, (_, at) => {
      const apart = Math.abs(Math.floor(at / n) - (at % n));
      return apart === 0 ? 2 : apart === 1 ? -1 : 0;
    });
    const expected = Array.from(
      { length: n },
      (_, k) => 4 * Math.sin(((n - k) * Math.PI) / (2 * (n + 1))) ** 2,
    );
    expectValues(singularValues(matrix, n, n), expected, 1e-12);
  });

  it.each([
    [40, 40],
    [20, 50],
    [50, 20],
  ])('orthogonal times 1.5, %i × %i', (rows, columns) => {
    const values = singularValues(orthogonalMatrix(rows, columns, 1.5), rows, columns);
    expectValues(values, new Array(Math.min(rows, columns)).fill(1.5), 1e-14);
  });

  it('rank one: all others are rounding', () => {
    const [u, v] = [normalMatrix(30, 1, 1), normalMatrix(12, 1, 2)];
    const matrix = Float64Array.from(
      { length: 30 * 12 },
      (_, at) => u[Math.floor(at / 12)] * v[at % 12],
    );
    const values = singularValues(matrix, 30, 12);
    expect(values[0] / (Math.hypot(...u) * Math.hypot(...v))).toBeCloseTo(1, 14);
    expect(values[1]).toBeLessThan(roundingOf(values, 30, 12));
  });

  it('zero', () => {
    expect([...singularValues(new Float64Array(12), 3, 4)]).toEqual([0, 0, 0]);
    expect(roundingOf(new Float64Array(3), 3, 4)).toBe(0);
  });

  it('a row and a column have one value, their length', () => {
    const vector = Float64Array.of(3, -4, 12);
    expect([...singularValues(vector, 1, 3)]).toEqual([13]);
    expect([...singularValues(vector, 3, 1)]).toEqual([13]);
    expect([...singularValues(Float32Array.of(-0.5), 1, 1)]).toEqual([0.5]);
  });

  it('all NaN where an entry is not finite', () => {
    for (const entry of [NaN, Infinity, -Infinity])
      expect([...singularValues(Float64Array.of(1, 2, 3, entry), 2, 2)]).toEqual([
        NaN,
        NaN,
      ]);
  });
});

describe("agrees with ml-matrix's SVD", () => {
  it.each([
    [2, 2],
    [17, 17],
    [64, 64],
    [30, 50],
    [50, 30],
    [100, 3],
  ])('normal %i × %i', (rows, columns) => {
    const matrix = normalMatrix(rows, columns);
    const values = singularValues(matrix, rows, columns);
    expectValues(values, reference(matrix, rows, columns), 1e-12);
  });

  it('a product of 20, down to what both resolve', () => {
    const n = 48;
    let matrix = normalMatrix(n, n, 0);
    for (let k = 1; k < 20; k++) matrix = product(matrix, normalMatrix(n, n, k), n);
    const values = singularValues(matrix, n, n);
    const expected = reference(matrix, n, n);
    const largest = expected[0];
    expect(values[n - 1]).toBeLessThan(roundingOf(values, n, n));
    values.forEach((value, at) => {
      // 1e-9 of the value itself; of small ones both err by some ε of the largest.
      const allowed = Math.max(1e-9 * expected[at], 1e-14 * largest);
      expect(Math.abs(value - expected[at]), `value ${at}`).toBeLessThan(allowed);
    });
    expect(expected.filter((value) => value > 1e-5 * largest).length).toBeGreaterThan(5);
  });
});

describe('size', () => {
  const n = 20;
  const matrix = normalMatrix(n, n);
  const values = singularValues(matrix, n, n);

  it.each([1e-200, 1e-290, 1e200, 1e300])('%d', (scale) => {
    const scaled = singularValues(
      matrix.map((value) => value * scale),
      n,
      n,
    );
    expectValues(
      scaled,
      values.map((value) => value * scale),
      1e-11,
    );
  });

  it('the smallest and the largest numbers', () => {
    const tiny = Number.MIN_VALUE;
    const huge = Number.MAX_VALUE;
    expect([...singularValues(Float64Array.of(tiny, 0, 0, tiny), 2, 2)]).toEqual([
      tiny,
      tiny,
    ]);
    expect([...singularValues(Float64Array.of(huge, 0, 0, 1), 2, 2)]).toEqual([huge, 1]);
    // √2 of the largest number is none.
    expect([...singularValues(Float64Array.of(huge, huge), 1, 2)]).toEqual([Infinity]);
  });

  it('small values stay exact where columns differ in size alone', () => {
    const graded = orthogonalMatrix(n, n).map(
      (value, at) => value * 10 ** (-4 * (at % n)),
    );
    const expected = Array.from({ length: n }, (_, column) => 10 ** (-4 * column));
    expectValues(singularValues(graded, n, n), expected, 1e-12);
  });

  it('a power of two that float64 cannot hold', () => {
    expect(timesPowerOfTwo(2 ** 1000, -2000)).toBe(2 ** -1000);
    expect(timesPowerOfTwo(2 ** -1000, 2001)).toBe(2 ** 1001);
    expect(timesPowerOfTwo(3, -1075)).toBe(2 * Number.MIN_VALUE);
    expect(timesPowerOfTwo(3, 1075)).toBe(Infinity);
    expect(timesPowerOfTwo(-3, 0)).toBe(-3);
  });
});

it('gives the same bits again and leaves the matrix as it was', () => {
  const matrix = normalMatrix(33, 21);
  const copy = matrix.slice();
  const first = singularValues(matrix, 33, 21);
  expect(matrix).toEqual(copy);
  expect(singularValues(matrix, 33, 21)).toEqual(first);
});

describe('any matrix', () => {
  const entry = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, -1, 1e-9, 1e9, 1e-170) },
  );
  const size = fc.integer({ min: 1, max: 9 });
  const matrices = fc.tuple(size, size).chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      matrix: fc
        .array(entry, { minLength: rows * columns, maxLength: rows * columns })
        .map((entries) => Float64Array.from(entries)),
    }),
  );

  it('has the sum of squares of its entries, descending and none below 0', () => {
    fc.assert(
      fc.property(matrices, ({ matrix, rows, columns }) => {
        const values = singularValues(matrix, rows, columns);
        const length = Math.hypot(...matrix);
        expect(Math.abs(Math.hypot(...values) - length)).toBeLessThanOrEqual(
          1e-14 * length,
        );
        values.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(0);
          if (at > 0) expect(value).toBeLessThanOrEqual(values[at - 1]);
        });
      }),
      PROPERTY,
    );
  });

  it('has those of its transpose and of ml-matrix', () => {
    fc.assert(
      fc.property(matrices, ({ matrix, rows, columns }) => {
        const values = singularValues(matrix, rows, columns);
        const turned = transposed(matrix, rows, columns);
        for (const other of [
          singularValues(turned, columns, rows),
          reference(matrix, rows, columns),
        ])
          values.forEach((value, at) =>
            expect(Math.abs(value - other[at])).toBeLessThanOrEqual(1e-14 * values[0]),
          );
      }),
      PROPERTY,
    );
  });
});
