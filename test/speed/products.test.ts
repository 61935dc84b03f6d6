import { describe, expect, it } from 'vitest';
import type { TimedEngine, ProductRun } from '../../src/speed/timed-engine.ts';
import { selectCases } from '../../bench/cases/catalogue.ts';
import {
  operationsOf,
  PRODUCT_LAYOUTS,
  productCase,
  type ProductLayout,
} from '../../src/speed/cases/product-case.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { measure } from '../../src/speed/measure.ts';
import { productContest } from '../../src/speed/contest/product-contest.ts';
import { PRODUCT_TOLERANCE } from '../../src/speed/contest/product-parity.ts';
import { ProductTimes } from '../../src/speed/contest/product-times.ts';

const host = { findGpu: async () => undefined, wasmPaths: {} };
const engines = createTimedEngines(host);
const layouts = Object.keys(PRODUCT_LAYOUTS) as ProductLayout[];
/** Neither a multiple of a tile nor of anything else. */
const SIZE = 37;

async function enter(engine: TimedEngine, layout: ProductLayout): Promise<void> {
  await engine.start();
  const times = new ProductTimes(() => 0);
  const { run } = await productContest(productCase(SIZE, layout), times).enter(engine);
  run.dispose();
}

/** The CPU engine with a changed product. */
function broken(change: (values: Float64Array) => ArrayLike<number>): TimedEngine {
  const cpu = engines.get('cpu');
  return {
    ...cpu,
    async multiply(product): Promise<ProductRun> {
      const run = await cpu.multiply(product);
      return {
        ...run,
        result: async () => change(Float64Array.from(await run.result())),
      };
    },
  };
}

describe('the products', () => {
  it('are named by size or all together, and each is measured alone', () => {
    const ids = (names: string[]) =>
      selectCases(names).map(({ cases }) => cases.map(({ id }) => id).join('+'));
    expect(ids(['gemm-1024'])).toEqual(layouts.map((layout) => `gemm-1024-${layout}`));
    expect(ids(['gemm'])).toHaveLength(5 * layouts.length);
    expect(ids(['gemm', 'gemm-256'])).toEqual(ids(['gemm']));
    expect(operationsOf(productCase(1024, 'forward'))).toBe(2 ** 31);
  });

  it.each(layouts)('of cpu, tfjs-cpu and jax-wasm are right: %s', async (layout) => {
    for (const id of ['cpu', 'tfjs-cpu', 'jax-wasm'])
      await enter(engines.get(id), layout);
  });

  it('give no time where a row is off, misses or is no number', async () => {
    const changed = (share: number) =>
      broken((values) => {
        const row = values.subarray(SIZE * (SIZE - 1));
        row[3] += share * Math.hypot(...row);
        return values;
      });
    await expect(enter(changed(2 * PRODUCT_TOLERANCE), 'forward')).rejects.toThrow(
      /Row 36 of its product is off by 2\.0e-4/,
    );
    await enter(changed(PRODUCT_TOLERANCE / 2), 'forward');
    await expect(
      enter(
        broken((v) => v.fill(NaN)),
        'forward',
      ),
    ).rejects.toThrow('NaN');
    await expect(
      enter(
        broken((v) => v.slice(1)),
        'forward',
      ),
    ).rejects.toThrow('1368 elements instead of 1369');
  });
});

/** An engine whose product of size n takes n³ · 10⁻⁶ ms on a clock that only it moves. */
function slowEngine() {
  let time = 0;
  const tried: number[] = [];
  const engine: TimedEngine = {
    ...engines.get('cpu'),
    id: 'slow',
    async multiply({ case: { size } }) {
      tried.push(size);
      return {
        step: async (count) => void (time += count * size ** 3 * 1e-6),
        result: async () => [],
        dispose: () => undefined,
      };
    },
  };
  return { engine, tried, now: () => time };
}

describe('products that take too long', () => {
  it('are left out by the time of half the size', async () => {
    const { engine, tried, now } = slowEngine();
    const times = new ProductTimes(now);
    times.note('slow', productCase(512, 'forward'), 134);
    await times.assertShort(engine, productCase(1024, 'forward'));
    times.note('slow', productCase(1024, 'forward'), 1074);
    await expect(times.assertShort(engine, productCase(2048, 'forward'))).rejects.toThrow(
      'Left out: it would take about 8.6 s a product, extrapolated from the size 1024; more than 3 s is not waited for.',
    );
    await expect(times.assertShort(engine, productCase(4096, 'forward'))).rejects.toThrow(
      'about 69 s a product, extrapolated from the size 1024',
    );
    expect(tried).toEqual([]);
  });

  it('are estimated from smaller ones where those were not asked for', async () => {
    const { engine, tried, now } = slowEngine();
    const times = new ProductTimes(now);
    await expect(
      times.assertShort(engine, productCase(4096, 'input-gradient')),
    ).rejects.toThrow('about 69 s a product, extrapolated from the size 1024');
    expect(tried).toEqual([256, 512, 1024]);
    await times.assertShort(engine, productCase(256, 'input-gradient'));
    expect(tried).toHaveLength(3);
  });
});

it('gives the time on the device beside that of every sample', async () => {
  let time = 0;
  const counted: number[] = [];
  const deviceClock = {
    start: () => void (counted.length = 0),
    stop: async () => {
      // To read it takes time, which is not the engine's.
      time += 1000;
      return counted.reduce((sum, steps) => sum + 3 * steps, 0);
    },
  };
  const [result] = await measure(
    [
      {
        id: 'with a clock',
        deviceClock,
        step: async (count: number) => {
          counted.push(count);
          time += 1 + 3 * count;
        },
      },
    ],
    { now: () => time, rounds: 4 },
  );
  if (!('times' in result)) throw new Error(result.failed);
  expect(result.times.device).toEqual([3, 3, 3, 3]);
  for (const wall of result.times.throughput) expect(wall).toBeLessThan(3.1);
});
