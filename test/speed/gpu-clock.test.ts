import { beforeAll, describe, expect, it, vi } from 'vitest';
import { GpuClock } from '../../src/speed/engines/gpu-clock.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';

beforeAll(() => {
  vi.stubGlobal('GPUBufferUsage', { QUERY_RESOLVE: 0x200 });
  return () => vi.unstubAllGlobals();
});

/** A device whose clock counts 100 ns whenever it is read, and what `work` adds in a pass. */
class FakeDevice {
  readonly features: ReadonlySet<string>;
  readonly labels: (string | undefined)[] = [];
  readonly queue = { submit: () => undefined };
  resolves = 0;
  // More than a number tells apart, as an uptime in nanoseconds may be.
  #time = 2n ** 60n;
  readonly #step: bigint;
  #resolved = new BigUint64Array();

  constructor(features: readonly string[], step = 100n) {
    this.features = new Set(features);
    this.#step = step;
  }

  work(nanoseconds: bigint): void {
    this.#time += nanoseconds;
  }

  createQuerySet({ count }: GPUQuerySetDescriptor) {
    return { readings: new BigUint64Array(count), destroy: () => undefined };
  }

  createCommandEncoder() {
    const read = () => (this.#time += this.#step);
    return {
      beginComputePass: ({ label, timestampWrites }: GPUComputePassDescriptor = {}) => {
        this.labels.push(label);
        if (!timestampWrites) return { end: () => undefined };
        const { querySet, beginningOfPassWriteIndex, endOfPassWriteIndex } =
          timestampWrites;
        const { readings } = querySet as unknown as { readings: BigUint64Array };
        readings[beginningOfPassWriteIndex!] = read();
        return { end: () => void (readings[endOfPassWriteIndex!] = read()) };
      },
      resolveQuerySet: (
        { readings }: { readings: BigUint64Array },
        first: number,
        count: number,
      ) => {
        this.resolves++;
        this.#resolved = readings.slice(first, first + count);
      },
      finish: () => ({}),
    };
  }

  /** What stands around it, as far as the clock asks. */
  asGpu(): GpuDevice {
    return {
      device: this,
      createBuffer: () => ({ destroy: () => undefined }),
      read: async () => [this.#resolved.slice().buffer],
    } as unknown as GpuDevice;
  }
}

/** As an engine does. */
function submitPass(device: FakeDevice, nanoseconds: bigint): void {
  const pass = device.createCommandEncoder().beginComputePass({ label: 'steps' });
  device.work(nanoseconds);
  pass.end();
}

describe('the clock of the GPU', () => {
  it('sums what passes took between start and stop, and tells its resolution', async () => {
    const device = new FakeDevice(['timestamp-query']);
    const clock = (await GpuClock.create(device.asGpu()))!;
    expect(clock.resolution).toBe(1e-4);
    submitPass(device, 10_000_000n);
    clock.start();
    submitPass(device, 3_000_000n);
    device.work(50_000_000n);
    submitPass(device, 4_000_000n);
    expect(await clock.stop()).toBe(7.0002);
    submitPass(device, 10_000_000n);
    // Each start begins anew, and passes keep what else was said of them.
    clock.start();
    submitPass(device, 5_000_000n);
    expect(await clock.stop()).toBe(5.0001);
    expect(device.labels.slice(-4)).toEqual(['steps', 'steps', 'steps', 'steps']);
    clock.start();
    expect(await clock.stop()).toBe(0);
  });

  it('reads only when it is stopped, and leaves the device as it was', async () => {
    const device = new FakeDevice(['timestamp-query']);
    const clock = (await GpuClock.create(device.asGpu()))!;
    const before = device.resolves;
    clock.start();
    submitPass(device, 1n);
    expect(device.resolves).toBe(before);
    expect(Object.hasOwn(device, 'createCommandEncoder')).toBe(true);
    await clock.stop();
    expect(device.resolves).toBe(before + 1);
    expect(Object.hasOwn(device, 'createCommandEncoder')).toBe(false);
  });

  it('gives no part of a time where there are more passes than it holds', async () => {
    const device = new FakeDevice(['timestamp-query']);
    const clock = (await GpuClock.create(device.asGpu(), 2))!;
    clock.start();
    for (let pass = 0; pass < 3; pass++) submitPass(device, 1n);
    await expect(clock.stop()).rejects.toThrow(
      'times 2 passes at most, and there were 3',
    );
    clock.start();
    submitPass(device, 900n);
    expect(await clock.stop()).toBe(1e-3);
  });

  it('is none without timestamps, or where they stand still', async () => {
    expect(await GpuClock.create(new FakeDevice([]).asGpu())).toBeNull();
    const still = new FakeDevice(['timestamp-query'], 0n);
    expect(await GpuClock.create(still.asGpu())).toBeNull();
  });
});
