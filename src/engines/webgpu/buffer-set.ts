import type { GpuDevice } from '../../gpu/gpu-device.ts';

/** GPU buffers that live and die together. */
export class BufferSet {
  readonly #gpu: GpuDevice;
  readonly #buffers: GPUBuffer[] = [];

  constructor(gpu: GpuDevice) {
    this.#gpu = gpu;
  }

  /** Buffers made elsewhere that are to be destroyed with this set. */
  get owned(): GPUBuffer[] {
    return this.#buffers;
  }

  /** A zeroed storage buffer of `length` 32-bit elements. @throws UserError past the adapter's limits */
  create(label: string, length: number): GPUBuffer {
    const buffer = this.#gpu.createBuffer(label, length * 4);
    this.#buffers.push(buffer);
    return buffer;
  }

  /** A storage buffer with these contents. */
  from(
    label: string,
    values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ): GPUBuffer {
    const buffer = this.create(label, values.length);
    this.#gpu.device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  }

  /** Takes over the buffers of another set. */
  adopt(other: BufferSet): void {
    this.#buffers.push(...other.#buffers.splice(0));
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.length = 0;
  }
}
