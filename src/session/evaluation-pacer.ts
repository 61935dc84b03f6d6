/** Milliseconds after which another evaluation is due in any case. */
const INTERVAL = 500;
/** Also due when this many times the steps of the last one have been taken: a curve is steepest at its start. */
const GROWTH = 1.5;
/** An evaluation is followed by this many times its own duration without, so that all of them take at most a fifth of the time. */
const REST = 4;

/** Chooses when a run is evaluated: often at first, then twice a second. Times in milliseconds. */
export class EvaluationPacer {
  #lastStep = -1;
  #restedAt = -Infinity;
  #lateAt = -Infinity;

  /** Whether a run that has taken `step` steps is to be evaluated at `now`. */
  isDue(step: number, now: number): boolean {
    if (step === this.#lastStep || now < this.#restedAt) return false;
    return now >= this.#lateAt || step >= GROWTH * this.#lastStep;
  }

  /** Learns that an evaluation after `step` steps took from `start` to `end`. */
  record(step: number, start: number, end: number): void {
    this.#lastStep = step;
    this.#restedAt = end + REST * (end - start);
    this.#lateAt = end + INTERVAL;
  }
}
