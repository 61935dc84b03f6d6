import { BufferSet } from '../../engines/webgpu/buffer-set.ts';
import { encodeDispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { ProductRun } from '../timed-engine.ts';
import type { Product } from '../cases/product-case.ts';
import { GpuClock } from './gpu-clock.ts';
import { createMultiplication } from './layer-multiplication.ts';

/** A product of squares, as a dense layer takes it. */
export async function multiply(gpu: GpuDevice, product: Product): Promise<ProductRun> {
  const { size, layout } = product.case;
  const set = new BufferSet(gpu);
  try {
    const { dispatch, step, result } = await createMultiplication(
      gpu,
      set,
      layout === 'weight-gradient' ? 'kernel-gradient' : layout,
      { B: size, I: size, O: size },
      product,
    );
    return {
      async step(count) {
        const encoder = gpu.device.createCommandEncoder({ label: 'products' });
        const pass = encoder.beginComputePass({ label: 'products' });
        for (let taken = 0; taken < count; taken++) encodeDispatch(pass, dispatch, step);
        pass.end();
        gpu.device.queue.submit([encoder.finish()]);
        // One element is enough to wait for.
        await gpu.read([{ buffer: result, bytes: 4 }]);
      },
      async result() {
        const bytes = 4 * size ** 2;
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
