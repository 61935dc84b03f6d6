import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { createRandom } from '../../src/core/random.ts';
import { measureMoments } from '../../src/data/moments.ts';
import { prepareTable } from '../../src/data/prepare.ts';
import type { RawTable } from '../../src/data/raw-table.ts';
import { splitIndices } from '../../src/data/split.ts';

const PROPERTY = { seed: 20_240_501, numRuns: 200 } as const;

function regressionTable(rows: readonly (readonly number[])[]): RawTable {
  const width = rows[0].length - 1;
  return {
    task: 'regression',
    count: rows.length,
    featureNames: Array.from({ length: width }, (_, column) => `x${column}`),
    targetName: 'y',
    classNames: null,
    inputs: Float64Array.from(rows.flatMap((row) => row.slice(0, width))),
    labels: null,
    values: Float64Array.from(rows, (row) => row[width]),
    numericFeatures: new Array<boolean>(width).fill(true),
  };
}

function classTable(labels: readonly number[], classes: number): RawTable {
  return {
    task: 'classification',
    count: labels.length,
    featureNames: ['row'],
    targetName: 'class',
    classNames: Array.from({ length: classes }, (_, index) => `class ${index}`),
    inputs: Float64Array.from(labels.keys()),
    labels: Int32Array.from(labels),
    values: null,
    numericFeatures: [true],
  };
}

const anyNumber = fc.double({ min: -1e6, max: 1e6, noNaN: true });
/** Measured in eighths, so that no value is 10³⁸ deviations away from the others. */
const anyMeasurement = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 8);
/** 2 to 30 rows of 1 to 4 inputs and a target. */
const rowsOf = (number: fc.Arbitrary<number>) =>
  fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.array(fc.array(number, { minLength: width, maxLength: width }), {
      minLength: 2,
      maxLength: 30,
    }),
  );
const anyFraction = fc.double({ min: 0, max: 0.99, noNaN: true });
const anySeed = fc.integer({ min: 0, max: 2 ** 31 });

