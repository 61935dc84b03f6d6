import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import type { DeviceClock } from '../bench-engine.ts';

/** Timestamps of one look at the clock. */
const READINGS = 64;
/** Looks at the clock at most: a coarse one stands still during many passes. */
const LOOKS = 50;
/** Differences that are enough to know the smallest. */
const DIFFERENCES = 8;
const BYTES = 8;
const NANOSECONDS = 1e-6;

/** Timestamps that the GPU writes at the ends of a compute pass. */
export class GpuClock implements DeviceClock {
  readonly resolution: number;
  readonly #queries: GPUQuerySet;
  readonly #buffer: GPUBuffer;
  #elapsed = NaN;

  /** @returns null where the adapter has no timestamps, or such that stand still */
  static async create(gpu: GpuDevice): Promise<GpuClock | null> {
    const { device } = gpu;
    if (!device.features.has('timestamp-query')) return null;
    const queries = device.createQuerySet({
      label: 'timestamps',
      type: 'timestamp',
      count: READINGS,
    });
    const buffer = gpu.createBuffer(
      'timestamps',
      READINGS * BYTES,
      GPUBufferUsage.QUERY_RESOLVE,
    );
    try {
      const resolution = await resolutionOf(gpu, queries, buffer);
      if (resolution !== null) return new GpuClock(queries, buffer, resolution);
    } catch (error) {
      queries.destroy();
      buffer.destroy();
      throw error;
    }
    queries.destroy();
    buffer.destroy();
    return null;
  }

  private constructor(queries: GPUQuerySet, buffer: GPUBuffer, resolution: number) {
    this.#queries = queries;
    this.#buffer = buffer;
    this.resolution = resolution;
  }

  get elapsed(): number {
    return this.#elapsed;
  }

  /** For the pass that is to be timed. */
  get timestampWrites(): GPUComputePassTimestampWrites {
    return writes(this.#queries, 0);
  }

  /** Call after the pass. @returns what to read and hand to `note` */
  resolve(encoder: GPUCommandEncoder): { buffer: GPUBuffer; bytes: number } {
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#buffer, 0);
    return { buffer: this.#buffer, bytes: 2 * BYTES };
  }

  note(bytes: ArrayBuffer): void {
    const [begin, end] = new BigUint64Array(bytes);
    // As a difference: a reading itself has more digits than a number holds.
    this.#elapsed = Number(end - begin) * NANOSECONDS;
  }

  destroy(): void {
    this.#queries.destroy();
    this.#buffer.destroy();
  }
}

const writes = (querySet: GPUQuerySet, first: number): GPUComputePassTimestampWrites => ({
  querySet,
  beginningOfPassWriteIndex: first,
  endOfPassWriteIndex: first + 1,
});

/** The smallest difference but 0 between timestamps, in milliseconds; null where there is none. */
async function resolutionOf(
  gpu: GpuDevice,
  queries: GPUQuerySet,
  buffer: GPUBuffer,
): Promise<number | null> {
  const differences: bigint[] = [];
  for (let look = 0; look < LOOKS && differences.length < DIFFERENCES; look++) {
    const encoder = gpu.device.createCommandEncoder({ label: 'clock' });
    for (let first = 0; first < READINGS; first += 2)
      encoder.beginComputePass({ timestampWrites: writes(queries, first) }).end();
    encoder.resolveQuerySet(queries, 0, READINGS, buffer, 0);
    gpu.device.queue.submit([encoder.finish()]);
    const [bytes] = await gpu.read([{ buffer, bytes: READINGS * BYTES }]);
    const readings = [...new BigUint64Array(bytes)];
    for (let at = 1; at < READINGS; at++)
      if (readings[at] > readings[at - 1])
        differences.push(readings[at] - readings[at - 1]);
  }
  if (differences.length === 0) return null;
  return Number(differences.reduce((a, b) => (a < b ? a : b))) * NANOSECONDS;
}
