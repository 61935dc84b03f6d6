import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { BufferSet } from './buffer-set.ts';

/**
 * A copy of all that training changes, on the GPU. One is saved before each submission, so
 * that a step in which something overflowed can be undone exactly without a check in
 * front of every write.
 */
export class StateBackup {
  readonly #pairs: readonly { readonly live: GPUBuffer; readonly copy: GPUBuffer }[];

  /** @param buffers all that training changes */
  constructor(buffers: readonly GPUBuffer[], set: BufferSet) {
    this.#pairs = buffers.map((live) => ({
      live,
      copy: set.create(`backup of ${live.label}`, live.size / 4),
    }));
  }

  save(gpu: GpuDevice): void {
    this.#copy(gpu, ({ live, copy }) => [live, copy]);
  }

  restore(gpu: GpuDevice): void {
    this.#copy(gpu, ({ live, copy }) => [copy, live]);
  }

  #copy(
    gpu: GpuDevice,
    direction: (pair: { live: GPUBuffer; copy: GPUBuffer }) => [GPUBuffer, GPUBuffer],
  ): void {
    const encoder = gpu.device.createCommandEncoder({ label: 'backup' });
    for (const pair of this.#pairs) {
      const [from, to] = direction(pair);
      encoder.copyBufferToBuffer(from, 0, to, 0, from.size);
    }
    gpu.device.queue.submit([encoder.finish()]);
  }
}
