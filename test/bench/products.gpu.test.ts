import { afterAll, describe, expect, it } from 'vitest';
import {
  PRODUCT_LAYOUTS,
  productCase,
  type ProductLayout,
} from '../../bench/cases/product-case.ts';
import { createBenchEngines } from '../../bench/engines/catalogue.ts';
import { GpuClock } from '../../bench/engines/gpu-clock.ts';
import { createNodeBenchHost } from '../../bench/hosts/node.ts';
import { productContest } from '../../bench/product-contest.ts';
import { ProductTimes } from '../../bench/product-times.ts';
import { createTestManager } from '../support/gpu-run.ts';
import { countBuffers } from '../support/count-buffers.ts';

const engine = createBenchEngines(createNodeBenchHost('')).get('webgpu');
const manager = createTestManager();
afterAll(async () => {
  await engine.close();
  await manager.close();
});

describe('the matrix products of webgpu', () => {
  it.each(Object.keys(PRODUCT_LAYOUTS) as ProductLayout[])(
    'are those of float64: %s',
    async (layout) => {
      await engine.start();
      // Sizes with and without a rest at the edge of a tile.
      for (const size of [100, 256]) {
        const times = new ProductTimes(() => 0);
        const contest = productContest(productCase(size, layout), times);
        const { run } = await contest.enter(engine);
        if (run.deviceClock) {
          await run.step(3);
          expect(run.deviceClock.elapsed).toBeGreaterThan(0);
          expect(run.deviceClock.resolution).toBeGreaterThan(0);
        }
        run.dispose();
      }
    },
  );
});

describe('the clock of the GPU', () => {
  it('is there where the adapter has timestamps, and leaves no buffer behind', async () => {
    const gpu = await manager.acquire();
    const buffers = countBuffers(gpu.device);
    const clock = await GpuClock.create(gpu);
    expect(clock !== null).toBe(gpu.device.features.has('timestamp-query'));
    clock?.destroy();
    expect(buffers.alive().filter((label) => label !== 'staging')).toEqual([]);
    gpu.assertHealthy();
  });
});
