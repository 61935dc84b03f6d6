import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { float32Text } from '../../src/export/float32-text.ts';
import { MAX_MODEL_BYTES, MAX_MODEL_PARAMETERS } from '../../src/export/model-format.ts';
import type { Model } from '../../src/export/model.ts';
import { checkModelSize, readModel } from '../../src/export/read-model.ts';
import { writeModel } from '../../src/export/write-model.ts';
import { SEED } from '../spec/arbitrary-spec.ts';
import { sampleSpec, trainModel } from './sample-models.ts';

const encode = (text: string) => new TextEncoder().encode(text);

interface SavedTensor {
  name: string;
  shape: number[];
  values: unknown;
}

/** As much of a saved model as the tests spoil. */
interface Saved {
  [field: string]: unknown;
  spec: Record<string, unknown>;
  features: string[];
  parameters: SavedTensor[];
  statistics: SavedTensor[];
}

const parse = () => JSON.parse(text) as Saved;

let model: Model;
let text = '';

beforeAll(async () => {
  ({ model } = await trainModel(sampleSpec(), 30));
  text = writeModel(model);
});

/** The message with which a spoilt file is refused. */
function refusal(contents: Uint8Array | string): string {
  try {
    readModel(typeof contents === 'string' ? encode(contents) : contents, 'bad.json');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error('The file was taken.');
}

/** With those fields, or without those that are undefined. */
const spoilt = (fields: Partial<Saved>) => JSON.stringify({ ...parse(), ...fields });
/** With another spec. */
const respecified = (fields: object) => spoilt({ spec: { ...parse().spec, ...fields } });
/** With that parameter tensor changed. */
const retensored = (at: number, fields: Partial<SavedTensor>) =>
  spoilt({
    parameters: parse().parameters.with(at, { ...parse().parameters[at], ...fields }),
  });
/** The values of a parameter tensor with one replaced, or cut off before it. */
const values = (tensor: number, at: number, value?: unknown) => {
  const all = parse().parameters[tensor].values as unknown[];
  return value === undefined ? all.slice(0, at) : all.with(at, value);
};

/** `-1.23456789e-38` or `-0.000123456789` */
const LONGEST = 15;

describe('float32Text', () => {
  it('reads back as the same float32, in few characters', () => {
    const bits = new Uint32Array(1);
    const single = new Float32Array(bits.buffer);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (pattern) => {
        bits[0] = pattern;
        const [value] = single;
        if (!Number.isFinite(value)) return;
        const decimal = float32Text(value);
        expect(Math.fround(Number(decimal))).toBe(value);
        expect(decimal.length).toBeLessThanOrEqual(LONGEST);
      }),
      { seed: SEED, numRuns: 5000 },
    );
    expect([0.1, -0, 1 / 3, 1e-45, 3.4028235e38, -2].map(float32Text)).toEqual([
      '0.1',
      '-0.0',
      '0.33333334',
      '1.4013e-45',
      '3.4028235e+38',
      '-2',
    ]);
  });
});

