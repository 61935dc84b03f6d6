import { expect, it } from 'vitest';
import { toChartData } from '../../../src/ui/charts/loss-chart.ts';

const columns = {
  steps: [0, 1, 2],
  batch: [1e36, 0, null],
  train: [10, null, 1e-4],
  test: [1, null, 100],
};

it('hands linear losses on as they are', () => {
  expect(toChartData(columns, false)).toEqual([
    columns.steps,
    columns.batch,
    columns.train,
    columns.test,
  ]);
});

it('turns losses into exponents of ten for a logarithmic axis, where 0 has no place', () => {
  const [steps, batch, train, test] = toChartData(columns, true);
  expect(steps).toBe(columns.steps);
  expect(batch).toEqual([36, null, null]);
  expect(train).toEqual([1, null, -4]);
  expect(test).toEqual([0, null, 2]);
});
