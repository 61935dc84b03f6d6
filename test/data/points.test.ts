import { describe, expect, test } from 'vitest';
import type { PointsDataSpec } from '../../src/core/spec.ts';
import { planeToInputs } from '../../src/data/plane-features.ts';
import { loadPoints } from '../../src/data/points.ts';

const CLASSES: PointsDataSpec = {
  points: Array.from({ length: 20 }, (_, i) => [i / 4 - 2, -i / 5, [0, 2][i % 2]]),
  task: 'classification',
  testFraction: 0.25,
};

describe('drawn points', () => {
  test('of classes are split, and named up to the last class', () => {
    const data = loadPoints(CLASSES, 3);
    expect(data).toMatchObject({
      task: 'classification',
      inputs: 2,
      featureNames: ['x1', 'x2'],
      classNames: ['A', 'B', 'C'],
      standardization: null,
      train: { count: 15 },
      test: { count: 5 },
    });
    const rows = [data.train, data.test].flatMap(({ count, inputs, labels }) =>
      Array.from({ length: count }, (_, i) => [
        inputs[2 * i],
        inputs[2 * i + 1],
        labels?.[i],
      ]),
    );
    const expected = CLASSES.points.map(([x, y, c]) => [
      Math.fround(x),
      Math.fround(y),
      c,
    ]);
    const byPlace = (a: unknown[], b: unknown[]) => Number(a[0]) - Number(b[0]);
    expect(rows.sort(byPlace)).toEqual(expected.sort(byPlace));
  });

  test('with values are for regression', () => {
    const points = CLASSES.points.map(([x, y, c]) => [x, y, c - 1] as const);
    const data = loadPoints({ ...CLASSES, points, task: 'regression' }, 3);
    expect(data).toMatchObject({ task: 'regression', classNames: null });
    expect(new Set(data.train.values)).toEqual(new Set([-1, 1]));
  });

  test('have features like any data over the plane', () => {
    const features = ['x1*x2', 'x2^2'];
    const plain = loadPoints(CLASSES, 3);
    const data = loadPoints({ ...CLASSES, features }, 3);
    expect(data.train.plane).toEqual(plain.train.inputs);
    expect(data.train.inputs).toEqual(planeToInputs(features, plain.train.inputs));
    expect(() => loadPoints({ ...CLASSES, features: ['1/x2'] }, 3)).toThrow(
      'The feature 1 / x₂ has no finite value at the example x₁ = −2, x₂ = 0:',
    );
  });

  test.each<[Partial<PointsDataSpec>, string]>([
    [{ points: [[0, 0, 0]] }, 'The drawn points are 1; at least 2 are needed.'],
    [
      {
        points: [
          [0, 0, 1],
          [1, 1, 1],
        ],
      },
      'The drawn points are all of one class; there is nothing to tell apart.',
    ],
    [
      {
        points: [
          [0, 0, 1],
          [1, 6.5, 0],
        ],
      },
      'Point 1 is (1, 6.5, 0); coordinates run from -6 to 6, and a class is a whole number from 0 to 9.',
    ],
    [
      {
        points: [
          [0, 0, 1],
          [1, NaN, 0],
        ],
      },
      'Point 1 is (1, NaN, 0)',
    ],
    [
      {
        points: [
          [0, 0, 10],
          [1, 1, 0],
        ],
      },
      'Point 0 is (0, 0, 10)',
    ],
    [
      {
        points: [
          [0, 0, 2],
          [1, 1, 0],
        ],
        task: 'regression',
      },
      'and a value from -1 to 1.',
    ],
    [
      { points: Array.from({ length: 2001 }, () => [0, 0, 0] as const) },
      'There are 2001 drawn points; at most 2000 are possible.',
    ],
    [{ testFraction: 1 }, 'The test fraction is 1'],
  ])('%# are refused', (change, message) => {
    expect(() => loadPoints({ ...CLASSES, ...change }, 3)).toThrow(message);
  });
});
