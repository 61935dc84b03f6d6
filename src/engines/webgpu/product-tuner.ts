import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { partialProduct } from '../../kernels/layer/partial-product.ts';
import { BufferSet } from './buffer-set.ts';
import { dispatchClock, type DispatchClock } from './dispatch-clock.ts';
import { stepsOf, type ProductLayout } from './product-layouts.ts';
import {
  PRODUCT_TILES,
  ruleTile,
  SMALL,
  tilingOf,
  type ProductShape,
  type ProductTile,
} from './products.ts';

/** Time that the choice for one class may take, in milliseconds, compiling apart. */
const BUDGET_MS = 50;
/** A measurement shorter than this says little: submitting takes as long, and clocks are coarse. */
const LONG_ENOUGH_MS = 2;
/** Times that each candidate is measured. */
const ROUNDS = 3;
/** What another tile must save before it replaces that of the rule. */
const WORTHWHILE = 0.05;
/** Sizes beyond these are no class of their own: a GPU is busy, and longer sums take longer alike. */
const LARGEST = { M: 1024, K: 256, N: 1024 };
/** Smaller ones neither. */
const SMALLEST_DEPTH = 32;

const tuners = new WeakMap<GpuDevice, ProductTuner>();

/** The tuner of a device: what it found holds for all networks on it. */
export function tunerOf(gpu: GpuDevice): ProductTuner {
  let tuner = tuners.get(gpu);
  if (!tuner) {
    tuner = new ProductTuner(gpu, dispatchClock(gpu));
    tuners.set(gpu, tuner);
  }
  return tuner;
}

/**
 * Chooses the tiles of products by trying them, since the best differ by GPU: once for each
 * layout and class of sizes (powers of two), on matrices of its own.
 *
 * All tiles sum each result over k from 0 on, so that what is measured decides about time and
 * not about bits. A processor is not measured, nor is a product of one tile; where measuring
 * fails, the rule of `products.ts` holds.
 */
export class ProductTuner {
  readonly #gpu: GpuDevice;
  readonly #clock: DispatchClock;
  /** By class; null where measuring failed. */
  readonly #found = new Map<string, Promise<ProductTile | null>>();
  /** Classes are measured one after the other, or they would slow each other down. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(gpu: GpuDevice, clock: DispatchClock) {
    this.#gpu = gpu;
    this.#clock = clock;
  }

  /** The tile for a product of this size. Never rejects. */
  async tileFor(layout: ProductLayout, shape: ProductShape): Promise<ProductTile> {
    const rule = ruleTile(this.#gpu, shape.M, shape.N);
    const isSmall = shape.M <= SMALL.side && shape.N <= SMALL.side;
    if (this.#gpu.isProcessor || isSmall) return rule;
    const size = classOf(shape);
    const key = [layout, size.M, size.K, size.N].join(' ');
    let tile = this.#found.get(key);
    if (!tile) {
      tile = this.#last.then(() => this.#measure(layout, size)).catch(() => null);
      this.#found.set(key, tile);
      this.#last = tile;
    }
    return (await tile) ?? rule;
  }

  async #measure(layout: ProductLayout, size: ProductShape): Promise<ProductTile> {
    const set = new BufferSet(this.#gpu);
    try {
      const dispatches = await this.#dispatches(set, layout, size);
      const times = await this.#timesOf(dispatches);
      const rule = PRODUCT_TILES.indexOf(ruleTile(this.#gpu, size.M, size.N));
      const best = times.indexOf(Math.min(...times));
      // Written so that a time that is no number changes nothing.
      return times[best] < (1 - WORTHWHILE) * times[rule]
        ? PRODUCT_TILES[best]
        : PRODUCT_TILES[rule];
    } finally {
      set.destroy();
    }
  }

  /** The product by each tile. */
  async #dispatches(set: BufferSet, layout: ProductLayout, size: ProductShape) {
    const { M, K, N } = size;
    const buffers = await this.#gpu.withMemoryCheck(() => ({
      a: set.create('left matrix', M * K),
      b: set.create('right matrix', K * N),
      partials: set.create('product', M * N),
    }));
    const steps = stepsOf(layout, size);
    return Promise.all(
      PRODUCT_TILES.map((tile) =>
        createDispatch(
          this.#gpu,
          partialProduct,
          {
            label: 'timing',
            functions: [tile.path],
            fields: { ...size, ...steps, depth: K, a_offset: 0, b_offset: 0 },
            buffers,
            workgroups: tilingOf(tile, M, N).workgroups,
          },
          set.owned,
        ),
      ),
    );
  }

  /** The shortest time of each, after as many repeats as make it long enough. */
  async #timesOf(dispatches: readonly Dispatch[]): Promise<number[]> {
    const clock = this.#clock;
    const end = clock.now() + BUDGET_MS;
    // The first run warms up.
    let repeats = 1;
    let times = [...(await clock.time(dispatches, repeats))];
    while (Math.max(...times) < LONG_ENOUGH_MS && clock.now() < end) {
      repeats *= 4;
      times = [...(await clock.time(dispatches, repeats))];
    }
    for (let round = 1; round < ROUNDS && clock.now() < end; round++) {
      const again = await clock.time(dispatches, repeats);
      times = times.map((time, index) => Math.min(time, again[index]));
    }
    return times;
  }
}

/** The powers of two that stand for a size. */
function classOf({ M, K, N }: ProductShape): ProductShape {
  return {
    M: powerOfTwo(M, SMALL.side, LARGEST.M),
    K: powerOfTwo(K, SMALLEST_DEPTH, LARGEST.K),
    N: powerOfTwo(N, SMALL.side, LARGEST.N),
  };
}

function powerOfTwo(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, 2 ** Math.round(Math.log2(value))));
}