describe('a saved model', () => {
  it('comes back as it was, to the bit', () => {
    const { plan, ...read } = readModel(encode(text), 'model.json');
    expect(read).toEqual({
      spec: model.spec,
      step: 30,
      parameters: model.parameters,
      statistics: model.statistics,
      featureNames: ['x1', 'x2'],
      targetName: model.targetName,
      classNames: model.classNames,
      standardization: null,
    });
    expect(plan.tensors).toEqual(model.plan.tensors);
    expect(writeModel(readModel(encode(text), 'model.json'))).toBe(text);
  });

  it('of a CSV file keeps names and standardization', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${i % 7},${3 * i}`);
    const csv = ['"rooms ""x"" <b>",age,price', ...rows].join('\n');
    const spec = sampleSpec({
      data: { csv: 'houses.csv', target: 'price' },
      network: { hidden: [], output: { activation: 'linear' } },
      loss: 'huber',
    });
    const { model: houses } = await trainModel(spec, 5, csv);
    const read = readModel(encode(writeModel(houses)), 'houses.json');
    expect(read.featureNames).toEqual(['rooms "x" <b>', 'age']);
    expect(read.standardization).toEqual(houses.standardization);
    expect(read.standardization?.target?.mean).toBeGreaterThan(0);
    expect(read.classNames).toBeNull();
    expect(read.parameters).toEqual(houses.parameters);
  });

  it('keeps the deviation of the initial biases', () => {
    const network = { ...model.spec.network, biasDeviation: 0.5 };
    const spec = sampleSpec({ network });
    const read = readModel(encode(writeModel({ ...model, spec })), 'model.json');
    expect(read.spec).toEqual(spec);
    expect(read.plan.training.biasDeviation).toBe(0.5);
  });

  it('is JSON with a line for each tensor', () => {
    const value = parse();
    expect(value['format']).toBe('nabla-model');
    expect(value['version']).toBe(1);
    expect(value.parameters.map(({ name }) => name)).toEqual([
      ...['dense_0/kernel', 'dense_0/scale', 'dense_0/shift'],
      ...['dense_1/kernel', 'dense_1/bias', 'dense_2/kernel', 'dense_2/bias'],
    ]);
    expect(value.parameters[0].shape).toEqual([2, 4]);
    expect(value.statistics.map(({ name }) => name)).toEqual([
      'dense_0/mean',
      'dense_0/variance',
    ]);
    expect(text.split('\n').length).toBeLessThan(30);
  });

  it('is refused with a sentence', () => {
    const cases: readonly (readonly [contents: Uint8Array | string, message: RegExp])[] =
      [
        [text.slice(0, 700), /bad\.json is not valid JSON: line \d+, column \d+/],
        ['', /is not valid JSON/],
        [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0), /is not text in UTF-8/],
        ['\u0000\u0001', /is not valid JSON/],
        ['[]', /is no model saved by Nabla: its "format" is undefined/],
        ['null', /is no model saved by Nabla/],
        [spoilt({ format: 'other' }), /its "format" is "other"/],
        [spoilt({ version: 2 }), /version is 2; this program reads version 1/],
        [spoilt({ parameters: undefined }), /parameters is missing/],
        [spoilt({ extra: 1 }), /extra is not a known key/],
        [spoilt({ step: -1 }), /step must be a whole number/],
        [spoilt({ step: 1.5 }), /step must be a whole number/],
        [
          text.replace(/"spec": {.*},\n/, '"spec": 5,\n'),
          /spec must be an object, not 5/,
        ],
        [respecified({ loss: 'huberr' }), /bad\.json, spec: loss is "huberr"/],
        [respecified({ version: 9 }), /bad\.json, spec: version is 9/],
        [text.replace(/"values":\[[^,]*/, '"values":[NaN'), /JSON has no NaN/],
        [
          text.replace(/"values":\[[^,]*/, '"values":[1e999'),
          /parameters\[0\]\.values must hold finite float32 numbers; item 0 is Infinity/,
        ],
        [
          retensored(1, { values: values(1, 2, null) }),
          /parameters\[1\]\.values must hold finite float32 numbers; item 2 is null/,
        ],
        [
          retensored(1, { values: values(1, 2, 1e39) }),
          /parameters\[1\]\.values must hold finite float32 numbers; item 2 is 1e\+39/,
        ],
        [retensored(0, { values: 'AAAA' }), /must be a list of numbers/],
        [retensored(0, { values: values(0, 7) }), /holds 38 numbers in all.* has 39/],
        [
          retensored(0, { shape: [4, 2] }),
          /"dense_0\/kernel", has the shape \[4, 2\] and 8 values; .* has \[2, 4\]/,
        ],
        [
          retensored(0, { name: '<script>alert(1)</script>' }),
          /parameters\[0\]\.name is "<script>alert\(1\)<\/script>"/,
        ],
        [
          spoilt({ features: ['<img src=x onerror=alert(1)>', 'x2'] }),
          /features must be those of the data set "circle": "x1", "x2"\./,
        ],
        [spoilt({ features: ['x1', 'x2', 'x3'] }), /features must be those/],
        [spoilt({ features: [] }), /features is empty/],
        [spoilt({ classes: null }), /classes must be those of the data set/],
        [
          spoilt({ statistics: parse().statistics.slice(0, 1) }),
          /statistics holds 4 numbers in all/,
        ],
        [
          spoilt({
            statistics: parse().statistics.with(1, {
              name: 'dense_0/variance',
              shape: [4],
              values: [1, -1, 1, 1],
            }),
          }),
          /dense_0\/variance in statistics holds a negative number/,
        ],
        [
          spoilt({ standardization: { inputs: [], target: null } }),
          /standardization\.inputs has 0 items; there are 2 features/,
        ],
        [
          spoilt({
            standardization: { inputs: [{ mean: 0, deviation: 0 }], target: null },
          }),
          /standardization\.inputs\[0\]\.deviation must be a number above 0/,
        ],
        // A spec of 4 million units must not be allocated before it is compared.
        [
          respecified({
            network: {
              hidden: Array.from({ length: 128 }, () => ({
                units: 16_384,
                activation: 'tanh',
              })),
              output: { activation: 'softmax' },
            },
          }),
          /parameters holds 39 numbers in all; the network of its spec has \d{11}/,
        ],
        [
          text.replace('"format"', '"__proto__": {"polluted": 1}, "format"'),
          /__proto__ is not a known key/,
        ],
      ];
    for (const [contents, message] of cases) expect(refusal(contents)).toMatch(message);
  });

  it('is refused by its size before it is read', () => {
    const hundred = 100 * 2 ** 20;
    expect(() => checkModelSize(hundred, 'huge.json')).toThrow(
      `huge.json has ${hundred} bytes; a saved model has at most ${MAX_MODEL_BYTES}.`,
    );
    // Zeros: were they decoded, the message would be about JSON.
    expect(refusal(new Uint8Array(hundred))).toMatch(/has 104857600 bytes/);
  });

  it('is not written where it could not be read', () => {
    const plan = { ...model.plan, parameterCount: MAX_MODEL_PARAMETERS + 1 };
    expect(() => writeModel({ ...model, plan })).toThrow(/holds at most 4000000/);
  });
});
