import { afterAll, describe, expect, it } from 'vitest';
import {
  barrier,
  costKernels,
  loadQuad,
  loadStorage,
  loadWorkgroup,
  loop,
  multiplyAddFew,
  multiplyAddMany,
} from '../../bench/costs/kernels.ts';
import { measureOn } from '../../bench/costs/measure-costs.ts';
import { stepProducts } from '../../bench/costs/step-products.ts';
import { costSources } from '../../bench/costs/sources.ts';
import { DeviceManager } from '../../src/gpu/device-manager.ts';
import { findNodeGpu } from '../../src/gpu/node.ts';
import { differences } from '../support/compare-kernel.ts';
import { runDefinition } from '../support/gpu-run.ts';
import { countBuffers } from '../support/count-buffers.ts';

const manager = new DeviceManager(findNodeGpu, costSources);
afterAll(() => manager.close());

const SUBGROUP = 4;
const GROUPS = 2;
const ROUNDS = 3;
const ROW = 128;
// Multiples of 1/256 below 1: their sums and products are exact in float32.
const values = Float32Array.from(
  { length: 16 * ROW },
  (_, at) => ((at * 37) % 250) / 256 + 1 / 256,
);

/** What an invocation of number `at` in its workgroup loads and adds up. */
const sumOfLoads = (width: number) => (at: number) => {
  let sum = 0;
  for (let round = 0; round < ROUNDS; round++)
    for (let row = 0; row < 16; row++) sum += values[row * width + at + round];
  return sum;
};

/** The sums of 16 left factors with `width` right ones, which grow by values[0] in each round. */
const sumOfProducts = (width: number) => {
  let left = 0;
  for (let at = 0; at < 16; at++) left += values[at];
  let sum = 0;
  for (let round = 1; round <= ROUNDS; round++)
    for (let at = 16; at < 16 + width; at++)
      sum += left * (values[at] + round * values[0]);
  return sum;
};

const repeated = (count: number, next: (x: number) => number, start: number) => {
  let x = start;
  for (let time = 0; time < count; time++) x = next(x);
  return x;
};

describe('the kernels that only measure', () => {
  it('are defined as they are declared', () => {
    const own = [...costSources.keys()].filter((path) => path.startsWith('bench/'));
    expect(costKernels.map(({ id }) => id).sort()).toEqual(own.sort());
    for (const kernel of costKernels)
      expect(differences(kernel, costSources)).toEqual([]);
  });

  const buffers = { values, results: GROUPS * SUBGROUP };
  const constants = { INVOCATIONS: SUBGROUP };
  const common = { constants, buffers, workgroups: [GROUPS] } as const;
  const simple = (kernel: typeof loop, more: Record<string, number> = {}) =>
    manager.acquire().then((gpu) =>
      runDefinition(gpu, kernel, {
        ...common,
        constants: { ...constants, ...more },
        fields: { rounds: ROUNDS },
      }),
    );
  const loading = (kernel: typeof loadStorage, row: number) =>
    manager
      .acquire()
      .then((gpu) =>
        runDefinition(gpu, kernel, { ...common, fields: { rounds: ROUNDS, row } }),
      );
  const halved = (x: number) => x / 2 + values[0];
  const cases: [string, () => ReturnType<typeof simple>, (at: number) => number][] = [
    [
      'loop',
      () => simple(loop),
      () => repeated(ROUNDS, (x) => x * values[0] + values[1], values[1]),
    ],
    ['load-storage', () => loading(loadStorage, ROW), sumOfLoads(ROW)],
    [
      'load-quad',
      // Quads of 4 rows are the elements of 16.
      () => loading(loadQuad, ROW),
      (at) => {
        let sum = 0;
        for (let round = 0; round < ROUNDS; round++)
          for (let row = 0; row < 4; row++)
            for (let part = 0; part < 4; part++)
              sum += values[4 * (row * ROW + at + round) + part];
        return sum;
      },
    ],
    ['load-workgroup', () => simple(loadWorkgroup), sumOfLoads(16)],
    ['multiply-add-few', () => simple(multiplyAddFew), () => sumOfProducts(16)],
    ['multiply-add-many', () => simple(multiplyAddMany), () => sumOfProducts(8)],
    ['barrier', () => simple(barrier), () => repeated(4 * ROUNDS, halved, 0)],
    [
      'barrier without any',
      () => simple(barrier, { HAS_BARRIER: 0 }),
      () => repeated(4 * ROUNDS, halved, 0),
    ],
  ];
  it.each(cases)('compute all that they time: %s', async (_name, run, expected) => {
    const { results } = (await run()).buffers;
    expect(results).toHaveLength(GROUPS * SUBGROUP);
    results.forEach((result, id) => {
      const right = expected(id % SUBGROUP);
      // Hundreds of roundings at most.
      expect(Math.abs(result - right)).toBeLessThan(1e-4 * right);
    });
  });
});

it('costs are measured, also those of the products, and no buffer stays behind', async () => {
  const gpu = await manager.acquire();
  const buffers = countBuffers(gpu.device);
  const { costs, products } = await measureOn(gpu, {
    rounds: 1,
    progress: () => undefined,
  });
  // What they are differs by machine and moment; a single round may even be off by its sign.
  for (const { id, nanoseconds } of costs)
    expect(Number.isFinite(nanoseconds.median), id).toBe(true);
  expect(products?.map(({ id }) => id) ?? []).toEqual(
    gpu.isProcessor ? stepProducts().map(({ id }) => id) : [],
  );
  for (const { id, measured } of products ?? [])
    expect(Number.isFinite(measured.median), id).toBe(true);
  expect(buffers.alive().filter((label) => label !== 'staging')).toEqual([]);
  gpu.assertHealthy();
}, 60_000);
