/** Specs as one writes them; each must be accepted by the parser and by the JSON Schema. */

export const SPIRAL_EXAMPLE = {
  version: 1,
  seed: 7,
  data: { dataset: 'spiral', samples: 500, noise: 0.1, testFraction: 0.5 },
  network: {
    hidden: [
      {
        units: 8,
        activation: 'tanh',
        initializer: 'glorot-uniform',
        normalization: 'none',
        residual: false,
      },
    ],
    output: { activation: 'softmax' },
  },
  loss: 'cross-entropy',
  optimizer: { id: 'adam', learningRate: 0.01 },
  regularization: { id: 'none' },
  clipping: { id: 'none' },
  batchSize: 32,
};

export const SHORTEST_EXAMPLE = {
  version: 1,
  data: { dataset: 'circle' },
  network: { hidden: [], output: { activation: 'softmax' } },
  loss: 'cross-entropy',
  optimizer: 'sgd',
};

export const CSV_EXAMPLE = {
  version: 1,
  data: {
    csv: 'houses.csv',
    target: 'price',
    task: 'regression',
    categorical: ['district'],
    ignore: ['id'],
  },
  network: {
    hidden: [
      {
        units: 32,
        activation: { id: 'leaky-relu', alpha: 0.1 },
        initializer: { id: 'he-normal', gain: 0.5 },
        normalization: 'batch',
        residual: true,
      },
    ],
    output: { activation: 'linear', initializer: 'zeros' },
  },
  loss: { id: 'huber', delta: 2 },
  optimizer: { id: 'adamw', learningRate: 0.003 },
  schedule: { id: 'cosine', steps: 500 },
  regularization: { id: 'l2', rate: 0.0001 },
  clipping: { id: 'norm', limit: 1 },
};

export const FEATURES_EXAMPLE = {
  ...SHORTEST_EXAMPLE,
  data: { dataset: 'circle', features: ['x1²', 'x₂^2', 'exp(-x1^2) x2'] },
};

export const POINTS_EXAMPLE = {
  ...SHORTEST_EXAMPLE,
  data: {
    points: [
      [1, 2, 0],
      [-3.25, 0, 2],
      [6, -6, 1],
    ],
    features: ['x1', 'x1 x2'],
  },
};

export const VALUES_EXAMPLE = {
  ...CSV_EXAMPLE,
  data: {
    points: [
      [1, 2, -0.5],
      [-3.25, 0, 1],
    ],
    task: 'regression',
    testFraction: 0.5,
  },
};

export const EXAMPLES = {
  SPIRAL_EXAMPLE,
  SHORTEST_EXAMPLE,
  CSV_EXAMPLE,
  FEATURES_EXAMPLE,
  POINTS_EXAMPLE,
  VALUES_EXAMPLE,
};

/** A copy of the spiral example with the value at `path` replaced (`network.hidden.0.units`), or removed where it is undefined. */
export function withValue(path: string, value: unknown): Record<string, unknown> {
  const copy = structuredClone(SPIRAL_EXAMPLE) as Record<string, unknown>;
  const keys = path.split('.');
  let parent = copy;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  const last = keys.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}
