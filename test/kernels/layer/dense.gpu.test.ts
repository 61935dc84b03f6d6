import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { dense } from '../../../src/kernels/layer/dense.ts';
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

/** The kernel does not begin at 0 of the parameters, as in a network. */
const KERNEL = 5;

interface Options {
  readonly hasBias?: boolean;
  readonly activates?: boolean;
  readonly residual?: boolean;
  /** WGSL file of the product and side of its tiles. */
  readonly path?: string;
  readonly side?: number;
}

function run(
  [B, I, O]: readonly [number, number, number],
  parameters: Float32Array,
  x: Float32Array,
  {
    hasBias = true,
    activates = true,
    residual = false,
    path = 'lib/matmul',
    side = 32,
  }: Options = {},
) {
  return runDefinition(gpu, dense, {
    functions: [path, 'activation/leaky-relu'],
    fields: {
      B,
      I,
      O,
      kernel: KERNEL,
      bias: KERNEL + I * O,
      has_bias: hasBias ? 1 : 0,
      activates: activates ? 1 : 0,
      residual: residual ? 1 : 0,
      alpha: 0.25,
      place: 7,
    },
    buffers: {
      parameters,
      x,
      z: B * O,
      h: B * O,
      partials: partialSums(
        path,
        [B, I, O],
        (row, i, o) => x[row * I + i] * parameters[KERNEL + i * O + o],
      ),
    },
    workgroups: [Math.ceil(O / side), Math.ceil(B / side)],
    step: { index: 3 },
  });
}

describe.each(RAGGED_PRODUCTS)(
  'z and h of a dense layer, %i rows, %i to %i, %s',
  (B, I, O, path, side) => {
    const parameters = normals('parameters', KERNEL + I * O + O);
    const x = normals('x', B * I);

    function reference({ hasBias = true, residual = false }: Options) {
      const z = new Float64Array(B * O);
      const h = new Float64Array(B * O);
      /** Σ |x·w| + |b|, to which the rounding of the sum is proportional. */
      const size = new Float64Array(B * O);
      for (let row = 0; row < B; row++)
        for (let o = 0; o < O; o++) {
          const bias = hasBias ? parameters[KERNEL + I * O + o] : 0;
          let sum = bias;
          let magnitude = Math.abs(bias);
          for (let i = 0; i < I; i++) {
            const product = x[row * I + i] * parameters[KERNEL + i * O + o];
            sum += product;
            magnitude += Math.abs(product);
          }
          const at = row * O + o;
          z[at] = sum;
          const skip = residual && o < I ? x[row * I + o] : 0;
          h[at] = (sum >= 0 ? sum : 0.25 * sum) + skip;
          size[at] = magnitude + Math.abs(skip);
        }
      return { z, h, size };
    }

    it.each([{}, { hasBias: false }, { residual: true }])('%o', async (options) => {
      const { buffers, report } = await run([B, I, O], parameters, x, {
        ...options,
        path,
        side,
      });
      const { z, h, size } = reference(options);
      // I fused multiplications and additions, then bias, activation and skip.
      const bound = (at: number) => (I + 4) * ROUNDING * size[at];
      expectWithin(buffers.z, z, bound, 'z');
      expectWithin(buffers.h, h, bound, 'h');
      expect(report).toBe(NOTHING_REPORTED);
    });
  },
);

it('leaves h alone where the layer is normalized', async () => {
  const { buffers } = await run([3, 2, 4], normals('p', 20), normals('x', 6), {
    activates: false,
  });
  expect([...buffers.h]).toEqual(Array.from({ length: 12 }, () => 0));
  expect(buffers.z.every((value) => value !== 0)).toBe(true);
});

it('reports step and place of an overflow', async () => {
  const parameters = new Float32Array(KERNEL + 4 + 2).fill(1e20);
  const x = Float32Array.of(1, 1, 1e20, 1);
  const { report } = await run([2, 2, 2], parameters, x);
  expect(report).toBe((3 << 16) | 7);
});

it('keeps products that are smaller than 1e-30', async () => {
  const parameters = new Float32Array(KERNEL + 1 + 1);
  parameters[KERNEL] = 1e-16;
  const { buffers } = await run([1, 1, 1], parameters, Float32Array.of(1e-16));
  expect(Math.abs(buffers.z[0] / 1e-32 - 1)).toBeLessThan(4 * ROUNDING);
});
