import type { GpuDevice } from '../../gpu/gpu-device.ts';

/** A WGSL file that computes square tiles of a matrix product, and their side. */
export interface ProductTile {
  readonly path: string;
  readonly side: number;
}

/** The size of a product [M,K] · [K,N]. */
export interface ProductShape {
  readonly M: number;
  readonly K: number;
  readonly N: number;
}

/** How a product is cut into workgroups: the WGSL file of a tile, and tiles along N and M. */
export interface Tiling {
  readonly path: string;
  readonly workgroups: readonly [number, number];
}

export const SMALL: ProductTile = { path: 'lib/matmul', side: 32 };
export const LARGE: ProductTile = { path: 'lib/matmul-large', side: 64 };
export const DIRECT: ProductTile = { path: 'lib/matmul-direct', side: 64 };
/** Adds up what `layer/partial-product` has computed with one of the others. */
export const PARTIALS: ProductTile = { path: 'lib/matmul-partials', side: 16 };

/** Every tile that multiplies. Each sums a result over k from 0 on: they give the same bits. */
export const PRODUCT_TILES: readonly ProductTile[] = [SMALL, LARGE, DIRECT];

/**
 * Large tiles with which a GPU is busy: with fewer, more and smaller tiles spread better over
 * its processors than larger ones save on loads.
 */
const BUSY_TILES = 128;
/** Terms that a part of a sum has at least: below, adding up costs more than it saves. */
const PART_DEPTH = 256;
/** Parts of a sum at most. */
const MOST_PARTS = 16;

/**
 * The tile for M × N results by the rule that needs no measuring.
 *
 * A processor (software adapter) always takes the tile that needs no workgroup memory and no
 * barriers: on SwiftShader both cost more than they save, and a shader with workgroup memory
 * takes many times longer to compile.
 */
export function ruleTile(
  { isProcessor }: Pick<GpuDevice, 'isProcessor'>,
  M: number,
  N: number,
): ProductTile {
  if (isProcessor) return DIRECT;
  const isLarge =
    M >= LARGE.side && N >= LARGE.side && tileCount(LARGE, M, N) >= BUSY_TILES;
  return isLarge ? LARGE : SMALL;
}

/** A product with M × N results in tiles of one kind. */
export function tilingOf({ path, side }: ProductTile, M: number, N: number): Tiling {
  return { path, workgroups: [Math.ceil(N / side), Math.ceil(M / side)] };
}

/**
 * Into how many parts of equal depth the sums of a product are split, 1 for not at all: a GPU
 * with too few tiles to be busy computes parts of long sums side by side.
 *
 * Splitting changes the order of a sum and so its last bits. It is therefore decided by the
 * size alone, never by a measurement, so that a run gives the same bits each time.
 */
export function productParts(
  { isProcessor }: Pick<GpuDevice, 'isProcessor'>,
  { M, K, N }: ProductShape,
): { parts: number; depth: number } {
  const wanted = isProcessor
    ? 1
    : Math.min(
        MOST_PARTS,
        Math.floor(BUSY_TILES / tileCount(SMALL, M, N)),
        Math.floor(K / PART_DEPTH),
      );
  const depth = Math.ceil(K / Math.max(1, wanted));
  return { parts: Math.ceil(K / depth), depth };
}

function tileCount({ side }: ProductTile, M: number, N: number): number {
  return Math.ceil(M / side) * Math.ceil(N / side);
}
