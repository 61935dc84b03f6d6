import type { NumericArray } from '../core/arrays.ts';

/** Gathers the coefficient of determination R² = 1 − Σ(y − t)² / Σ(t − t̄)² block by block. */
export class Determination {
  /** Σ(t − t̄)²: what predicting the mean is wrong by. */
  readonly #total: number;
  #residual = 0;

  /** @param targets of all examples, one value each, at least one */
  constructor(targets: NumericArray) {
    let mean = 0;
    for (const target of targets) mean += target / targets.length;
    let total = 0;
    for (const target of targets) total += (target - mean) ** 2;
    this.#total = total;
  }

  /** @param outputs predictions for `targets`, which are of equal length */
  add(outputs: NumericArray, targets: NumericArray): void {
    for (let at = 0; at < targets.length; at++)
      this.#residual += (outputs[at] - targets[at]) ** 2;
  }

  /** 1 for a perfect fit, 0 for what the mean achieves, below for worse; null where all targets are equal. */
  get value(): number | null {
    return this.#total > 0 ? 1 - this.#residual / this.#total : null;
  }
}
