import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/spec.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { parseSpec, parseSpecText } from '../../src/spec/parse-spec.ts';
import { generatedSpec, SEED } from './arbitrary-spec.ts';
import { CSV_EXAMPLE, EXAMPLES, SHORTEST_EXAMPLE, withValue } from './examples.ts';
import { SPIRAL_EXAMPLE } from './examples.ts';

/** The message of the UserError that the spec is refused with. */
function refusal(value: unknown): string {
  return refusalOf(() => parseSpec(value, 'spec.json'));
}

function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('The spec was accepted.');
}

const knownActivations = activations.ids.map((id) => `"${id}"`);
const listed = `${knownActivations.slice(0, -1).join(', ')} or ${knownActivations.at(-1)}`;

describe('the normal form', () => {
  it('has every default and every parameter', () => {
    const spec = parseSpecText(JSON.stringify(SPIRAL_EXAMPLE), 'spec.json');
    expect(spec).toEqual({
      version: 1,
      seed: 7,
      data: { dataset: 'spiral', samples: 500, noise: 0.1, testFraction: 0.5 },
      network: {
        hidden: [
          {
            units: 8,
            activation: { id: 'tanh' },
            initializer: { id: 'glorot-uniform', gain: 1 },
            normalization: 'none',
            residual: false,
            dropout: 0,
            frozen: false,
          },
        ],
        output: {
          activation: { id: 'softmax' },
          initializer: { id: 'glorot-uniform', gain: 1 },
          frozen: false,
        },
      },
      loss: { id: 'cross-entropy' },
      optimizer: {
        id: 'adam',
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
      },
      schedule: { id: 'constant' },
      regularization: { id: 'none' },
      clipping: { id: 'none' },
      batchSize: 32,
    });
  });

  it('fills in all that may be left out', () => {
    const spec = parseSpec(SHORTEST_EXAMPLE);
    expect(spec).toMatchObject({
      seed: 0,
      data: { dataset: 'circle', samples: 500, noise: 0, testFraction: 0.5 },
      network: { hidden: [] },
      optimizer: {
        id: 'sgd',
        learningRate: optimizers.get('sgd').parameters['learningRate'].default,
      },
      batchSize: 32,
    });
  });

  it('reads a CSV file with its parameters', () => {
    const spec = parseSpec(CSV_EXAMPLE);
    expect(spec.data).toEqual({
      ...CSV_EXAMPLE.data,
      standardize: true,
      testFraction: 0.2,
    });
    expect(spec.network.hidden[0].activation).toEqual({ id: 'leaky-relu', alpha: 0.1 });
    expect(spec.schedule).toEqual({
      id: 'cosine',
      steps: 500,
      minimum: 0,
      warmUpSteps: 0,
    });
  });

  it('gives blobs their number of classes', () => {
    expect(parseSpec(withValue('data', { dataset: 'blobs' })).data).toMatchObject({
      classes: 3,
    });
    expect(
      parseSpec(withValue('data', { dataset: 'blobs', classes: 7 })).data,
    ).toMatchObject({ classes: 7 });
  });

  it('is frozen throughout and shares nothing with its source', () => {
    const source = structuredClone(CSV_EXAMPLE);
    const spec = parseSpec(source);
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      Object.values(value).forEach(visit);
    };
    visit(spec);
    expect(Object.isFrozen(source.data.ignore)).toBe(false);
  });

  it('stays as it is when it is parsed again', () => {
    fc.assert(
      fc.property(generatedSpec, (spec) => {
        expect(parseSpecText(JSON.stringify(spec))).toEqual(spec);
      }),
      { seed: SEED, numRuns: 100 },
    );
    for (const example of Object.values(EXAMPLES))
      expect(parseSpec(parseSpec(example))).toEqual(parseSpec(example));
  });

  it('knows no −0', () => {
    const spec = parseSpec(withValue('seed', -0));
    expect(Object.is(spec.seed, 0)).toBe(true);
  });

  it.each([0, -0])('leaves out a deviation %d of the biases, which is none', (none) => {
    const spec = parseSpec(withValue('network.biasDeviation', none));
    expect(JSON.stringify(spec)).toBe(JSON.stringify(parseSpec(SPIRAL_EXAMPLE)));
    const some = parseSpec(withValue('network.biasDeviation', 0.5));
    expect(some.network).toEqual({ ...spec.network, biasDeviation: 0.5 });
  });

  it('accepts a byte order mark', () => {
    expect(parseSpecText(`\uFEFF${JSON.stringify(SPIRAL_EXAMPLE)}`).seed).toBe(7);
  });
});

