import { PRODUCT_TILES } from '../../src/engines/webgpu/products.ts';

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

/** Every shape with every size of tile. */
export const RAGGED_PRODUCTS = PRODUCT_TILES.flatMap(({ path, side }) =>
  RAGGED_SHAPES.map(([B, I, O]) => [B, I, O, path, side] as const),
);
