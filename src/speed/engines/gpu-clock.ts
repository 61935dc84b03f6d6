import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { DeviceClock } from '../timed-engine.ts';
import { clockResolution } from './clock-resolution.ts';
import { TIMESTAMP_BYTES, timestampWrites } from './timestamps.ts';

/**
 * Passes of a sample at most. Each is a submission that is waited for, of 40 ms or of 256 steps
 * and more, and a sample takes little more than 100 ms.
 */
const MOST_PASSES = 2048;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/**
 * Times all compute passes of a device by timestamps that the GPU writes at their ends. While
 * it runs, it stands in for the device's `createCommandEncoder`, so that what is timed need not
 * know of it and pays nothing at other times. The readings come back after the sample.
 */
export class GpuClock implements DeviceClock {
  readonly resolution: number;
  readonly #gpu: GpuDevice;
  readonly #queries: GPUQuerySet;
  readonly #buffer: GPUBuffer;
  readonly #capacity: number;
  /** Passes begun since the start. */
  #passes = 0;

  /**
   * @param capacity passes that it can time between `start` and `stop`
   * @returns null where the adapter has no timestamps, or such that stand still
   */
  static async create(gpu: GpuDevice, capacity = MOST_PASSES): Promise<GpuClock | null> {
    if (!gpu.device.features.has('timestamp-query')) return null;
    const resolution = await clockResolution(gpu);
    return resolution === null ? null : new GpuClock(gpu, resolution, capacity);
  }

  private constructor(gpu: GpuDevice, resolution: number, capacity: number) {
    this.#gpu = gpu;
    this.#capacity = capacity;
    this.resolution = resolution;
    const count = 2 * capacity;
    this.#queries = gpu.device.createQuerySet({
      label: 'passes',
      type: 'timestamp',
      count,
    });
    this.#buffer = gpu.createBuffer(
      'passes',
      count * TIMESTAMP_BYTES,
      GPUBufferUsage.QUERY_RESOLVE,
    );
  }

  start(): void {
    this.#passes = 0;
    const { device } = this.#gpu;
    const create = device.createCommandEncoder.bind(device);
    // Shadows the method of the prototype, which is found again when this one is deleted.
    Object.defineProperty(device, 'createCommandEncoder', {
      configurable: true,
      value: (descriptor?: GPUCommandEncoderDescriptor) =>
        this.#watch(create(descriptor)),
    });
  }

  async stop(): Promise<number> {
    const { device } = this.#gpu;
    Reflect.deleteProperty(device, 'createCommandEncoder');
    const count = 2 * this.#passes;
    if (this.#passes > this.#capacity)
      throw new Error(
        `The clock of the GPU times ${this.#capacity} passes at most, and there were ${this.#passes}.`,
      );
    if (count === 0) return 0;
    const encoder = device.createCommandEncoder({ label: 'clock' });
    encoder.resolveQuerySet(this.#queries, 0, count, this.#buffer, 0);
    device.queue.submit([encoder.finish()]);
    const bytes = count * TIMESTAMP_BYTES;
    const [readings] = await this.#gpu.read([{ buffer: this.#buffer, bytes }]);
    return sumOfPasses(new BigUint64Array(readings)) / NANOSECONDS_PER_MILLISECOND;
  }

  close(): void {
    this.#queries.destroy();
    this.#buffer.destroy();
  }

  /** The same encoder, whose compute passes write timestamps. */
  #watch(encoder: GPUCommandEncoder): GPUCommandEncoder {
    const begin = encoder.beginComputePass.bind(encoder);
    return Object.defineProperty(encoder, 'beginComputePass', {
      value: (descriptor?: GPUComputePassDescriptor) => {
        const pass = this.#passes++;
        // Those beyond are counted, so that `stop` does not hand out a part of the time.
        if (pass >= this.#capacity) return begin(descriptor);
        return begin({
          ...descriptor,
          timestampWrites: timestampWrites(this.#queries, 2 * pass),
        });
      },
    });
  }
}

/** @param readings begin and end of each pass, in nanoseconds */
function sumOfPasses(readings: BigUint64Array): number {
  let sum = 0n;
  for (let at = 0; at < readings.length; at += 2) sum += readings[at + 1] - readings[at];
  // A reading itself has more digits than a number holds; a sum of differences has not.
  return Number(sum);
}
