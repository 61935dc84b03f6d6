import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { denseInputGradient } from '../../../src/kernels/layer/dense-input-gradient.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';
import { partialSums, RAGGED_PRODUCTS } from '../../support/ragged-shapes.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const KERNEL = 2;
const ALPHA = 0.25;

describe.each(RAGGED_PRODUCTS)(
  'δ·Wᵀ through φ′ below, %i rows, %i to %i, %s',
  (B, I, O, path, side) => {
    it.each([false, true])('residual: %s', async (residual) => {
      const parameters = normals('parameters', KERNEL + I * O);
      const delta = normals('delta', B * O);
      const dh = normals('dh', B * O);
      const n = normals('n below', B * I);
      const { buffers } = await runDefinition(gpu, denseInputGradient, {
        functions: [path, 'activation/leaky-relu'],
        fields: { B, I, O, kernel: KERNEL, residual: residual ? 1 : 0, alpha: ALPHA },
        buffers: {
          parameters,
          delta,
          dh,
          n_below: n,
          dh_below: B * I,
          error_below: B * I,
          partials: partialSums(
            path,
            [B, O, I],
            (row, o, i) => delta[row * O + o] * parameters[KERNEL + i * O + o],
          ),
        },
        workgroups: [Math.ceil(I / side), Math.ceil(B / side)],
      });

      const below = new Float64Array(B * I);
      const size = new Float64Array(B * I);
      for (let row = 0; row < B; row++)
        for (let i = 0; i < I; i++) {
          const at = row * I + i;
          // The skip connection passes on the units that the layers share.
          const skip = residual && i < O ? dh[row * O + i] : 0;
          below[at] = skip;
          size[at] = Math.abs(skip);
          for (let o = 0; o < O; o++) {
            const product = delta[row * O + o] * parameters[KERNEL + i * O + o];
            below[at] += product;
            size[at] += Math.abs(product);
          }
        }
      const error = below.map((value, at) => (n[at] >= 0 ? value : ALPHA * value));
      // O fused multiplications and additions, the skip and the slope.
      const bound = (at: number) => (O + 3) * ROUNDING * size[at];
      expectWithin(buffers.dh_below, below, bound, 'dh below');
      expectWithin(buffers.error_below, error, bound, 'error below');
    });
  },
);

it('keeps errors of 1e-30 in the slope of a saturated activation', async () => {
  const { buffers } = await runDefinition(gpu, denseInputGradient, {
    functions: ['lib/matmul', 'activation/sigmoid'],
    fields: { B: 1, I: 1, O: 1, kernel: 0, residual: 0, alpha: 0 },
    buffers: {
      parameters: [1],
      delta: [1e-10],
      dh: 1,
      n_below: [46],
      dh_below: 1,
      error_below: 1,
      partials: 1,
    },
    workgroups: [1, 1],
  });
  const slope = Math.exp(-46) / (1 + Math.exp(-46)) ** 2;
  // exp may be off by 3 + 2·46 units in the last place (WGSL, accuracy of expressions).
  const bound = (3 + 2 * 46 + 8) * 2 * ROUNDING;
  expect(Math.abs(buffers.error_below[0] / (1e-10 * slope) - 1)).toBeLessThan(bound);
});
