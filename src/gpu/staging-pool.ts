/** A part of a GPU buffer to be read; offset and length in bytes, multiples of 4. */
export interface Region {
  readonly buffer: GPUBuffer;
  readonly offset?: number;
  readonly bytes: number;
}

/** Staging buffers kept for the next read; more than this many are destroyed after use. */
const KEPT = 4;

/** Mappable buffers for reading results back, used again and again. */
export class StagingPool {
  readonly #device: GPUDevice;
  #free: GPUBuffer[] = [];

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Copies the regions as they are after everything submitted so far. */
  async read(regions: readonly Region[]): Promise<ArrayBuffer[]> {
    const total = regions.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total === 0) return regions.map(() => new ArrayBuffer(0));
    const staging = this.#take(total);
    const encoder = this.#device.createCommandEncoder({ label: 'readback' });
    let position = 0;
    for (const { buffer, offset = 0, bytes } of regions) {
      encoder.copyBufferToBuffer(buffer, offset, staging, position, bytes);
      position += bytes;
    }
    this.#device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ, 0, total);
    } catch (error) {
      staging.destroy();
      throw error;
    }
    const mapped = staging.getMappedRange(0, total);
    let start = 0;
    const results = regions.map(({ bytes }) => mapped.slice(start, (start += bytes)));
    staging.unmap();
    this.#give(staging);
    return results;
  }

  destroy(): void {
    for (const buffer of this.#free) buffer.destroy();
    this.#free = [];
  }

  /** The smallest free buffer that is large enough, or a new one of the next power of two. */
  #take(bytes: number): GPUBuffer {
    const fitting = this.#free.filter((buffer) => buffer.size >= bytes);
    const best = fitting.sort((a, b) => a.size - b.size).at(0);
    if (best) {
      this.#free = this.#free.filter((buffer) => buffer !== best);
      return best;
    }
    return this.#device.createBuffer({
      label: 'staging',
      size: Math.max(256, 2 ** Math.ceil(Math.log2(bytes))),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  #give(buffer: GPUBuffer): void {
    this.#free.push(buffer);
    if (this.#free.length > KEPT) this.#free.shift()?.destroy();
  }
}
