import type { TimedEngine } from '../timed-engine.ts';
import { productCase, productOf, type ProductCase } from '../cases/product-case.ts';

/** A product that would take longer is left out. Milliseconds. */
export const LONGEST_PRODUCT = 3000;
/** Up to this size a product is always taken. */
const SMALLEST_SIZE = 256;

/** How long a product takes or would take, in milliseconds, and the size it was measured at. */
interface Estimate {
  readonly time: number;
  readonly from: number;
}

/**
 * How long the products of each engine take, to leave out those that would take too long. The
 * time of a size is extrapolated from half of it, by the operations: eight times as many.
 */
export class ProductTimes {
  readonly #known = new Map<string, Estimate>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes a time that was measured. */
  note(engine: string, product: ProductCase, time: number): void {
    this.#known.set(keyOf(engine, product), { time, from: product.size });
  }

  /**
   * Where a smaller size was not measured it is tried, the smallest first.
   * @throws Error saying that the product would take too long
   */
  async assertShort(engine: TimedEngine, product: ProductCase): Promise<void> {
    if (product.size <= SMALLEST_SIZE) return;
    const { time, from } = await this.#estimate(engine, product);
    if (time > LONGEST_PRODUCT)
      throw new Error(
        `Left out: it would take about ${seconds(time)} a product, extrapolated from the ` +
          `size ${from}; more than ${seconds(LONGEST_PRODUCT)} is not waited for.`,
      );
  }

  async #estimate(engine: TimedEngine, product: ProductCase): Promise<Estimate> {
    const half = productCase(product.size / 2, product.layout);
    let known = this.#known.get(keyOf(engine.id, half));
    if (!known && half.size > SMALLEST_SIZE) {
      const expected = await this.#estimate(engine, half);
      if (expected.time > LONGEST_PRODUCT) known = expected;
    }
    if (!known) {
      this.note(engine.id, half, await this.#try(engine, half));
      known = this.#known.get(keyOf(engine.id, half))!;
    }
    return { time: 8 * known.time, from: known.from };
  }

  /** The time of the second product: the first one also compiles. */
  async #try(engine: TimedEngine, product: ProductCase): Promise<number> {
    const run = await engine.multiply(productOf(product));
    try {
      await run.step(1);
      const begin = this.#now();
      await run.step(1);
      return this.#now() - begin;
    } finally {
      run.dispose();
    }
  }
}

const keyOf = (engine: string, { id }: ProductCase) => `${engine} ${id}`;

const seconds = (milliseconds: number): string =>
  `${Number((milliseconds / 1000).toPrecision(2))} s`;
