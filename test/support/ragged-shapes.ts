import { PARTIALS, PRODUCT_TILES } from '../../src/engines/webgpu/products.ts';

/**
 * Shapes [rows, inputs, units] of a dense layer around the edges of the tiles (32 × 32 or
 * 64 × 64 results, 16 deep): smaller, one less, exact, one more, several and a part.
 */
export const RAGGED_SHAPES: readonly (readonly [B: number, I: number, O: number])[] = [
  [1, 1, 1],
  [3, 33, 65],
  [33, 65, 130],
  [65, 130, 3],
  [130, 3, 33],
  [32, 16, 32],
  [31, 15, 33],
  [33, 17, 31],
  [130, 1, 65],
  [1, 130, 130],
  [64, 16, 64],
  [63, 64, 65],
];

/** Every shape with every size of tile, and with sums that were made in parts. */
export const RAGGED_PRODUCTS = [...PRODUCT_TILES, PARTIALS].flatMap(({ path, side }) =>
  RAGGED_SHAPES.map(([B, I, O]) => [B, I, O, path, side] as const),
);

/** Parts that `partialSums` makes. */
const PARTS = 3;

/**
 * What stands in `partials` of a kernel that runs with `path`: where that adds up parts of sums,
 * [PARTS, M, N], every third term in each, else nothing of interest.
 */
export function partialSums(
  path: string,
  [M, K, N]: readonly [M: number, K: number, N: number],
  term: (row: number, k: number, column: number) => number,
): Float32Array {
  if (path !== PARTIALS.path) return Float32Array.of(NaN);
  const sums = new Float64Array(PARTS * M * N);
  for (let row = 0; row < M; row++)
    for (let column = 0; column < N; column++)
      for (let k = 0; k < K; k++)
        sums[((k % PARTS) * M + row) * N + column] += term(row, k, column);
  return Float32Array.from(sums);
}