describe('a value that is not right', () => {
  const cases: [path: string, value: unknown, message: string][] = [
    [
      'network.hidden.0.activation',
      'swish',
      `network.hidden[0].activation is "swish"; known are ${listed}. Did you mean "silu"?`,
    ],
    [
      'network.hidden.0.activation',
      { id: 'Leaky ReLU' },
      `network.hidden[0].activation.id is "Leaky ReLU"; known are ${listed}. Did you mean "leaky-relu"?`,
    ],
    [
      'network.hidden.0.activation',
      7,
      `network.hidden[0].activation must be a name or an object with an "id": ${listed}, not 7.`,
    ],
    [
      'network.hidden.0.activation',
      { id: ['tanh'] },
      `network.hidden[0].activation.id must be ${listed}, not a list.`,
    ],
    [
      'network.hidden.0.activation',
      { id: 'leaky-relu', alpha: 2 },
      'network.hidden[0].activation.alpha must be a number from 0 to 1, not 2.',
    ],
    [
      'network.hidden.0.activation',
      { id: 'tanh', alpha: 1 },
      'network.hidden[0].activation.alpha is not a known key; known are "id".',
    ],
    [
      'network.hidden.0.units',
      -4,
      'network.hidden[0].units must be a whole number from 1 to 16384, not -4.',
    ],
    [
      'network.hidden.0.units',
      2.5,
      'network.hidden[0].units must be a whole number from 1 to 16384, not 2.5.',
    ],
    [
      'network.hidden.0.units',
      '8',
      'network.hidden[0].units must be a whole number from 1 to 16384, not "8".',
    ],
    [
      'network.hidden.0.units',
      undefined,
      'network.hidden[0].units is missing; it must be a whole number from 1 to 16384.',
    ],
    [
      'network.hidden.0.residual',
      'yes',
      'network.hidden[0].residual must be true or false, not "yes".',
    ],
    [
      'network.hidden.0.normalization',
      'bach',
      'network.hidden[0].normalization is "bach"; known are "none", "batch" or "layer". Did you mean "batch"?',
    ],
    [
      'network.hidden.0.width',
      8,
      'network.hidden[0].width is not a known key; known are "units", "activation", "initializer", "normalization", "residual", "dropout" or "frozen".',
    ],
    [
      'network.hidden.0',
      'tanh',
      'network.hidden[0] must be an object with the keys "units", "activation", "initializer", "normalization", "residual", "dropout", "frozen", not "tanh".',
    ],
    ['network.hidden', 3, 'network.hidden must be a list, not 3.'],
    [
      'network.hidden',
      Array.from({ length: 129 }, () => ({ units: 1, activation: 'tanh' })),
      'network.hidden has 129 items; at most 128 are allowed.',
    ],
    ...[-0.1, 1001, '1', null].map((value): [string, unknown, string] => [
      'network.biasDeviation',
      value,
      `network.biasDeviation must be a number from 0 to 1000, not ${JSON.stringify(value)}.`,
    ]),
    [
      'network.biasdeviation',
      1,
      'network.biasdeviation is not a known key; known are "hidden", "output" or "biasDeviation". Did you mean "biasDeviation"?',
    ],
    [
      'batchSize',
      0,
      `batchSize must be a whole number from 1 to ${LIMITS.batchSize}, not 0.`,
    ],
    [
      'batchsize',
      32,
      'batchsize is not a known key; known are "version", "seed", "initSeed", "data", "network", "loss", "optimizer", "schedule", "regularization", "clipping" or "batchSize". Did you mean "batchSize"?',
    ],
    ['seed', 0.5, 'seed must be a whole number from 0 to 4294967295, not 0.5.'],
    ...[null, NaN, Infinity].map((value): [string, unknown, string] => [
      'optimizer.learningRate',
      value,
      `optimizer.learningRate must be a number above 0 and at most 1000, not ${value}.`,
    ]),
    [
      'optimizer.learningRate',
      0,
      'optimizer.learningRate must be a number above 0 and at most 1000, not 0.',
    ],
    [
      'optimizer.beta1',
      1,
      'optimizer.beta1 must be a number of at least 0 and below 1, not 1.',
    ],
    [
      'optimizer.id',
      undefined,
      'optimizer.id is missing; it must be "sgd", "momentum", "nesterov", "rmsprop", "adam" or "adamw".',
    ],
    [
      'loss',
      undefined,
      'loss is missing; it must be "cross-entropy", "binary-cross-entropy", "mean-squared-error", "half-squared-error" or "huber".',
    ],
    [
      'data',
      'spiral',
      'data must be an object with a "dataset", a "csv" file or "points", not "spiral".',
    ],
    [
      'data',
      { noise: 1 },
      'data must be an object with a "dataset", a "csv" file or "points"; it has none of them.',
    ],
    [
      'data',
      { dataset: 'circle', csv: 'a.csv' },
      'data has both a "dataset" and a "csv" file; keep one.',
    ],
    [
      'data',
      { csv: 'a.csv' },
      'data.target is missing; it must be a text of 1 to 1000 characters.',
    ],
    ['data.noise', 1.5, 'data.noise must be a number from 0 to 1, not 1.5.'],
    [
      'data.testFraction',
      1,
      'data.testFraction must be a number of at least 0 and below 1, not 1.',
    ],
    [
      'data.samples',
      1e7,
      'data.samples must be a whole number from 2 to 1000000, not 10000000.',
    ],
    [
      'data',
      { dataset: 'digits', samples: 100_000 },
      'data.samples must be a whole number from 2 to 85598, not 100000.',
    ],
    [
      'data.classes',
      4,
      'data.classes is not a known key; known are "dataset", "samples", "noise", "testFraction" or "features".',
    ],
    ['version', 2, 'version is 2; this program reads version 1.'],
    ['version', '1', 'version is "1"; this program reads version 1.'],
    ['version', undefined, 'version is missing; it must be 1.'],
  ];

  it.each(cases)('%s = %j', (path, value, message) => {
    expect(refusal(withValue(path, value))).toBe(`spec.json: ${message}`);
  });

  it('names the data set that was probably meant', () => {
    expect(refusal(withValue('data', { dataset: 'spirals' }))).toContain(
      'data.dataset is "spirals"; known are "circle", "xor"',
    );
    expect(refusal(withValue('data', { dataset: 'spirals' }))).toContain(
      'Did you mean "spiral"?',
    );
  });

  it.each([null, [], 5, 'spec', true])('is told when the whole is %j', (value) => {
    expect(refusal(value)).toMatch(
      /^spec\.json: The spec must be an object with the keys "version", .*, not .*\.$/,
    );
  });
});

