import type { BufferSet } from '../../engines/webgpu/buffer-set.ts';
import { activationFunction } from '../../engines/webgpu/forward-pass.ts';
import { createLayerProduct } from '../../engines/webgpu/layer-product.ts';
import { STEP_BYTES } from '../../engines/webgpu/model-buffers.ts';
import {
  shapeOf,
  type LayerShape,
  type ProductLayout,
} from '../../engines/webgpu/product-layouts.ts';
import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { dense } from '../../kernels/layer/dense.ts';
import { denseInputGradient } from '../../kernels/layer/dense-input-gradient.ts';
import { denseKernelGradient } from '../../kernels/layer/dense-kernel-gradient.ts';

/** The two factors of a product, row by row. */
export interface Factors {
  readonly a: Float32Array<ArrayBuffer>;
  readonly b: Float32Array<ArrayBuffer>;
}

/** A product of a layer, ready to be encoded. */
export interface LayerMultiplication {
  readonly dispatch: Dispatch;
  /** For `encodeDispatch`. */
  readonly step: { readonly group: GPUBindGroup; readonly offset: number };
  /** The product, row by row. */
  readonly result: GPUBuffer;
}

/**
 * A product by the kernels of a dense layer without bias, penalty and skip connection, with a
 * linear activation, as forward and backward pass make them. Their epilogue stays: it looks for
 * values that are not finite, and stores what a layer stores. Its sums are not split into parts,
 * so that nothing comes before the kernel.
 */
export async function createMultiplication(
  gpu: GpuDevice,
  set: BufferSet,
  layout: ProductLayout,
  layer: LayerShape,
  { a, b }: Factors,
): Promise<LayerMultiplication> {
  const { M, K, N } = shapeOf(layout, layer);
  const buffers = await gpu.withMemoryCheck(() => ({
    a: set.from('a', a),
    b: set.from('b', b),
    result: set.create('result', M * N),
    status: set.from('status', Uint32Array.of(0xffffffff)),
  }));
  const { partials, ...tiles } = await createLayerProduct(
    gpu,
    set,
    layout,
    layout,
    layer,
    buffers,
    { parts: 1, depth: K },
  );
  const dispatch = await createKernel(gpu, set, layout, layer, {
    ...buffers,
    partials,
    another: (label) => gpu.withMemoryCheck(() => set.create(label, M * N)),
    tiles,
  });
  const steps = gpu.createUniform('step', new ArrayBuffer(STEP_BYTES));
  set.owned.push(steps);
  const group = gpu.device.createBindGroup({
    label: 'step',
    layout: gpu.pipelines.stepLayout,
    entries: [{ binding: 0, resource: { buffer: steps } }],
  });
  return { dispatch, step: { group, offset: 0 }, result: buffers.result };
}

type BufferName = 'a' | 'b' | 'result' | 'status' | 'partials';

/** What the kernels of all layouts need. */
interface Parts extends Readonly<Record<BufferName, GPUBuffer>> {
  /** A buffer of the size of the result. */
  another(label: string): Promise<GPUBuffer>;
  readonly tiles: {
    readonly path: string;
    readonly workgroups: readonly [number, number];
  };
}

async function createKernel(
  gpu: GpuDevice,
  set: BufferSet,
  layout: ProductLayout,
  layer: LayerShape,
  { a, b, result, status, partials, another, tiles }: Parts,
): Promise<Dispatch> {
  const { path, alpha } = activationFunction({ id: 'linear' });
  const dimensions = { B: layer.B, I: layer.I, O: layer.O, kernel: 0 };
  const common = { label: layout, workgroups: tiles.workgroups };
  switch (layout) {
    case 'forward':
      return createDispatch(
        gpu,
        dense,
        {
          ...common,
          functions: [tiles.path, path],
          fields: {
            ...dimensions,
            bias: 0,
            has_bias: 0,
            activates: 1,
            residual: 0,
            alpha,
            place: 0,
          },
          buffers: {
            parameters: b,
            x: a,
            partials,
            z: await another('z'),
            h: result,
            status,
          },
        },
        set.owned,
      );
    case 'input-gradient':
      return createDispatch(
        gpu,
        denseInputGradient,
        {
          ...common,
          functions: [tiles.path, path],
          fields: { ...dimensions, residual: 0, alpha },
          buffers: {
            parameters: b,
            delta: a,
            // Only read where there is a skip connection.
            dh: a,
            n_below: await another('n'),
            dh_below: await another('dh'),
            error_below: result,
            partials,
          },
        },
        set.owned,
      );
    case 'kernel-gradient':
      return createDispatch(
        gpu,
        denseKernelGradient,
        {
          ...common,
          functions: [tiles.path],
          fields: { ...dimensions, l1: 0, l2: 0, place: 0 },
          buffers: {
            // Only read where there is a penalty.
            parameters: a,
            x: a,
            delta: b,
            gradients: result,
            status,
            partials,
          },
        },
        set.owned,
      );
  }
}
