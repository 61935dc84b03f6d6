import { createRandom } from './random.ts';

/**
 * The order in which training examples are visited, the same on every engine.
 *
 * The stream is an endless row of epochs, each a fresh seeded permutation of all
 * examples; step s takes the next `batchSize` of it. A batch may span two epochs,
 * so that every batch is full and every example is seen equally often. Any step
 * can be asked for in any order: the state of a run is its step number alone.
 */
export class BatchOrder {
  readonly #seed: number;
  readonly #count: number;
  readonly #batchSize: number;
  /** The two epochs last used: a batch may span two. */
  readonly #epochs = new Map<number, Uint32Array>();

  /**
   * @param seed of the run
   * @param count number of training examples, at least 1
   * @param batchSize 1 to `count`
   */
  constructor(seed: number, count: number, batchSize: number) {
    if (!(count >= 1 && batchSize >= 1 && batchSize <= count))
      throw new Error(`No batches of ${batchSize} from ${count} examples.`);
    this.#seed = seed;
    this.#count = count;
    this.#batchSize = batchSize;
  }

  /** Writes the example indices of step `step` (from 0) to `target` from `offset` on. */
  write(step: number, target: Uint32Array, offset = 0): void {
    let position = step * this.#batchSize;
    for (let i = 0; i < this.#batchSize; i++, position++) {
      const epoch = Math.floor(position / this.#count);
      target[offset + i] = this.#permutation(epoch)[position - epoch * this.#count];
    }
  }

  /** The example indices of step `step` (from 0). */
  indices(step: number): Uint32Array {
    const indices = new Uint32Array(this.#batchSize);
    this.write(step, indices);
    return indices;
  }

  #permutation(epoch: number): Uint32Array {
    let permutation = this.#epochs.get(epoch);
    if (!permutation) {
      permutation = Uint32Array.from({ length: this.#count }, (_, index) => index);
      createRandom(this.#seed, `epoch ${epoch}`).shuffle(permutation);
      for (const other of this.#epochs.keys())
        if (Math.abs(other - epoch) > 1) this.#epochs.delete(other);
      this.#epochs.set(epoch, permutation);
    }
    return permutation;
  }
}
