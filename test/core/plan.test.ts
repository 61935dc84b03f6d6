import { describe, expect, it } from 'vitest';
import { trainedRanges } from '../../src/core/plan.ts';
import { planOf } from '../support/networks.ts';

const shape = { inputs: 3, hidden: [4, 5], outputs: 2, batchSize: 8, examples: 20 };

describe('the layout of a plan', () => {
  it('names kernel and bias of each layer, in order and without gaps', () => {
    const plan = planOf({ name: 'plain', ...shape });
    expect(plan.tensors).toEqual([
      {
        name: 'dense_0/kernel',
        role: 'kernel',
        layer: 0,
        shape: [3, 4],
        offset: 0,
        size: 12,
      },
      { name: 'dense_0/bias', role: 'bias', layer: 0, shape: [4], offset: 12, size: 4 },
      {
        name: 'dense_1/kernel',
        role: 'kernel',
        layer: 1,
        shape: [4, 5],
        offset: 16,
        size: 20,
      },
      { name: 'dense_1/bias', role: 'bias', layer: 1, shape: [5], offset: 36, size: 5 },
      {
        name: 'dense_2/kernel',
        role: 'kernel',
        layer: 2,
        shape: [5, 2],
        offset: 41,
        size: 10,
      },
      { name: 'dense_2/bias', role: 'bias', layer: 2, shape: [2], offset: 51, size: 2 },
    ]);
    expect(plan.parameterCount).toBe(53);
    expect(plan.statisticsCount).toBe(0);
    expect(plan.layers.map(({ name, inputs, units }) => [name, inputs, units])).toEqual([
      ['dense_0', 3, 4],
      ['dense_1', 4, 5],
      ['dense_2', 5, 2],
    ]);
    expect(plan.layers[1].kernel).toBe(plan.tensors[2]);
    expect(plan.layers[1].bias).toBe(plan.tensors[3]);
    expect(
      plan.layers.map(({ scale, shift, statistics }) => [scale, shift, statistics]),
    ).toEqual([1, 2, 3].map(() => [null, null, -1]));
  });

  it('has no bias before batch normalization, and a place for its statistics', () => {
    const plan = planOf({ name: 'batch', ...shape, normalization: 'batch' });
    expect(plan.tensors.map(({ name }) => name)).toEqual([
      'dense_0/kernel',
      'dense_0/scale',
      'dense_0/shift',
      'dense_1/kernel',
      'dense_1/scale',
      'dense_1/shift',
      'dense_2/kernel',
      'dense_2/bias',
    ]);
    expect(plan.layers.map(({ bias }) => bias?.name ?? null)).toEqual([
      null,
      null,
      'dense_2/bias',
    ]);
    // Mean and variance of 4 units, then of 5.
    expect(plan.layers.map(({ statistics }) => statistics)).toEqual([0, 8, -1]);
    expect(plan.statisticsCount).toBe(18);
  });

  it('keeps the bias before layer normalization, which needs no statistics', () => {
    const plan = planOf({ name: 'layer', ...shape, normalization: 'layer' });
    expect(plan.tensors.slice(0, 4).map(({ name }) => name)).toEqual([
      'dense_0/kernel',
      'dense_0/bias',
      'dense_0/scale',
      'dense_0/shift',
    ]);
    expect(plan.statisticsCount).toBe(0);
  });

  it('of any network covers the flat vector exactly', () => {
    for (const normalization of ['none', 'batch', 'layer'] as const)
      for (const hidden of [[], [1], [7, 1, 130]]) {
        const plan = planOf({ name: 'any', ...shape, hidden, normalization });
        let offset = 0;
        for (const tensor of plan.tensors) {
          expect(tensor.offset).toBe(offset);
          expect(tensor.size).toBe(tensor.shape.reduce((a, b) => a * b, 1));
          offset += tensor.size;
        }
        expect(plan.parameterCount).toBe(offset);
        expect(plan.layers).toHaveLength(hidden.length + 1);
      }
  });

  it('updates the fewest ranges that leave out the frozen layers', () => {
    const ranges = (frozen: number[]) =>
      trainedRanges(planOf({ name: 'frozen', ...shape, normalization: 'layer', frozen }));
    const plan = planOf({ name: 'frozen', ...shape, normalization: 'layer' });
    const starts = plan.layers.map(({ kernel }) => kernel.offset);
    const end = plan.parameterCount;
    expect(ranges([])).toEqual([{ first: 0, end }]);
    expect(ranges([0])).toEqual([{ first: starts[1], end }]);
    expect(ranges([1])).toEqual([
      { first: 0, end: starts[1] },
      { first: starts[2], end },
    ]);
    expect(ranges([2])).toEqual([{ first: 0, end: starts[2] }]);
    expect(ranges([0, 1, 2])).toEqual([]);
  });

  it('ends in a layer that is neither normalized nor residual', () => {
    const plan = planOf({
      name: 'output',
      ...shape,
      normalization: 'layer',
      residual: true,
    });
    expect(plan.layers[2]).toMatchObject({ normalization: 'none', residual: false });
    expect(plan.layers[1]).toMatchObject({ normalization: 'layer', residual: true });
  });
});

it('carries the deviation of the initial biases, which changes nothing else', () => {
  const plain = planOf({ name: 'plain', ...shape });
  expect(plain.training.biasDeviation).toBe(0);
  expect(planOf({ name: 'biases', ...shape, biasDeviation: 0.5 })).toEqual({
    ...plain,
    training: { ...plain.training, biasDeviation: 0.5 },
  });
});

it('a batch is never larger than the data', () => {
  const plan = planOf({ name: 'small data', ...shape, batchSize: 32, examples: 20 });
  expect(plan.training.batchSize).toBe(20);
});
