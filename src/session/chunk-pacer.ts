/** A chunk grows by at most this factor, so that one quick measurement does not make a long one. */
const MAX_GROWTH = 4;
/** Keeps the losses of one chunk small enough to send. */
const MAX_STEPS = 1 << 16;

/** Chooses how many training steps to take at once, so that they take about `target` milliseconds. */
export class ChunkPacer {
  readonly #target: number;
  #steps = 1;

  /** @param target milliseconds, above 0 */
  constructor(target: number) {
    this.#target = target;
  }

  /** Steps to take next, at least 1. */
  get steps(): number {
    return this.#steps;
  }

  /** Learns that `steps` steps took `milliseconds`. */
  record(steps: number, milliseconds: number): void {
    // A chunk cut short says little; growing from it would forget what longer ones taught.
    if (steps < this.#steps && milliseconds < this.#target) return;
    const perStep = milliseconds / steps;
    const wanted = perStep > 0 ? this.#target / perStep : Infinity;
    this.#steps = Math.max(
      1,
      Math.min(Math.floor(wanted), this.#steps * MAX_GROWTH, MAX_STEPS),
    );
  }
}
