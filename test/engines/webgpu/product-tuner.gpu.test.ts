import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dispatchClock,
  type DispatchClock,
} from '../../../src/engines/webgpu/dispatch-clock.ts';
import { PRODUCT_LAYOUTS } from '../../../src/engines/webgpu/product-layouts.ts';
import { ProductTuner } from '../../../src/engines/webgpu/product-tuner.ts';
import { PRODUCT_TILES } from '../../../src/engines/webgpu/products.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { asGpu } from '../../support/as-gpu.ts';
import { createTestManager } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const SQUARE = { M: 256, K: 256, N: 256 };

/** A clock on which each tile takes so many milliseconds, and which counts what it is asked. */
class FakeClock implements DispatchClock {
  /** Repeats of each measurement. */
  readonly measured: number[] = [];
  readonly #milliseconds: Readonly<Record<string, number>>;
  #now = 0;

  /** @param milliseconds by path of the tile */
  constructor(milliseconds: Readonly<Record<string, number>>) {
    this.#milliseconds = milliseconds;
  }

  now(): number {
    return this.#now;
  }

  async time(
    dispatches: Parameters<DispatchClock['time']>[0],
    repeats: number,
  ): Promise<number[]> {
    this.measured.push(repeats);
    expect(dispatches).toHaveLength(PRODUCT_TILES.length);
    const times = PRODUCT_TILES.map(({ path }) => repeats * this.#milliseconds[path]);
    for (const time of times) this.#now += time;
    return times;
  }
}

const clockOf = (small: number, large: number, direct: number) =>
  new FakeClock({
    'lib/matmul': small,
    'lib/matmul-large': large,
    'lib/matmul-direct': direct,
  });

describe('the tile of a GPU', () => {
  it.each([
    [1, 2, 3, 'lib/matmul'],
    [2, 1, 3, 'lib/matmul-large'],
    [2, 3, 1, 'lib/matmul-direct'],
    // No faster than chance has it.
    [1, 0.97, 3, 'lib/matmul'],
    [NaN, 1, 1, 'lib/matmul'],
  ])('takes %d, %d or %d ms: the shortest', async (small, large, direct, path) => {
    const tuner = new ProductTuner(asGpu(gpu), clockOf(small, large, direct));
    expect((await tuner.tileFor('forward', SQUARE)).path).toBe(path);
  });

  it('is measured once for a class of sizes and a layout', async () => {
    const clock = clockOf(5, 1, 5);
    const tuner = new ProductTuner(asGpu(gpu), clock);
    const asked = [SQUARE, { M: 250, K: 300, N: 200 }, { M: 256, K: 9000, N: 256 }];
    const tiles = await Promise.all(
      asked.map((shape) => tuner.tileFor('forward', shape)),
    );
    expect(new Set(tiles.map(({ path }) => path))).toEqual(new Set(['lib/matmul-large']));
    const once = clock.measured.length;
    expect(once).toBe(3);
    await tuner.tileFor('input-gradient', SQUARE);
    expect(clock.measured).toHaveLength(2 * once);
  });

  it('is measured as often as makes the time long enough', async () => {
    const clock = clockOf(0.1, 0.2, 0.3);
    await new ProductTuner(asGpu(gpu), clock).tileFor('forward', SQUARE);
    expect(clock.measured).toEqual([1, 4, 16, 16, 16]);
  });

  it('is not measured again once the budget is spent', async () => {
    const clock = clockOf(30, 20, 40);
    const { path } = await new ProductTuner(asGpu(gpu), clock).tileFor('forward', SQUARE);
    expect(path).toBe('lib/matmul-large');
    expect(clock.measured).toEqual([1]);
  });

  it('is that of the rule where measuring fails', async () => {
    const broken: DispatchClock = {
      now: () => 0,
      time: () => Promise.reject(new Error('no clock')),
    };
    const tuner = new ProductTuner(asGpu(gpu), broken);
    expect((await tuner.tileFor('forward', SQUARE)).path).toBe('lib/matmul');
    const large = { M: 1024, K: 1024, N: 1024 };
    expect((await tuner.tileFor('forward', large)).path).toBe('lib/matmul-large');
  });

  it('is not measured where one tile is all, nor on a processor', async () => {
    const clock = clockOf(1, 1, 1);
    const small = await new ProductTuner(asGpu(gpu), clock).tileFor('forward', {
      M: 32,
      K: 4096,
      N: 10,
    });
    expect(small.path).toBe('lib/matmul');
    const software = new ProductTuner(asGpu(gpu, true), clock);
    expect((await software.tileFor('forward', SQUARE)).path).toBe('lib/matmul-direct');
    expect(clock.measured).toEqual([]);
  });

  it.each([true, false])('can be measured by timestamps: %s', async (hasTimestamps) => {
    const hardware = asGpu(gpu);
    const available = gpu.device.features.has('timestamp-query');
    const clock = dispatchClock(hardware, hasTimestamps && available);
    const tuner = new ProductTuner(hardware, clock);
    for (const layout of PRODUCT_LAYOUTS)
      expect(PRODUCT_TILES).toContain(
        await tuner.tileFor(layout, { M: 33, K: 10, N: 40 }),
      );
    gpu.assertHealthy();
  });
});
