import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { TIMESTAMP_BYTES, timestampWrites } from '../engines/timestamps.ts';
import { encodeRecorded, type RecordedDispatch } from './record-dispatches.ts';

/** Queries of a set at most, by WebGPU. */
const MOST_QUERIES = 4096;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/** Times every dispatch of a step by itself: each stands in a pass of its own with timestamps. */
export class SplitTimer {
  /** Steps that one submission can time. */
  readonly capacity: number;
  readonly #gpu: GpuDevice;
  readonly #step: readonly RecordedDispatch[];
  readonly #queries: GPUQuerySet;
  readonly #buffer: GPUBuffer;

  /** @param gpu a device with timestamps */
  constructor(gpu: GpuDevice, step: readonly RecordedDispatch[]) {
    this.#gpu = gpu;
    this.#step = step;
    this.capacity = Math.floor(MOST_QUERIES / (2 * step.length));
    if (this.capacity === 0)
      throw new Error(`A step of ${step.length} dispatches cannot be timed at once.`);
    const count = 2 * step.length * this.capacity;
    const type = 'timestamp';
    this.#queries = gpu.device.createQuerySet({ label: 'dispatches', type, count });
    this.#buffer = gpu.createBuffer(
      'dispatches',
      count * TIMESTAMP_BYTES,
      GPUBufferUsage.QUERY_RESOLVE,
    );
  }

  /**
   * Takes that many steps, `capacity` at most, in one submission.
   * @returns milliseconds of each dispatch, in the order of the step: the mean over the steps
   */
  async time(steps: number): Promise<number[]> {
    const { device } = this.#gpu;
    const passes = steps * this.#step.length;
    const encoder = device.createCommandEncoder({ label: 'dispatches' });
    for (let pass = 0; pass < passes; pass++) {
      const begun = encoder.beginComputePass({
        label: 'dispatch',
        timestampWrites: timestampWrites(this.#queries, 2 * pass),
      });
      encodeRecorded(begun, this.#step[pass % this.#step.length]);
      begun.end();
    }
    encoder.resolveQuerySet(this.#queries, 0, 2 * passes, this.#buffer, 0);
    device.queue.submit([encoder.finish()]);
    const bytes = 2 * passes * TIMESTAMP_BYTES;
    const [resolved] = await this.#gpu.read([{ buffer: this.#buffer, bytes }]);
    const readings = new BigUint64Array(resolved);
    return this.#step.map((_, at) => {
      let sum = 0n;
      for (let pass = at; pass < passes; pass += this.#step.length)
        sum += readings[2 * pass + 1] - readings[2 * pass];
      return Number(sum) / NANOSECONDS_PER_MILLISECOND / steps;
    });
  }

  destroy(): void {
    this.#queries.destroy();
    this.#buffer.destroy();
  }
}
