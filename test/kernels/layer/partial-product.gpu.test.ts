import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { partialProduct } from '../../../src/kernels/layer/partial-product.ts';
import { PRODUCT_TILES, tilingOf } from '../../../src/engines/webgpu/products.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';
import { RAGGED_SHAPES } from '../../support/ragged-shapes.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const PARTS = 3;
const A_OFFSET = 2;
const B_OFFSET = 5;

/** Each matrix by rows, or by columns. */
const ORDERS = [
  [false, false],
  [true, false],
  [false, true],
] as const;

const CASES = PRODUCT_TILES.flatMap((tile) =>
  RAGGED_SHAPES.map(([M, K, N]) => ({ tile, M, K, N, name: tile.path })),
);

it.each(RAGGED_SHAPES)(
  'every tile gives the same bits: %i × %i · %i',
  async (M, K, N) => {
    const results = [];
    for (const tile of PRODUCT_TILES) {
      const { buffers } = await runDefinition(gpu, partialProduct, {
        functions: [tile.path],
        fields: {
          M,
          K,
          N,
          depth: K,
          a_offset: 0,
          a_row: K,
          a_k: 1,
          b_offset: 0,
          b_k: N,
          b_column: 1,
        },
        buffers: { a: normals('a', M * K), b: normals('b', K * N), partials: M * N },
        workgroups: tilingOf(tile, M, N).workgroups,
      });
      results.push(buffers.partials);
    }
    for (const result of results) expect(result).toEqual(results[0]);
  },
);

describe.each(CASES)('parts of $M × $K · $K × $N, $name', ({ tile, M, K, N }) => {
  it.each(ORDERS)('A by columns: %s, B by columns: %s', async (aTurned, bTurned) => {
    const depth = Math.ceil(K / PARTS);
    const parts = Math.ceil(K / depth);
    const a = normals('a', A_OFFSET + M * K);
    const b = normals('b', B_OFFSET + K * N);
    const [a_row, a_k] = aTurned ? [1, M] : [K, 1];
    const [b_k, b_column] = bTurned ? [1, K] : [N, 1];
    const tiling = tilingOf(tile, M, N);
    const { buffers } = await runDefinition(gpu, partialProduct, {
      functions: [tile.path],
      fields: {
        M,
        K,
        N,
        depth,
        a_offset: A_OFFSET,
        a_row,
        a_k,
        b_offset: B_OFFSET,
        b_k,
        b_column,
      },
      buffers: { a, b, partials: parts * M * N + 1 },
      workgroups: [...tiling.workgroups, parts],
    });

    const expected = new Float64Array(parts * M * N);
    const size = new Float64Array(parts * M * N);
    for (let row = 0; row < M; row++)
      for (let column = 0; column < N; column++)
        for (let k = 0; k < K; k++) {
          const at = (Math.floor(k / depth) * M + row) * N + column;
          const product =
            a[A_OFFSET + row * a_row + k * a_k] *
            b[B_OFFSET + k * b_k + column * b_column];
          expected[at] += product;
          size[at] += Math.abs(product);
        }
    const bound = (at: number) => depth * ROUNDING * size[at];
    expectWithin(buffers.partials.subarray(0, -1), expected, bound, 'partials');
    expect(buffers.partials[parts * M * N]).toBe(0);
  });
});
