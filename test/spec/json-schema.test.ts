import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { Registered, Registry } from '../../src/core/registry.ts';
import { DATASETS } from '../../src/data/datasets/index.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { outputActivations } from '../../src/ops/softmax.ts';
import { trainingSpecJsonSchema } from '../../src/spec/json-schema.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import { generatedSpec, SEED } from './arbitrary-spec.ts';
import { accepts, type JsonSchemaNode } from './check-json-schema.ts';
import { EXAMPLES, withValue } from './examples.ts';

const schema = trainingSpecJsonSchema() as JsonSchemaNode;
const definitions = schema['$defs'] as Record<string, { anyOf: JsonSchemaNode[] }>;

const registries: Record<string, Registry<Registered>> = {
  activation: activations,
  outputActivation: outputActivations,
  initializer: initializers,
  loss: losses,
  optimizer: optimizers,
  schedule: schedules,
  regularization: regularizers,
  clipping: clippings,
};

/** Every schema of an object within `node`. */
function objectsIn(node: unknown): JsonSchemaNode[] {
  if (typeof node !== 'object' || node === null) return [];
  const own =
    (node as JsonSchemaNode)['type'] === 'object' ? [node as JsonSchemaNode] : [];
  return [...own, ...Object.values(node).flatMap(objectsIn)];
}

function parses(value: unknown): boolean {
  try {
    parseSpec(value);
    return true;
  } catch {
    return false;
  }
}

describe('the JSON Schema', () => {
  it('says which draft it follows', () => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it.each(Object.entries(registries))(
    'offers every %s by name and as an object',
    (name, registry) => {
      const [names, ...objects] = definitions[name].anyOf;
      expect(names).toEqual({ type: 'string', enum: registry.ids });
      expect(objects.map(({ properties }) => (properties as { id: unknown }).id)).toEqual(
        registry.ids.map((id) => ({ const: id })),
      );
      expect(objects.map(({ title }) => title)).toEqual(
        registry.entries.map(({ label }) => label),
      );
    },
  );

  it('offers every data set, CSV files and points', () => {
    const { data } = schema['properties'] as { data: { anyOf: JsonSchemaNode[] } };
    const titles = data.anyOf.map(({ title }) => title);
    expect(titles).toEqual([
      ...DATASETS.entries.map(({ label }) => label),
      'CSV file',
      'Drawn points of classes',
      'Drawn points with values',
    ]);
  });

  it('allows no unknown keys anywhere', () => {
    const objects = objectsIn(schema);
    expect(objects.length).toBeGreaterThan(50);
    for (const object of objects) expect(object['additionalProperties']).toBe(false);
  });

  it('requires what has no default', () => {
    expect(schema['required']).toEqual([
      'version',
      'data',
      'network',
      'loss',
      'optimizer',
    ]);
  });

  it('gives every field a title', () => {
    for (const { properties } of objectsIn(schema))
      for (const [name, field] of Object.entries(properties as object))
        if (name !== 'id' && name !== 'dataset')
          expect(field, name).toHaveProperty('title');
  });

  it('states the defaults that the parser fills in', () => {
    const spec = parseSpec(EXAMPLES.SHORTEST_EXAMPLE) as unknown as Record<
      string,
      unknown
    >;
    const fields = schema['properties'] as Record<string, { default?: unknown }>;
    for (const [name, field] of Object.entries(fields))
      if (field.default !== undefined)
        expect([spec[name], (spec[name] as { id?: unknown }).id]).toContain(
          field.default,
        );
  });

  it.each(Object.entries(EXAMPLES))('accepts %s, as the parser does', (_, example) => {
    expect(accepts(schema, example)).toBe(true);
    expect(accepts(schema, parseSpec(example))).toBe(true);
  });

  it('accepts the normal form of any spec', () => {
    fc.assert(
      fc.property(generatedSpec, (spec) => accepts(schema, spec)),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('bounds the deviation of the biases, which may be left out', () => {
    const { network } = schema['properties'] as { network: JsonSchemaNode };
    expect(network['required']).toEqual(['hidden', 'output']);
    expect(network['properties']).toMatchObject({
      biasDeviation: { type: 'number', minimum: 0, maximum: 1000 },
    });
  });

  it('refuses points that the parser refuses', () => {
    const data = (points: unknown, task = 'classification') =>
      withValue('data', { points, task });
    const right = [
      [0, 0, 0],
      [1, 1, 1],
    ];
    expect(accepts(schema, data(right))).toBe(true);
    for (const wrong of [
      data(right.slice(1)),
      data([...right, [0, 0]]),
      data([...right, [0, 0, 0, 0]]),
      data([...right, [0, 6.01, 0]]),
      data([...right, [0, 0, 0.5]]),
      data([...right, [0, 0, -0.5]]),
      data(right, 'clustering'),
    ])
      expect([accepts(schema, wrong), parses(wrong)]).toEqual([false, false]);
  });

  it('refuses what the parser refuses in a single field', () => {
    const paths = [
      ...['version', 'seed', 'data', 'data.dataset', 'data.samples', 'data.testFraction'],
      ...['data.other', 'network.hidden', 'network.hidden.0', 'network.hidden.0.units'],
      ...['network.hidden.0.activation', 'network.hidden.0.residual', 'loss', 'clipping'],
      ...['network.biasDeviation'],
      ...['optimizer', 'optimizer.learningRate', 'optimizer.beta1', 'batchSize', 'other'],
    ];
    const values = fc.oneof(
      fc.constantFrom<unknown>(0, 1, -1, 0.5, 'none', 'tanh', 'adam', true, null),
      fc.constantFrom<unknown>({ id: 'sgd' }, { id: 'none' }, { id: 'norm', limit: 2 }),
      fc.jsonValue({ maxDepth: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), values, (path, value) => {
        const spec = withValue(path, value);
        let parsed = true;
        try {
          parseSpec(spec);
        } catch (error) {
          // What does not fit together is beyond the schema.
          if (error instanceof UserError && / needs | would fit/.test(error.message))
            return;
          parsed = false;
        }
        expect(accepts(schema, spec)).toBe(parsed);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
