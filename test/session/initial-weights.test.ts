import { expect, it } from 'vitest';
import { BatchOrder } from '../../src/core/batch-order.ts';
import { prepareRun } from '../../src/session/prepare-run.ts';
import { tinySpec } from './sample-runs.ts';

const run = prepareRun(tinySpec());

it('draws other initial weights for the same data, split and batches', () => {
  const other = prepareRun(tinySpec({ initSeed: 8 }));
  expect(other.parameters).not.toEqual(run.parameters);
  expect(other.training).toEqual(run.training);
  expect(other.test).toEqual(run.test);
  const { seed, batchSize } = other.plan.training;
  const order = new BatchOrder(seed, other.training.count, batchSize);
  const first = new BatchOrder(7, run.training.count, batchSize);
  expect(order.indices(3)).toEqual(first.indices(3));
});

it('takes the seed where none of their own is given', () => {
  expect(prepareRun(tinySpec({ initSeed: 7 })).parameters).toEqual(run.parameters);
  // The weights of a seed do not depend on the seed of the data.
  const elsewhere = prepareRun(tinySpec({ seed: 9, initSeed: 7 }));
  expect(elsewhere.parameters).toEqual(run.parameters);
  expect(elsewhere.training).not.toEqual(run.training);
});
