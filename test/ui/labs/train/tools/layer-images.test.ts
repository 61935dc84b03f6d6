import { expect, it } from 'vitest';
import {
  kernelExtent,
  unitImages,
} from '../../../../../src/ui/labs/train/tools/first-layer/layer-images.ts';
import { planOf } from '../../../../support/networks.ts';

const base = { name: 'images', inputs: 4, hidden: [3], outputs: 1, batchSize: 2 };

it('a unit has a column of the kernel as its image', () => {
  const plan = planOf(base);
  const vector = Float32Array.from({ length: plan.parameterCount }, (_, at) => at);
  const images = unitImages(plan.layers[0], vector, 1, 64);
  expect(images.map(({ unit }) => unit)).toEqual([1, 2]);
  // Kernel [4, 3], then three biases.
  expect([...images[0].values]).toEqual([1, 4, 7, 10]);
  expect(images[0].norm).toBeCloseTo(Math.sqrt(1 + 16 + 49 + 100), 12);
  expect(images[0]).toMatchObject({ bias: 13, scale: null, shift: null });
});

it('a normalized unit has a scale and a shift, and before batch normalization no bias', () => {
  const plan = planOf({ ...base, normalization: 'batch' });
  const vector = Float32Array.from({ length: plan.parameterCount }, (_, at) => at);
  const [image] = unitImages(plan.layers[0], vector, 2, 1);
  expect(image).toMatchObject({ bias: null, scale: 14, shift: 17 });
});

it('the scale is that of the whole kernel, and of nothing else', () => {
  const plan = planOf(base);
  const vector = new Float32Array(plan.parameterCount).fill(9);
  vector.set([1, 2, -5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(kernelExtent(plan.layers[0], vector)).toBe(5);
});
