import { expect, it } from 'vitest';
import { adaptSide, gridInputs, planeGrid } from '../../../src/ui/charts/plane-grid.ts';

it('has the centres of the cells, the upper left first', () => {
  expect([...planeGrid([-2, 2], 2)]).toEqual([-1, 1, 1, 1, -1, -1, 1, -1]);
});

it('becomes what the network is given, with the cells named where a feature has no value', () => {
  const plane = planeGrid([-2, 2], 2);
  expect(gridInputs(null, plane)).toEqual({ inputs: plane, undefinedCells: [] });
  const { inputs, undefinedCells } = gridInputs(['log(x1)', 'x2', 'x1^2'], plane);
  expect(undefinedCells).toEqual([0, 2]);
  expect([...inputs]).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, -1, 1]);
});

it('becomes coarser when predictions are slow and finer when they are quick', () => {
  expect(adaptSide(56, 0)).toBe(56);
  expect(adaptSide(56, 500)).toBe(40);
  expect(adaptSide(40, 500)).toBe(40);
  expect(adaptSide(56, 5)).toBe(72);
  expect(adaptSide(128, 5)).toBe(128);
});