describe('several problems', () => {
  it('are told at once, in the order of the fields', () => {
    const spec = { ...withValue('network.hidden.0.units', -4), batchSize: 0, seed: -1 };
    expect(refusal(spec)).toBe(
      'spec.json has 3 problems:\n' +
        '- seed must be a whole number from 0 to 4294967295, not -1.\n' +
        '- network.hidden[0].units must be a whole number from 1 to 16384, not -4.\n' +
        `- batchSize must be a whole number from 1 to ${LIMITS.batchSize}, not 0.`,
    );
  });

  it('are cut off after ten', () => {
    const hidden = Array.from({ length: 100 }, () => ({ units: 0, activation: 'tanh' }));
    const message = refusal(withValue('network.hidden', hidden));
    expect(message.split('\n')).toHaveLength(12);
    expect(message).toMatch(/^spec\.json has 100 problems:/);
    expect(message).toMatch(/… and 90 more\.$/);
  });

  it('are not looked for in a spec of another version', () => {
    expect(refusal({ version: 3, layers: [] })).toBe(
      'spec.json: version is 3; this program reads version 1.',
    );
  });
});

describe('hostile input', () => {
  it('finds keys of every object unknown, and leaves prototypes alone', () => {
    const text = JSON.stringify(SPIRAL_EXAMPLE).replace(
      '{"version"',
      '{"__proto__":{"seed":1},"constructor":1,"toString":2,"version"',
    );
    const message = refusalOf(() => parseSpecText(text, 'spec.json'));
    for (const key of ['__proto__', 'constructor', 'toString'])
      expect(message).toContain(`- ${key} is not a known key; known are "version"`);
    expect(({} as Record<string, unknown>)['seed']).toBeUndefined();
  });

  it('takes no values from a prototype', () => {
    const spec = Object.create(SPIRAL_EXAMPLE) as object;
    expect(refusal(spec)).toContain('version is missing');
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])(
    'knows no activation %s',
    (id) => {
      expect(refusal(withValue('network.hidden.0.activation', id))).toContain(
        `network.hidden[0].activation is "${id}"; known are`,
      );
    },
  );

  it('shows long values shortened', () => {
    const message = refusal(withValue('loss', 'x'.repeat(10_000)));
    expect(message.length).toBeLessThan(300);
    expect(message).toContain(`"${'x'.repeat(40)}…"`);
  });

  it('refuses a text that is too long before it reads it', () => {
    const text = ' '.repeat(LIMITS.specBytes) + '{}';
    expect(refusalOf(() => parseSpecText(text, 'spec.json'))).toBe(
      `spec.json has ${LIMITS.specBytes + 2} bytes; a spec has at most ${LIMITS.specBytes}.`,
    );
  });

  it('never throws anything but a UserError', () => {
    const json = fc.json({ maxDepth: 5 });
    // Values in the places of a real spec reach deeper than free ones.
    const mutated = fc
      .tuple(
        fc.constantFrom(
          'data',
          'data.dataset',
          'network',
          'network.hidden',
          'network.hidden.0',
          'network.hidden.0.activation',
          'network.output',
          'loss',
          'optimizer',
          'optimizer.learningRate',
          'clipping',
          'batchSize',
        ),
        fc.jsonValue(),
      )
      .map(([path, value]) => JSON.stringify(withValue(path, value)));
    fc.assert(
      fc.property(fc.oneof(json, mutated, fc.string()), (text) => {
        try {
          parseSpecText(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
    for (const value of [undefined, () => 1, Symbol('x'), 1n, new Date(0), new Map()])
      expect(refusal(value)).toContain('spec.json');
  });
});

describe('text that is not JSON', () => {
  it('is shown with line, column and mark', () => {
    const text = '{\n  "version": 1,\n  "seed": oops\n}';
    expect(refusalOf(() => parseSpecText(text, 'spec.json'))).toBe(
      'spec.json is not valid JSON: line 3, column 11: expected a value\n' +
        '    "seed": oops\n' +
        '            ^',
    );
  });

  it.each(['NaN', 'Infinity', '-Infinity'])(
    'says what to write instead of %s',
    (word) => {
      const text = `{"optimizer": {"id": "sgd", "learningRate": ${word}}}`;
      expect(refusalOf(() => parseSpecText(text, 'spec.json'))).toContain(
        `line 1, column 45: JSON has no ${word}; write a finite number`,
      );
    },
  );
});

describe('features', () => {
  it('are kept in their normal spelling', () => {
    const { data } = parseSpec(EXAMPLES.FEATURES_EXAMPLE);
    expect(data).toMatchObject({ features: ['x1^2', 'x2^2', 'exp(-x1^2)*x2'] });
  });

  it.each<[unknown, string]>([
    [
      ['x1', 'x1 +'],
      'data.features[1] is not right. In the formula "x1 +", at its end: a value is missing after "+".',
    ],
    [['x1', 'x₁'], 'data.features is not right. The feature "x1" stands there twice.'],
    [[], 'data.features has no items; at least 1 is needed.'],
    [['x1', 5], 'data.features[1] must be a text of 1 to 256 characters, not 5.'],
    ['x1', 'data.features must be a list, not "x1".'],
  ])('%j', (features, message) => {
    expect(refusal(withValue('data.features', features))).toBe(`spec.json: ${message}`);
  });

  it('are for data over the plane', () => {
    const data = { dataset: 'digits', features: ['x1'] };
    expect(refusal({ ...SHORTEST_EXAMPLE, data })).toContain(
      'data.features is not a known key',
    );
  });
});

describe('drawn points', () => {
  const drawn = (data: Record<string, unknown>) => ({ ...SHORTEST_EXAMPLE, data });

  it('are of classes unless it is said otherwise, and kept in hundredths', () => {
    const points = [
      [1.234, -5.999, 0],
      [-0.001, 6, 3],
    ];
    expect(parseSpec(drawn({ points })).data).toEqual({
      points: [
        [1.23, -6, 0],
        [0, 6, 3],
      ],
      task: 'classification',
      testFraction: 0.2,
    });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ points: [[1, 2, 0]] }, 'data.points has only 1 item; at least 2 are needed.'],
    [
      {
        points: [
          [1, 2, 0],
          [7, 0, 1],
        ],
      },
      'data.points[1][0] must be a number from -6 to 6, not 7.',
    ],
    [
      {
        points: [
          [1, 2, 0],
          [1, 2],
        ],
      },
      'data.points[1] must be a list [x1, x2, a class], not a list of 2.',
    ],
    [
      { points: [[1, 2, 0], 'a'] },
      'data.points[1] must be a list [x1, x2, a class], not "a".',
    ],
    [
      {
        points: [
          [1, 2, 0],
          [1, 2, 0.5],
        ],
      },
      'data.points[1][2] must be a whole number from 0 to 9, not 0.5.',
    ],
    [
      {
        points: [
          [1, 2, 3],
          [4, 5, 3],
        ],
      },
      'data.points are all of one class; there is nothing to tell apart.',
    ],
    [
      {
        points: [
          [1, 2, 1.5],
          [4, 5, 0],
        ],
        task: 'regression',
      },
      'data.points[0][2] must be a number from -1 to 1, not 1.5.',
    ],
    [
      {
        points: [
          [1, 2, 1],
          [4, 5, 0],
        ],
        task: 'clustering',
      },
      'data.task is "clustering"; known are "classification" or "regression".',
    ],
    [
      { points: Array.from({ length: 2001 }, () => [0, 0, 0]) },
      'data.points has 2001 items; at most 2000 are allowed.',
    ],
    [
      {
        points: [
          [1, 2, 1],
          [4, 5, 0],
        ],
        dataset: 'circle',
      },
      'data has both a "dataset" and "points"; keep one.',
    ],
    [
      {
        points: [
          [1, 2, 1],
          [4, 5, 0],
        ],
        task: 'regression',
      },
      'data.points is a number to predict (regression), but loss "cross-entropy" is for classes',
    ],
  ])('%j', (data, message) => {
    expect(refusal(drawn(data))).toContain(`spec.json: ${message}`);
  });
});
