import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, SPIRAL_SPEC } from '../../src/spec/default-spec.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import {
  compareFields,
  describeChanges,
  describeSpec,
  summarizeSpec,
} from '../../src/state/describe-spec.ts';
import { generatedSpec, SEED } from '../spec/arbitrary-spec.ts';
import { CSV_EXAMPLE } from '../spec/examples.ts';

const changesOf = (change: Record<string, unknown>) =>
  describeChanges(
    describeSpec(DEFAULT_SPEC),
    describeSpec(parseSpec({ ...DEFAULT_SPEC, ...change })),
  );

describe('what changed, in words', () => {
  it.each([
    [{ optimizer: { id: 'sgd', learningRate: 0.1 } }, ['learning rate 0.03 → 0.1']],
    [{ seed: 4 }, ['seed 0 → 4']],
    [{ initSeed: 4 }, ['initial weights of the seed → no. 4']],
    [
      { network: { ...DEFAULT_SPEC.network, biasDeviation: 0.5 } },
      ['deviation of initial biases 0 → 0.5'],
    ],
    [{ batchSize: 32 }, ['batch size 10 → 32']],
    [
      { regularization: { id: 'l2', rate: 0.01 } },
      ['regularization None → L2 (Rate λ 0.01)'],
    ],
    [
      { data: { dataset: 'circle', noise: 0.15, testFraction: 0.2 } },
      ['share for testing 50 % → 20 %', 'noise 0 % → 15 %'],
    ],
    [
      { data: { dataset: 'blobs' } },
      ['data Circle → Blobs', 'samples 500 → 600', 'classes 3'],
    ],
    [{}, []],
  ])('%j', (change, sentences) => {
    expect(changesOf(change)).toEqual(sentences);
  });

  it('names layers in short', () => {
    const hidden = [
      ...Array.from({ length: 20 }, () => ({ units: 8, activation: 'relu' })),
      { units: 4, activation: 'tanh', residual: true },
    ];
    expect(changesOf({ network: { ...DEFAULT_SPEC.network, hidden } })).toEqual([
      'hidden layers 8, 4 → 20 × 8, 4',
      'activation Tanh → 20 × ReLU, Tanh',
      'residual connections no → 20 × no, yes',
    ]);
    const none = changesOf({ network: { ...DEFAULT_SPEC.network, hidden: [] } });
    expect(none).toContain('hidden layers 8, 4 → none');
    expect(none).toContain('no activation (was Tanh)');
  });

  it('is told of any change of a spec, and of nothing else', () => {
    fc.assert(
      fc.property(generatedSpec, generatedSpec, (a, b) => {
        expect(describeChanges(describeSpec(a), describeSpec(a))).toEqual([]);
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(describeChanges(describeSpec(a), describeSpec(b)).length === 0).toBe(same);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

it('compares several specs in what differs', () => {
  const specs = [DEFAULT_SPEC, SPIRAL_SPEC, parseSpec(CSV_EXAMPLE)];
  const rows = compareFields(specs.map(describeSpec));
  const row = (label: string) => rows.find((one) => one.label === label)?.values;
  expect(row('data')).toEqual(['Circle', 'Spiral', 'houses.csv']);
  expect(row('column to predict')).toEqual(['–', '–', 'price']);
  expect(row('clipping')).toEqual(['None', 'None', 'By global norm']);
  expect(row('initial weights')).toBeUndefined();
});

it('says what a run is in a line', () => {
  expect(summarizeSpec(SPIRAL_SPEC)).toBe('Spiral, 2 × 32 Tanh, Adam 0.01');
});
