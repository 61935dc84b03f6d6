import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import type { DatasetDefinition } from '../../src/data/dataset-definition.ts';
import { DATASETS } from '../../src/data/datasets/index.ts';
import type { RawTable } from '../../src/data/raw-table.ts';

const ENTRIES: readonly DatasetDefinition[] = DATASETS.entries;

function generate(
  id: string,
  options: { samples?: number; noise?: number; seed?: number; classes?: number } = {},
): RawTable {
  const { samples = 400, noise = 0, seed = 1, classes } = options;
  const dataset: DatasetDefinition = DATASETS.get(id);
  return dataset.generate({
    samples,
    noise,
    random: createRandom(seed, 'data'),
    classes,
  });
}

interface PlanarExample {
  readonly x: number;
  readonly y: number;
  /** Class index or regression target. */
  readonly target: number;
}

function examplesOf(table: RawTable): PlanarExample[] {
  return Array.from({ length: table.count }, (_, row) => ({
    x: table.inputs[2 * row],
    y: table.inputs[2 * row + 1],
    target: table.labels?.[row] ?? table.values?.[row] ?? NaN,
  }));
}

function classCounts(table: RawTable): number[] {
  const counts = new Array<number>(table.classNames?.length ?? 0).fill(0);
  for (const label of table.labels ?? []) counts[label]++;
  return counts;
}

const radius = ({ x, y }: PlanarExample) => Math.hypot(x, y);

describe.each(ENTRIES.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  test('has the shapes that it declares', () => {
    const table = generate(id, { samples: 33, noise: 0.3 });
    expect(table.count).toBe(33);
    expect(table.task).toBe(entry.task);
    expect(table.featureNames).toEqual(entry.featureNames);
    expect(table.classNames).toEqual(entry.classNames);
    expect(table.inputs).toHaveLength(33 * entry.featureNames.length);
    expect(table.numericFeatures).toHaveLength(entry.featureNames.length);
    expect(table.labels?.length ?? null).toBe(entry.classNames ? 33 : null);
    expect(table.values?.length ?? null).toBe(entry.classNames ? null : 33);
    expect(table.inputs.every(Number.isFinite)).toBe(true);
  });

  test('depends on nothing but the seed', () => {
    const options = { samples: 50, noise: 0.2 };
    expect(generate(id, { ...options, seed: 5 })).toEqual(
      generate(id, { ...options, seed: 5 }),
    );
    expect(generate(id, { ...options, seed: 5 }).inputs).not.toEqual(
      generate(id, { ...options, seed: 6 }).inputs,
    );
  });

  test('lies in its domain without noise', () => {
    const { inputs } = generate(id, { samples: 300 });
    const [minimum, maximum] = entry.domain;
    expect(inputs.every((value) => value >= minimum && value <= maximum)).toBe(true);
  });
});

const CLASSIFICATIONS = ENTRIES.filter(({ task }) => task === 'classification');

describe.each(CLASSIFICATIONS.map(({ id }) => id))('%s', (id) => {
  test('divides the samples evenly', () => {
    const counts = classCounts(generate(id, { samples: 101 }));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(counts.reduce((sum, count) => sum + count)).toBe(101);
  });

  test('mixes the classes', () => {
    const labels = [...(generate(id, { samples: 200 }).labels ?? [])];
    const changes = labels.filter((label, row) => row > 0 && label !== labels[row - 1]);
    expect(changes.length).toBeGreaterThan(60);
  });
});

describe('circle', () => {
  test('has a disc of radius 2.5 inside a ring from 3.5 to 5', () => {
    for (const example of examplesOf(generate('circle')))
      if (example.target === 1) expect(radius(example)).toBeLessThan(2.5);
      else {
        expect(radius(example)).toBeGreaterThanOrEqual(3.5);
        expect(radius(example)).toBeLessThan(5);
      }
  });

  test('draws the radius of the disc uniformly', () => {
    const radii = examplesOf(generate('circle', { samples: 4000 }))
      .filter(({ target }) => target === 1)
      .map(radius);
    const mean = radii.reduce((sum, value) => sum + value) / radii.length;
    // 2000 uniform radii: the standard error is 2.5 / √12 / √2000 = 0.016; four of them.
    expect(Math.abs(mean - 1.25)).toBeLessThan(0.065);
  });

  test('mislabels points with noise, but does not move them', () => {
    const mislabelled = examplesOf(generate('circle', { noise: 0.5 })).filter(
      (example) => radius(example) < 3 !== (example.target === 1),
    );
    expect(mislabelled.length).toBeGreaterThan(20);
    const moved = examplesOf(generate('circle', { noise: 0.5 })).filter(
      (example) =>
        radius(example) > 5 || (radius(example) > 2.5 && radius(example) < 3.5),
    );
    expect(moved).toEqual([]);
  });
});

test('xor has a class for equal signs and keeps off the axes by 0.3', () => {
  for (const { x, y, target } of examplesOf(generate('xor'))) {
    expect(target).toBe(x * y >= 0 ? 1 : 0);
    expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThanOrEqual(0.3);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(5.3);
  }
});

