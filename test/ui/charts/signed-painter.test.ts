import { expect, it } from 'vitest';
import { extentOf, paintSigned } from '../../../src/ui/charts/signed-painter.ts';

const colours = { negative: '#ff0000', zero: '#808080', positive: '#0000ff' };

it('paints negative, zero and positive values on one scale', () => {
  const target = new Uint8ClampedArray(16);
  paintSigned([-2, 0, 1, 2], 2, colours, target);
  expect([...target]).toEqual([
    255, 0, 0, 255, 128, 128, 128, 255, 64, 64, 192, 255, 0, 0, 255, 255,
  ]);
});

it('paints what is all zero in grey', () => {
  const target = new Uint8ClampedArray(4);
  paintSigned([0], extentOf([0]), colours, target);
  expect([...target]).toEqual([128, 128, 128, 255]);
});

it('takes the extent from finite values', () => {
  expect(extentOf([1, -3, NaN, Infinity])).toBe(3);
  expect(extentOf([])).toBe(0);
});
