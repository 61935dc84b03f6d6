import type { GpuDevice } from '../../gpu/gpu-device.ts';

/** Sides of the tiles that one workgroup computes, see `shaders/lib/matmul.wgsl` and `matmul-large.wgsl`. */
const SMALL = 32;
const LARGE = 64;

/**
 * Large tiles with which a GPU is busy: with fewer, more and smaller tiles spread better over
 * its processors than larger ones save on loads.
 */
const BUSY_TILES = 128;

/**
 * How a matrix product with M × N results is cut into tiles: the WGSL file that computes one,
 * and the number of workgroups. A processor (software adapter) has no use for many
 * workgroups, so it takes large tiles as soon as one is filled.
 */
export function productTiles(
  gpu: GpuDevice,
  M: number,
  N: number,
): { path: string; workgroups: [number, number] } {
  const tiles = Math.ceil(M / LARGE) * Math.ceil(N / LARGE);
  const isLarge = M >= LARGE && N >= LARGE && tiles >= (gpu.isProcessor ? 1 : BUSY_TILES);
  const side = isLarge ? LARGE : SMALL;
  return {
    path: isLarge ? 'lib/matmul-large' : 'lib/matmul',
    workgroups: [Math.ceil(N / side), Math.ceil(M / side)],
  };
}
