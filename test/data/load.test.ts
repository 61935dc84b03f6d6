import { describe, expect, test } from 'vitest';
import type { GeneratedDataSpec } from '../../src/core/spec.ts';
import { generateData } from '../../src/data/load.ts';
import { planeToInputs } from '../../src/data/plane-features.ts';

const SPIRAL: GeneratedDataSpec = {
  dataset: 'spiral',
  samples: 500,
  noise: 0.1,
  testFraction: 0.5,
};

test('generated data are split, and used as they come', () => {
  const data = generateData(SPIRAL, 7);
  expect(data.task).toBe('classification');
  expect(data.inputs).toBe(2);
  expect(data.train.count).toBe(250);
  expect(data.test.count).toBe(250);
  expect(data.standardization).toBeNull();
  expect(Math.max(...data.train.inputs)).toBeGreaterThan(3);
});

test('the seed decides the data and the split', () => {
  expect(generateData(SPIRAL, 7)).toEqual(generateData(SPIRAL, 7));
  expect(generateData(SPIRAL, 7).train).not.toEqual(generateData(SPIRAL, 8).train);
  // The same examples, divided otherwise: the split has random numbers of its own.
  const sorted = (testFraction: number) => {
    const { train, test } = generateData({ ...SPIRAL, testFraction }, 7);
    return [...train.inputs, ...test.inputs].sort((a, b) => a - b);
  };
  expect(sorted(0.2)).toEqual(sorted(0.6));
});

test('all examples are for training where nothing is to be tested', () => {
  const data = generateData({ ...SPIRAL, testFraction: 0 }, 7);
  expect(data.train.count).toBe(500);
  expect(data.test.count).toBe(0);
  expect(data.test.inputs).toHaveLength(0);
});

test('blobs have as many classes as asked', () => {
  const data = generateData({ ...SPIRAL, dataset: 'blobs', classes: 7 }, 7);
  expect(data.classNames).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
  expect(new Set(data.train.labels)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
});

describe('features', () => {
  const features = ['x1^2', 'sin(x2)', 'x1*x2'];

  test('become the inputs, in their order, and the coordinates stay beside them', () => {
    const plain = generateData(SPIRAL, 7);
    const data = generateData({ ...SPIRAL, features }, 7);
    expect(data.inputs).toBe(3);
    expect(data.featureNames).toEqual(features);
    for (const part of ['train', 'test'] as const) {
      // The same points, split alike.
      expect(data[part].plane).toEqual(plain[part].inputs);
      expect(data[part].labels).toEqual(plain[part].labels);
      expect(planeToInputs(features, plain[part].inputs)).toEqual(data[part].inputs);
    }
    const [x1, x2] = plain.train.inputs;
    expect([...data.train.inputs.subarray(0, 3)]).toEqual(
      [x1 * x1, Math.sin(x2), x1 * x2].map(Math.fround),
    );
  });

  test('that have no finite value at an example are refused, naming both', () => {
    const refuse = (...given: string[]) =>
      generateData({ ...SPIRAL, features: given }, 7);
    expect(() => refuse('x1', 'log(x1)')).toThrow(
      /^The feature log x₁ has no finite value at the example x₁ = −[\d.]+, x₂ = −?[\d.]+ and at \d+ other examples: a network/,
    );
    // Finite in float64 alone.
    expect(() => refuse('1e39+x1')).toThrow(/^The feature 1e\+39 \+ x₁ has no finite/);
    expect(() => refuse('log(x1+7)', 'sqrt(x2^2)')).not.toThrow();
  });

  test('are for data over the plane', () => {
    const digits = { ...SPIRAL, dataset: 'digits', samples: 10, features: ['x1'] };
    expect(() => generateData(digits, 7)).toThrow('does not lie in the plane');
  });
});

describe('what is refused', () => {
  test.each<[Partial<GeneratedDataSpec>, string]>([
    [{ dataset: 'spirals' }, 'There is no data set "spirals"'],
    [{ samples: 1 }, 'cannot have 1 samples; it takes a whole number from 2 to 1000000.'],
    [{ samples: 2.5 }, 'cannot have 2.5 samples'],
    [{ dataset: 'digits', samples: 1_000_000 }, 'a whole number from 2 to 85598.'],
    [{ noise: -0.1 }, 'The noise is -0.1; it must be from 0 to 1.'],
    [{ noise: NaN }, 'The noise is NaN'],
    [
      { testFraction: 1 },
      'The test fraction is 1; it must be at least 0 and less than 1',
    ],
    [{ classes: 3 }, '"spiral" has a fixed number of classes'],
    [
      { dataset: 'blobs', classes: 11 },
      'cannot have 11 classes; it takes a whole number from 2 to 10.',
    ],
  ])('%j', (change, message) => {
    expect(() => generateData({ ...SPIRAL, ...change }, 7)).toThrow(message);
  });
});
