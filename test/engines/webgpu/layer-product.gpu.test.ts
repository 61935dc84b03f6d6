import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BufferSet } from '../../../src/engines/webgpu/buffer-set.ts';
import {
  createLayerProduct,
  type Operands,
} from '../../../src/engines/webgpu/layer-product.ts';
import {
  PRODUCT_LAYOUTS,
  type LayerShape,
  type ProductLayout,
} from '../../../src/engines/webgpu/product-layouts.ts';
import { createDispatch, encodeDispatch } from '../../../src/gpu/dispatch.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { denseInputGradient } from '../../../src/kernels/layer/dense-input-gradient.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const KERNEL = 3;
const { floor } = Math;

/** Row, k and column of a product to the elements of its matrices. */
const ELEMENTS: Record<
  ProductLayout,
  (shape: LayerShape) => {
    size: [M: number, K: number, N: number];
    a: (row: number, k: number) => number;
    b: (k: number, column: number) => number;
  }
> = {
  forward: ({ B, I, O }) => ({
    size: [B, I, O],
    a: (row, i) => row * I + i,
    b: (i, o) => KERNEL + i * O + o,
  }),
  'kernel-gradient': ({ B, I, O }) => ({
    size: [I, B, O],
    a: (i, row) => row * I + i,
    b: (row, o) => row * O + o,
  }),
  'input-gradient': ({ B, I, O }) => ({
    size: [B, O, I],
    a: (row, o) => row * O + o,
    b: (o, i) => KERNEL + i * O + o,
  }),
};

describe.each(PRODUCT_LAYOUTS)('%s in parts', (layout) => {
  it.each([
    { B: 33, I: 65, O: 34 },
    { B: 4, I: 7, O: 130 },
    { B: 130, I: 3, O: 5 },
  ])('adds up to the product: %o', async (layer) => {
    const { size, a, b } = ELEMENTS[layout](layer);
    const [M, K, N] = size;
    const left = normals('left', M * K);
    const right = normals('right', KERNEL + K * N);
    const set = new BufferSet(gpu);
    const operands: Operands = {
      a: set.from('a', Float32Array.from(left)),
      b: set.from('b', Float32Array.from(right)),
      kernel: layout === 'kernel-gradient' ? 0 : KERNEL,
    };
    const depth = Math.ceil(K / 3);
    const parts = { parts: Math.ceil(K / depth), depth };
    const product = await createLayerProduct(
      gpu,
      set,
      'test',
      layout,
      layer,
      operands,
      parts,
    );
    // The kernel without a product of its own: any layout's sums go through it.
    const result = set.create('result', M * N);
    const sum = await createDispatch(
      gpu,
      denseInputGradient,
      {
        label: 'sum',
        functions: [product.path, 'activation/linear'],
        fields: { B: M, I: N, O: K, kernel: 0, residual: 0, alpha: 0 },
        buffers: {
          parameters: operands.a,
          delta: operands.a,
          dh: operands.a,
          n_below: set.create('n', M * N),
          dh_below: result,
          error_below: set.create('error', M * N),
          partials: product.partials,
        },
        workgroups: product.workgroups,
      },
      set.owned,
    );
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const step = { group: gpu.device.createBindGroup(emptyGroup()), offset: 0 };
    for (const dispatch of [...product.before, sum]) encodeDispatch(pass, dispatch, step);
    pass.end();
    gpu.device.queue.submit([encoder.finish()]);
    const [bytes] = await gpu.read([{ buffer: result, bytes: 4 * M * N }]);
    set.destroy();

    expect(product.before).toHaveLength(1);
    const expected = new Float64Array(M * N);
    const magnitude = new Float64Array(M * N);
    for (let at = 0; at < M * N; at++)
      for (let k = 0; k < K; k++) {
        const term = left[a(floor(at / N), k)] * right[b(k, at % N)];
        expected[at] += term;
        magnitude[at] += Math.abs(term);
      }
    const bound = (at: number) => (K + 3) * ROUNDING * magnitude[at];
    expectWithin(new Float32Array(bytes), expected, bound, 'product');
  });

  it('is one dispatch where the size asks for no parts', async () => {
    const set = new BufferSet(gpu);
    const buffer = set.create('matrix', 64);
    const { before, partials } = await createLayerProduct(
      gpu,
      set,
      'test',
      layout,
      { B: 8, I: 8, O: 8 },
      { a: buffer, b: buffer },
    );
    expect(before).toEqual([]);
    expect(partials).toBe(buffer);
    set.destroy();
  });
});

function emptyGroup(): GPUBindGroupDescriptor {
  return { layout: gpu.device.createBindGroupLayout({ entries: [] }), entries: [] };
}
