import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { denseKernelGradient } from '../../../src/kernels/layer/dense-kernel-gradient.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import {
  createTestManager,
  NOTHING_REPORTED,
  runDefinition,
} from '../../support/gpu-run.ts';
import { partialSums, RAGGED_PRODUCTS } from '../../support/ragged-shapes.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const KERNEL = 3;

describe.each(RAGGED_PRODUCTS)(
  'xᵀ·δ and the penalty, %i rows, %i to %i, %s',
  (B, I, O, path, side) => {
    it.each([
      [0, 0],
      [0.5, 0.125],
    ])('l1 = %d, l2 = %d', async (l1, l2) => {
      const parameters = normals('parameters', KERNEL + I * O);
      const x = normals('x', B * I);
      const delta = normals('delta', B * O);
      const { buffers, report } = await runDefinition(gpu, denseKernelGradient, {
        functions: [path],
        fields: { B, I, O, kernel: KERNEL, l1, l2, place: 0 },
        buffers: {
          parameters,
          x,
          delta,
          gradients: KERNEL + I * O + 2,
          partials: partialSums(
            path,
            [I, B, O],
            (i, row, o) => x[row * I + i] * delta[row * O + o],
          ),
        },
        workgroups: [Math.ceil(O / side), Math.ceil(I / side)],
      });

      const expected = new Float64Array(I * O);
      const size = new Float64Array(I * O);
      for (let i = 0; i < I; i++)
        for (let o = 0; o < O; o++) {
          const at = i * O + o;
          const weight = parameters[KERNEL + at];
          expected[at] = l1 * Math.sign(weight) + l2 * weight;
          size[at] = l1 + l2 * Math.abs(weight);
          for (let row = 0; row < B; row++) {
            const product = x[row * I + i] * delta[row * O + o];
            expected[at] += product;
            size[at] += Math.abs(product);
          }
        }
      const { gradients } = buffers;
      // B fused multiplications and additions, then four operations of the penalty.
      expectWithin(
        gradients.subarray(KERNEL, KERNEL + I * O),
        expected,
        (at) => (B + 4) * ROUNDING * size[at],
        'dW',
      );
      const around = [
        ...gradients.subarray(0, KERNEL),
        ...gradients.subarray(KERNEL + I * O),
      ];
      expect(around.every((value) => value === 0)).toBe(true);
      expect(report).toBe(NOTHING_REPORTED);
    });
  },
);

it('has no l1 gradient at a weight of 0', async () => {
  const { buffers } = await runDefinition(gpu, denseKernelGradient, {
    functions: ['lib/matmul'],
    fields: { B: 1, I: 1, O: 3, kernel: 0, l1: 1, l2: 0, place: 0 },
    buffers: {
      parameters: [0, -2, 2],
      x: [0],
      delta: [1, 1, 1],
      gradients: 3,
      partials: 1,
    },
    workgroups: [1, 1],
  });
  expect([...buffers.gradients]).toEqual([0, -1, 1]);
});

it('reports a gradient that overflowed', async () => {
  const { report } = await runDefinition(gpu, denseKernelGradient, {
    functions: ['lib/matmul'],
    fields: { B: 2, I: 1, O: 1, kernel: 0, l1: 0, l2: 0, place: 9 },
    buffers: {
      parameters: [1],
      x: [1e20, 1],
      delta: [1e20, 1],
      gradients: 1,
      partials: 1,
    },
    workgroups: [1, 1],
    step: { index: 1 },
  });
  expect(report).toBe((1 << 16) | 9);
});
