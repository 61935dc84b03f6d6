import type { NumericArray } from '../../core/arrays.ts';

/** Aligned columns for a line chart: a step and its losses, null where a line has no value. */
export interface LossColumns {
  readonly steps: number[];
  readonly batch: (number | null)[];
  readonly train: (number | null)[];
  readonly test: (number | null)[];
}

interface EvaluationPoint {
  readonly step: number;
  readonly train: number;
  readonly test: number;
}

/**
 * The losses of a run of any length in bounded memory. Batch losses are averaged over
 * buckets of equally many steps; whenever the buckets are full, neighbours are merged and
 * the buckets become twice as wide. Evaluations are thinned out likewise.
 */
export class LossHistory {
  readonly #capacity: number;
  #width = 1;
  /** Mean loss of each filled bucket. */
  #means: number[] = [];
  #sum = 0;
  #filled = 0;
  #evaluations: EvaluationPoint[] = [];

  /** @param capacity the most points a line may have; even */
  constructor(capacity = 1024) {
    this.#capacity = capacity;
  }

  /**
   * @param firstStep of `losses`, which are of consecutive steps. Where it lies before the
   *   end (a run restored from a snapshot), what came after it is forgotten.
   */
  addBatchLosses(firstStep: number, losses: NumericArray): void {
    if (losses.length > 0 && firstStep < this.#means.length * this.#width + this.#filled)
      this.#rewind(firstStep);
    for (const loss of losses) {
      this.#sum += loss;
      if (++this.#filled < this.#width) continue;
      this.#means.push(this.#sum / this.#width);
      this.#sum = 0;
      this.#filled = 0;
      if (this.#means.length >= this.#capacity) this.#mergeBuckets();
    }
  }

  /** Ignored unless `step` is later than that of the last evaluation. */
  addEvaluation(step: number, train: number, test: number): void {
    const last = this.#evaluations.at(-1);
    if (last && step <= last.step) return;
    this.#evaluations.push({ step, train, test });
    if (this.#evaluations.length >= this.#capacity)
      this.#evaluations = this.#evaluations.filter((_, index) => index % 2 === 0);
  }

  clear(): void {
    this.#width = 1;
    this.#means = [];
    this.#sum = 0;
    this.#filled = 0;
    this.#evaluations = [];
  }

  /** All lines over one row of increasing steps; a bucket stands at its middle. */
  columns(): LossColumns {
    const columns: LossColumns = { steps: [], batch: [], train: [], test: [] };
    let next = 0;
    const addEvaluationsBefore = (step: number) => {
      for (; next < this.#evaluations.length; next++) {
        const point = this.#evaluations[next];
        if (point.step >= step) break;
        push(columns, point.step, null, point);
      }
    };
    this.#means.forEach((mean, index) => {
      const step = (index + 0.5) * this.#width - 0.5;
      addEvaluationsBefore(step);
      const point = this.#evaluations.at(next);
      const together = point?.step === step;
      push(columns, step, mean, together ? point : undefined);
      if (together) next++;
    });
    addEvaluationsBefore(Infinity);
    return columns;
  }

  #rewind(step: number): void {
    const whole = Math.floor(step / this.#width);
    const cut = this.#means.at(whole);
    const open = step - whole * this.#width;
    // Of a bucket that is cut in two only the mean is known.
    const mean = whole < this.#means.length ? (cut ?? 0) : this.#sum / this.#filled;
    this.#means.length = Math.min(this.#means.length, whole);
    this.#filled = open;
    this.#sum = open === 0 ? 0 : open * mean;
    this.#evaluations = this.#evaluations.filter((point) => point.step <= step);
  }

  #mergeBuckets(): void {
    const merged: number[] = [];
    for (let i = 0; i + 1 < this.#means.length; i += 2)
      merged.push((this.#means[i] + this.#means[i + 1]) / 2);
    this.#means = merged;
    this.#width *= 2;
  }
}

function push(
  columns: LossColumns,
  step: number,
  batch: number | null,
  evaluation: EvaluationPoint | undefined,
): void {
  columns.steps.push(step);
  columns.batch.push(finiteOrNull(batch));
  columns.train.push(finiteOrNull(evaluation?.train));
  columns.test.push(finiteOrNull(evaluation?.test));
}

const finiteOrNull = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