test.each([
  [0, 0.5],
  [0.5, 4],
])(
  'gauss with noise %f has variance %f around (−2, −2) and (2, 2)',
  (noise, variance) => {
    const examples = examplesOf(generate('gauss', { samples: 8000, noise }));
    for (const target of [0, 1]) {
      const centre = target === 1 ? 2 : -2;
      const offsets = examples
        .filter((example) => example.target === target)
        .flatMap(({ x, y }) => [x - centre, y - centre]);
      const mean = offsets.reduce((sum, offset) => sum + offset) / offsets.length;
      const square =
        offsets.reduce((sum, offset) => sum + offset ** 2, 0) / offsets.length;
      // 8000 offsets: standard errors √(v/8000) and v·√(2/8000) = 0.016·v; five of them.
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(variance / 8000));
      expect(Math.abs(square - variance)).toBeLessThan(0.08 * variance);
    }
  },
);

describe('spiral', () => {
  test('has two arms of 1.75 turns and radius 5, half a turn apart', () => {
    for (const example of examplesOf(generate('spiral'))) {
      const r = radius(example);
      const angle = (r / 5) * 1.75 * 2 * Math.PI + (example.target === 1 ? 0 : Math.PI);
      expect(r).toBeLessThan(5);
      expect(example.x).toBeCloseTo(r * Math.sin(angle), 9);
      expect(example.y).toBeCloseTo(r * Math.cos(angle), 9);
    }
  });

  test('moves points by at most the noise in each coordinate', () => {
    const reach = (noise: number) =>
      Math.max(...examplesOf(generate('spiral', { noise })).map(({ x }) => Math.abs(x)));
    expect(reach(1)).toBeGreaterThan(reach(0));
    expect(reach(1)).toBeLessThan(6);
  });
});

test('moons are two half circles of radius 3', () => {
  for (const { x, y, target } of examplesOf(generate('moons'))) {
    const [centreX, centreY] = target === 0 ? [-1.5, -0.75] : [1.5, 0.75];
    expect(Math.hypot(x - centreX, y - centreY)).toBeCloseTo(3, 9);
    if (target === 0) expect(y).toBeGreaterThanOrEqual(centreY);
    else expect(y).toBeLessThanOrEqual(centreY);
  }
});

test('checkerboard gives squares of side 3 alternating classes', () => {
  const occupied = new Set<string>();
  for (const { x, y, target } of examplesOf(generate('checkerboard', { samples: 800 }))) {
    const column = Math.floor((x + 6) / 3);
    const row = Math.floor((y + 6) / 3);
    expect((column + row) % 2).toBe(target);
    occupied.add(`${column},${row}`);
  }
  expect(occupied.size).toBe(16);
});

test('rings do not touch each other', () => {
  for (const example of examplesOf(generate('rings'))) {
    const middle = [1.5, 3.25, 5][example.target];
    expect(Math.abs(radius(example) - middle)).toBeLessThan(0.4 + 1e-9);
  }
});

test.each([2, 3, 10])('blobs has %i clouds when asked', (classes) => {
  const table = generate('blobs', { samples: 2000, classes });
  expect(classCounts(table)).toHaveLength(classes);
  const examples = examplesOf(table);
  for (let target = 0; target < classes; target++) {
    const cloud = examples.filter((example) => example.target === target);
    const meanX = cloud.reduce((sum, { x }) => sum + x, 0) / cloud.length;
    const meanY = cloud.reduce((sum, { y }) => sum + y, 0) / cloud.length;
    const angle = (2 * Math.PI * target) / classes;
    // At least 200 points of deviation 0.5: the standard error is 0.035; five of them.
    expect(
      Math.hypot(meanX - 4 * Math.cos(angle), meanY - 4 * Math.sin(angle)),
    ).toBeLessThan(0.18);
  }
});

test('plane is a tenth of the sum of its inputs', () => {
  for (const { x, y, target } of examplesOf(generate('plane')))
    expect(target).toBeCloseTo((x + y) / 10, 12);
});

test('gauss-regression has hills of height 1 and hollows of depth 1 at six places', () => {
  const examples = examplesOf(generate('gauss-regression', { samples: 3000 }));
  const hills = [
    [-4, 2.5, 1],
    [0, 2.5, -1],
    [4, 2.5, 1],
    [-4, -2.5, -1],
    [0, -2.5, 1],
    [4, -2.5, -1],
  ];
  for (const { x, y, target } of examples) {
    const distances = hills.map(([hx, hy]) => Math.hypot(x - hx, y - hy));
    const nearest = Math.min(...distances);
    const sign = hills[distances.indexOf(nearest)][2];
    expect(target).toBeCloseTo(sign * Math.max(0, 1 - nearest / 2), 12);
  }
});

test.each(['plane', 'gauss-regression'])(
  'noise disturbs only the targets of %s',
  (id) => {
    const disturbed = examplesOf(generate(id, { noise: 0.5 }));
    expect(disturbed.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= 6)).toBe(
      true,
    );
    expect(new Set(disturbed.map(({ target }) => target)).size).toBeGreaterThan(50);
  },
);
