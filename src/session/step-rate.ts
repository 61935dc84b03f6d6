/** Milliseconds over which the rate is averaged. */
const WINDOW = 1000;

/** Steps per second over the last second of training. */
export class StepRate {
  readonly #chunks: {
    readonly end: number;
    readonly steps: number;
    readonly busy: number;
  }[] = [];
  #start = 0;

  /** Forgets everything: training starts now. @param now milliseconds */
  restart(now: number): void {
    this.#chunks.length = 0;
    this.#start = now;
  }

  /**
   * @param now milliseconds, never less than before
   * @param busy milliseconds that these steps took themselves
   */
  add(steps: number, now: number, busy: number): void {
    this.#chunks.push({ end: now, steps, busy });
    // The chunk that spans the window's edge stays: its end is where the window starts.
    while (this.#chunks.length > 1 && now - this.#chunks[0].end > WINDOW) {
      const first = this.#chunks.shift();
      if (first) this.#start = first.end;
    }
  }

  /** 0 before the first chunk. */
  get perSecond(): number {
    const last = this.#chunks.at(-1);
    if (!last || last.end <= this.#start) return 0;
    const steps = this.#chunks.reduce((sum, chunk) => sum + chunk.steps, 0);
    return (1000 * steps) / (last.end - this.#start);
  }

  /** What a step took itself, without what went on between chunks; NaN before the first. */
  get millisecondsPerStep(): number {
    let steps = 0;
    let busy = 0;
    for (const chunk of this.#chunks) {
      steps += chunk.steps;
      busy += chunk.busy;
    }
    return steps > 0 ? busy / steps : NaN;
  }
}
