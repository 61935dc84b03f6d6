/** A part of a GPU buffer to be read; offset and length in bytes, multiples of 4. */
export interface Region {
  readonly buffer: GPUBuffer;
  readonly offset?: number;
  readonly bytes: number;
}

/** Staging buffers kept for the next read; more than this many are destroyed after use. */
const KEPT = 4;
/** Larger ones, as for a snapshot of a huge network, are destroyed after use: they hold memory of the host. */
const LARGEST_KEPT = 16 * 2 ** 20;

interface PoolLimits {
  /** Bytes of a staging buffer at most; no region is larger. */
  readonly largest: number;
  /** Bytes of a kept one at most. */
  readonly largestKept: number;
}

/** Mappable buffers for reading results back, used again and again. */
export class StagingPool {
  readonly #device: GPUDevice;
  readonly #limits: PoolLimits;
  #free: GPUBuffer[] = [];

  /** @param limits those of the device; others only in tests */
  constructor(
    device: GPUDevice,
    limits: PoolLimits = {
      largest: device.limits.maxBufferSize,
      largestKept: LARGEST_KEPT,
    },
  ) {
    this.#device = device;
    this.#limits = limits;
  }

  /** Copies the regions as they are after everything submitted so far. */
  async read(regions: readonly Region[]): Promise<ArrayBuffer[]> {
    // Several buffers where one is not enough: a snapshot reads parameters and memories,
    // each of which may be as large as a buffer can be.
    const encoder = this.#device.createCommandEncoder({ label: 'readback' });
    const copies = this.#divide(regions).map((group) => this.#encodeCopy(encoder, group));
    this.#device.queue.submit([encoder.finish()]);
    const mappings = copies.map(({ staging, bytes }) =>
      staging.mapAsync(GPUMapMode.READ, 0, bytes),
    );
    try {
      await Promise.all(mappings);
    } catch (error) {
      for (const { staging } of copies) staging.destroy();
      throw error;
    }
    return copies.flatMap(({ staging, group, bytes }) => {
      const mapped = staging.getMappedRange(0, bytes);
      let start = 0;
      const results = group.map((region) => mapped.slice(start, (start += region.bytes)));
      staging.unmap();
      this.#give(staging);
      return results;
    });
  }

  destroy(): void {
    for (const buffer of this.#free) buffer.destroy();
    this.#free = [];
  }

  /** Groups of neighbouring regions, each for one staging buffer. */
  #divide(regions: readonly Region[]): Region[][] {
    const groups: Region[][] = [];
    let total = Infinity;
    for (const region of regions) {
      if (total + region.bytes > this.#limits.largest) {
        groups.push([]);
        total = 0;
      }
      groups[groups.length - 1].push(region);
      total += region.bytes;
    }
    return groups;
  }

  #encodeCopy(encoder: GPUCommandEncoder, group: readonly Region[]) {
    const bytes = group.reduce((sum, region) => sum + region.bytes, 0);
    const staging = this.#take(bytes);
    let position = 0;
    for (const region of group) {
      const { buffer, offset = 0 } = region;
      encoder.copyBufferToBuffer(buffer, offset, staging, position, region.bytes);
      position += region.bytes;
    }
    return { staging, group, bytes };
  }

  /** The smallest free buffer that is large enough, or a new one of the next power of two. */
  #take(bytes: number): GPUBuffer {
    const fitting = this.#free.filter((buffer) => buffer.size >= bytes);
    const best = fitting.sort((a, b) => a.size - b.size).at(0);
    if (best) {
      this.#free = this.#free.filter((buffer) => buffer !== best);
      return best;
    }
    const size =
      bytes > this.#limits.largestKept
        ? bytes
        : Math.max(256, 2 ** Math.ceil(Math.log2(bytes)));
    return this.#device.createBuffer({
      label: 'staging',
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  #give(buffer: GPUBuffer): void {
    if (buffer.size > this.#limits.largestKept) buffer.destroy();
    else this.#free.push(buffer);
    if (this.#free.length > KEPT) this.#free.shift()?.destroy();
  }
}
