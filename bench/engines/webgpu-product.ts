import { BufferSet } from '../../src/engines/webgpu/buffer-set.ts';
import { activationFunction } from '../../src/engines/webgpu/forward-pass.ts';
import { createLayerProduct } from '../../src/engines/webgpu/layer-product.ts';
import { STEP_BYTES } from '../../src/engines/webgpu/model-buffers.ts';
import { createDispatch, encodeDispatch, type Dispatch } from '../../src/gpu/dispatch.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import { dense } from '../../src/kernels/layer/dense.ts';
import { denseInputGradient } from '../../src/kernels/layer/dense-input-gradient.ts';
import { denseKernelGradient } from '../../src/kernels/layer/dense-kernel-gradient.ts';
import type { ProductRun } from '../bench-engine.ts';
import type { Product } from '../cases/product-case.ts';
import { GpuClock } from './gpu-clock.ts';

interface Multiplication {
  readonly dispatch: Dispatch;
  /** f32 [size, size] */
  readonly result: GPUBuffer;
}

/**
 * A product by the kernels of a dense layer without bias, penalty and skip connection, with a
 * linear activation, as forward and backward pass make them. Their epilogue stays: it looks for
 * values that are not finite, and stores what a layer stores.
 */
export async function multiply(gpu: GpuDevice, product: Product): Promise<ProductRun> {
  const set = new BufferSet(gpu);
  try {
    const { dispatch, result } = await multiplication(gpu, set, product);
    const steps = gpu.createUniform('step', new ArrayBuffer(STEP_BYTES));
    set.owned.push(steps);
    const group = gpu.device.createBindGroup({
      label: 'step',
      layout: gpu.pipelines.stepLayout,
      entries: [{ binding: 0, resource: { buffer: steps } }],
    });
    const corner = { buffer: result, bytes: 4 };
    return {
      async step(count) {
        const encoder = gpu.device.createCommandEncoder({ label: 'products' });
        const pass = encoder.beginComputePass({ label: 'products' });
        for (let taken = 0; taken < count; taken++)
          encodeDispatch(pass, dispatch, { group, offset: 0 });
        pass.end();
        gpu.device.queue.submit([encoder.finish()]);
        // One element is enough to wait for.
        await gpu.read([corner]);
      },
      async result() {
        const bytes = 4 * product.case.size ** 2;
        const [values] = await gpu.read([{ buffer: result, bytes }]);
        return new Float32Array(values);
      },
      openClock: () => GpuClock.create(gpu),
      dispose: () => set.destroy(),
    };
  } catch (error) {
    set.destroy();
    throw error;
  }
}

/** One-letter dimensions as in the shaders: B rows, I inputs, O units. */
async function multiplication(
  gpu: GpuDevice,
  set: BufferSet,
  { case: { size, layout }, a, b }: Product,
): Promise<Multiplication> {
  const dimensions = { B: size, I: size, O: size, kernel: 0 };
  const { path, alpha } = activationFunction({ id: 'linear' });
  const buffers = await gpu.withMemoryCheck(() => ({
    a: set.from('a', a),
    b: set.from('b', b),
    result: set.create('result', size * size),
    status: set.from('status', Uint32Array.of(0xffffffff)),
  }));
  const { result, status } = buffers;
  const { partials, ...tiles } = await createLayerProduct(
    gpu,
    set,
    layout,
    layout === 'weight-gradient' ? 'kernel-gradient' : layout,
    dimensions,
    // Such large squares are not split, so that nothing comes before the kernel.
    buffers,
    { parts: 1, depth: size },
  );
  const another = (label: string) =>
    gpu.withMemoryCheck(() => set.create(label, size * size));
  const common = { label: layout, workgroups: tiles.workgroups };
  switch (layout) {
    case 'forward': {
      const dispatch = await createDispatch(
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
            parameters: buffers.b,
            x: buffers.a,
            partials,
            z: await another('z'),
            h: result,
            status,
          },
        },
        set.owned,
      );
      return { dispatch, result };
    }
    case 'input-gradient': {
      const dispatch = await createDispatch(
        gpu,
        denseInputGradient,
        {
          ...common,
          functions: [tiles.path, path],
          fields: { ...dimensions, residual: 0, alpha },
          buffers: {
            parameters: buffers.b,
            delta: buffers.a,
            // Only read where there is a skip connection.
            dh: buffers.a,
            n_below: await another('n'),
            dh_below: await another('dh'),
            error_below: result,
            partials,
          },
        },
        set.owned,
      );
      return { dispatch, result };
    }
    case 'weight-gradient': {
      const dispatch = await createDispatch(
        gpu,
        denseKernelGradient,
        {
          ...common,
          functions: [tiles.path],
          fields: { ...dimensions, l1: 0, l2: 0, place: 0 },
          buffers: {
            // Only read where there is a penalty.
            parameters: buffers.a,
            x: buffers.a,
            delta: buffers.b,
            gradients: result,
            status,
            partials,
          },
        },
        set.owned,
      );
      return { dispatch, result };
    }
  }
}
