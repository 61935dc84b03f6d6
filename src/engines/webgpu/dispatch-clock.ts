import type { Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';

const NANOSECONDS = 1e-6;
/** Of a timestamp. */
const BYTES = 8;

/** Tells how long dispatches take. */
export interface DispatchClock {
  /** Milliseconds since some moment. */
  now(): number;
  /**
   * Runs each of the dispatches `repeats` times, one kind after the other.
   * @param dispatches of kernels that do not use the step
   * @returns milliseconds for each
   */
  time(dispatches: readonly Dispatch[], repeats: number): Promise<readonly number[]>;
}

/** The clock of a device: the timestamps of its GPU where it writes them, else that on the wall. */
export function dispatchClock(
  gpu: GpuDevice,
  hasTimestamps = gpu.device.features.has('timestamp-query'),
): DispatchClock {
  return {
    now: () => performance.now(),
    async time(dispatches, repeats) {
      if (hasTimestamps) {
        const times = await byTimestamps(gpu, dispatches, repeats);
        // A coarse clock may stand still meanwhile, and some count for no time at all.
        if (times.every((time) => time > 0)) return times;
      }
      return byTheWall(gpu, dispatches, repeats);
    },
  };
}

async function byTimestamps(
  { device }: GpuDevice,
  dispatches: readonly Dispatch[],
  repeats: number,
): Promise<number[]> {
  const count = 2 * dispatches.length;
  const size = count * BYTES;
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const querySet = device.createQuerySet({ type: 'timestamp', count });
  const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
  const staging = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
  try {
    const encoder = device.createCommandEncoder({ label: 'timing' });
    dispatches.forEach((dispatch, index) => {
      const timestampWrites = {
        querySet,
        beginningOfPassWriteIndex: 2 * index,
        endOfPassWriteIndex: 2 * index + 1,
      };
      encode(encoder.beginComputePass({ timestampWrites }), dispatch, repeats);
    });
    encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const readings = new BigInt64Array(staging.getMappedRange());
    // As differences: a reading itself has more digits than a number holds.
    return dispatches.map(
      (_, index) => Number(readings[2 * index + 1] - readings[2 * index]) * NANOSECONDS,
    );
  } finally {
    querySet.destroy();
    resolved.destroy();
    staging.destroy();
  }
}

async function byTheWall(
  { device }: GpuDevice,
  dispatches: readonly Dispatch[],
  repeats: number,
): Promise<number[]> {
  const times: number[] = [];
  for (const dispatch of dispatches) {
    const encoder = device.createCommandEncoder({ label: 'timing' });
    encode(encoder.beginComputePass(), dispatch, repeats);
    const commands = encoder.finish();
    await device.queue.onSubmittedWorkDone();
    const started = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    times.push(performance.now() - started);
  }
  return times;
}

function encode(
  pass: GPUComputePassEncoder,
  { pipeline, bindGroup, workgroups }: Dispatch,
  repeats: number,
): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  for (let repeat = 0; repeat < repeats; repeat++) pass.dispatchWorkgroups(...workgroups);
  pass.end();
}
