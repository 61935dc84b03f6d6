import type { GpuDevice } from '../../gpu/gpu-device.ts';

/** A WGSL file that computes square tiles of a matrix product, and their side. */
export interface ProductTile {
  readonly path: string;
  readonly side: number;
}

const SMALL: ProductTile = { path: 'lib/matmul', side: 32 };
const LARGE: ProductTile = { path: 'lib/matmul-large', side: 64 };
const DIRECT: ProductTile = { path: 'lib/matmul-direct', side: 64 };

/** Every tile there is. */
export const PRODUCT_TILES: readonly ProductTile[] = [SMALL, LARGE, DIRECT];

/**
 * Large tiles with which a GPU is busy: with fewer, more and smaller tiles spread better over
 * its processors than larger ones save on loads.
 */
const BUSY_TILES = 128;

/**
 * How a matrix product with M × N results is cut into tiles: the WGSL file that computes one,
 * and the number of workgroups.
 *
 * A processor (software adapter) always takes the tile that needs no workgroup memory and no
 * barriers: on SwiftShader both cost more than they save, and a shader with workgroup memory
 * takes many times longer to compile.
 */
export function productTiles(
  gpu: GpuDevice,
  M: number,
  N: number,
): { path: string; workgroups: [number, number] } {
  const { path, side } = tileFor(gpu, M, N);
  return { path, workgroups: [Math.ceil(N / side), Math.ceil(M / side)] };
}

function tileFor({ isProcessor }: GpuDevice, M: number, N: number): ProductTile {
  if (isProcessor) return DIRECT;
  const tiles = Math.ceil(M / LARGE.side) * Math.ceil(N / LARGE.side);
  const isLarge = M >= LARGE.side && N >= LARGE.side && tiles >= BUSY_TILES;
  return isLarge ? LARGE : SMALL;
}