describe('splitting', () => {
  test('puts every row in exactly one part and keeps a training example of every class', () => {
    const anyLabels = fc.array(fc.nat(4), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anyLabels, anyFraction, anySeed, (labels, fraction, seed) => {
        const table = classTable(labels, 5);
        const { train, test } = splitIndices(
          table,
          fraction,
          createRandom(seed, 'split'),
        );
        const all = [...train, ...test].sort((a, b) => a - b);
        expect(all).toEqual([...labels.keys()]);
        const trained = new Set(Array.from(train, (row) => labels[row]));
        expect(trained).toEqual(new Set(labels));
        for (const label of trained) {
          const size = labels.filter((other) => other === label).length;
          const tested = [...test].filter((row) => labels[row] === label).length;
          expect(Math.abs(tested - size * fraction)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      PROPERTY,
    );
  });

  test('gives the test part its fraction, exactly', () => {
    const labels = Array.from({ length: 150 }, (_, row) => row % 3);
    const split = splitIndices(classTable(labels, 3), 0.3, createRandom(7, 'split'));
    expect(split.test).toHaveLength(45);
    const counts = [0, 1, 2].map(
      (label) => [...split.test].filter((row) => labels[row] === label).length,
    );
    expect(counts).toEqual([15, 15, 15]);
  });

  test('shares out what does not divide', () => {
    const labels = Array.from({ length: 10 }, (_, row) => row % 3);
    const split = splitIndices(classTable(labels, 3), 0.5, createRandom(7, 'split'));
    expect(split.test).toHaveLength(5);
  });

  test('has at least one test example where there is a fraction, and none without', () => {
    const table = regressionTable([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(splitIndices(table, 0.01, createRandom(1, 'split')).test).toHaveLength(1);
    expect(splitIndices(table, 0, createRandom(1, 'split')).test).toHaveLength(0);
    expect(splitIndices(table, 0.999, createRandom(1, 'split')).train).toHaveLength(1);
  });

  test('depends on the seed alone and does not leave classes in order', () => {
    const labels = Array.from({ length: 100 }, (_, row) => (row < 50 ? 0 : 1));
    const split = (seed: number) =>
      splitIndices(classTable(labels, 2), 0.5, createRandom(seed, 'split'));
    expect(split(3)).toEqual(split(3));
    expect(split(3)).not.toEqual(split(4));
    const changes = [...split(3).train].filter(
      (row, i, rows) => i > 0 && labels[row] !== labels[rows[i - 1]],
    );
    expect(changes.length).toBeGreaterThan(10);
  });
});

describe('standardization', () => {
  test('gives training inputs and targets mean 0 and deviation 1', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i, 5 * i * i - 3, 1000 + i / 7]);
    const data = prepareTable(regressionTable(rows), {
      testFraction: 0.25,
      seed: 3,
      standardize: true,
    });
    const { inputs, values, count } = data.train;
    expect(count).toBe(30);
    const columns = [
      Array.from(inputs).filter((_, i) => i % 2 === 0),
      Array.from(inputs).filter((_, i) => i % 2 === 1),
      Array.from(values ?? []),
    ];
    for (const column of columns) {
      const mean = column.reduce((sum, value) => sum + value) / count;
      const square = column.reduce((sum, value) => sum + value * value, 0) / count;
      // 30 float32 numbers of about 1, each rounded by at most 2⁻²⁴ ≈ 6e-8 of itself.
      expect(Math.abs(mean)).toBeLessThan(1e-6);
      expect(Math.abs(square - 1)).toBeLessThan(1e-6);
    }
  });

  test('measures the training part alone: no test value changes it', () => {
    fc.assert(
      fc.property(
        rowsOf(anyMeasurement),
        anyFraction,
        anySeed,
        (rows, testFraction, seed) => {
          const options = { testFraction, seed, standardize: true };
          const table = regressionTable(rows);
          const before = prepareTable(table, options);
          const split = splitIndices(table, testFraction, createRandom(seed, 'split'));
          const poisoned = rows.map((row, index) =>
            split.test.includes(index) ? row.map((value) => 3 * value + 100) : row,
          );
          const after = prepareTable(regressionTable(poisoned), options);
          expect(after.standardization).toEqual(before.standardization);
          expect(after.train).toEqual(before.train);
        },
      ),
      PROPERTY,
    );
  });

  test('can be undone', () => {
    fc.assert(
      fc.property(rowsOf(anyNumber), anySeed, (rows, seed) => {
        const table = regressionTable(rows);
        const data = prepareTable(table, { testFraction: 0, seed, standardize: true });
        const split = splitIndices(table, 0, createRandom(seed, 'split'));
        const moments = data.standardization?.target ?? { mean: NaN, deviation: NaN };
        split.train.forEach((row, i) => {
          const restored =
            (data.train.values?.[i] ?? NaN) * moments.deviation + moments.mean;
          const value = table.values?.[row] ?? NaN;
          // Float32 rounds the standardized value; √count deviations bound its size.
          const bound = 1e-7 * moments.deviation * Math.sqrt(rows.length);
          expect(Math.abs(restored - value)).toBeLessThanOrEqual(
            bound + 1e-12 * Math.abs(moments.mean) + 1e-12 * Math.abs(value),
          );
        });
      }),
      PROPERTY,
    );
  });

  test('leaves a constant column at 0 instead of dividing by it', () => {
    const data = prepareTable(
      regressionTable([
        [0.1, 1],
        [0.1, 1],
        [0.1, 1],
      ]),
      {
        testFraction: 0.3,
        seed: 1,
        standardize: true,
      },
    );
    expect([...data.train.inputs, ...data.test.inputs]).toEqual([0, 0, 0]);
    expect([...(data.train.values ?? [])]).toEqual([0, 0]);
  });

  test('leaves one-hot inputs alone', () => {
    const table = { ...classTable([0, 1, 0, 1], 2), numericFeatures: [false] };
    const data = prepareTable(table, { testFraction: 0, seed: 1, standardize: true });
    expect([...data.train.inputs].sort()).toEqual([0, 1, 2, 3]);
    expect(data.standardization?.inputs).toEqual([{ mean: 0, deviation: 1 }]);
  });

  test('refuses a value that cannot be told in deviations', () => {
    const split = splitIndices(
      regressionTable([
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
      0.3,
      createRandom(1, 'split'),
    );
    const rows = [
      [0, 0],
      [1e-30, 0],
      [2e-30, 0],
    ];
    rows[split.test[0]][0] = 1e38;
    expect(() =>
      prepareTable(regressionTable(rows), {
        testFraction: 0.3,
        seed: 1,
        standardize: true,
      }),
    ).toThrow(/1e\+38 of "x0" is too far from the training values/);
  });
});

test.each([
  [[2, 4, 4, 4, 5, 5, 7, 9], 5, 2],
  [[1e-200, 3e-200], 2e-200, 1e-200],
  [[-3e38, 3e38], 0, 3e38],
  [[7], 7, 1],
  [[0.1, 0.1, 0.1], 0.1, 1],
])('the moments of %j are %d and %d', (values, mean, deviation) => {
  const moments = measureMoments(values.length, (index) => values[index]);
  expect(moments.mean / mean || 1).toBeCloseTo(1, 12);
  expect(moments.deviation / deviation).toBeCloseTo(1, 12);
});

test.each([1, -0.1, NaN])('a test fraction of %d is refused', (testFraction) => {
  const table = classTable([0, 1], 2);
  expect(() =>
    prepareTable(table, { testFraction, seed: 1, standardize: false }),
  ).toThrow(UserError);
});

test('prepared data survive being posted to a worker', () => {
  const data = prepareTable(classTable([0, 1, 0, 1], 2), {
    testFraction: 0.5,
    seed: 1,
    standardize: true,
  });
  expect(structuredClone(data)).toEqual(data);
});
