import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { TIMESTAMP_BYTES, timestampWrites } from './timestamps.ts';

/** Timestamps of one look at the clock. */
const READINGS = 64;
/** Looks at the clock at most: a coarse one stands still during many passes. */
const LOOKS = 50;
/** Differences that are enough to know the smallest. */
const DIFFERENCES = 8;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/**
 * The smallest difference but 0 between timestamps of empty passes, in milliseconds; null where
 * they stand still. For devices that have timestamps.
 */
export async function clockResolution(gpu: GpuDevice): Promise<number | null> {
  const queries = gpu.device.createQuerySet({
    label: 'timestamps',
    type: 'timestamp',
    count: READINGS,
  });
  const buffer = gpu.createBuffer(
    'timestamps',
    READINGS * TIMESTAMP_BYTES,
    GPUBufferUsage.QUERY_RESOLVE,
  );
  try {
    return await smallestDifference(gpu, queries, buffer);
  } finally {
    queries.destroy();
    buffer.destroy();
  }
}

async function smallestDifference(
  gpu: GpuDevice,
  queries: GPUQuerySet,
  buffer: GPUBuffer,
): Promise<number | null> {
  const differences: bigint[] = [];
  for (let look = 0; look < LOOKS && differences.length < DIFFERENCES; look++) {
    const encoder = gpu.device.createCommandEncoder({ label: 'clock' });
    for (let first = 0; first < READINGS; first += 2)
      encoder
        .beginComputePass({ timestampWrites: timestampWrites(queries, first) })
        .end();
    encoder.resolveQuerySet(queries, 0, READINGS, buffer, 0);
    gpu.device.queue.submit([encoder.finish()]);
    const [bytes] = await gpu.read([{ buffer, bytes: READINGS * TIMESTAMP_BYTES }]);
    const readings = [...new BigUint64Array(bytes)];
    for (let at = 1; at < READINGS; at++)
      if (readings[at] > readings[at - 1])
        differences.push(readings[at] - readings[at - 1]);
  }
  if (differences.length === 0) return null;
  return (
    Number(differences.reduce((a, b) => (a < b ? a : b))) / NANOSECONDS_PER_MILLISECOND
  );
}
