/** How often a loop looks at a run. */
export interface LookingPace {
  /** Milliseconds between the starts of two jobs at least. */
  readonly interval: number;
  /** A job is followed by a rest this many times as long, so that looking does not slow down training. */
  readonly rest: number;
}

/** Twenty a second, and half of the time at most. */
const USUAL: LookingPace = { interval: 50, rest: 1 };

/**
 * Does a job when there is something new to see: never two at a time, no more often than its pace
 * allows, and none while it is stopped or hidden; what was asked for while hidden is done
 * afterwards.
 */
export class PacedLoop {
  readonly #job: (lastDuration: number) => Promise<void> | null;
  readonly #pace: LookingPace;
  #wanted = false;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #duration = 0;
  #stopped = false;
  #hidden = false;

  /**
   * @param job starts one; it is told how many milliseconds the last one took. Null: there is
   *   nothing to do now. One that fails is left at that: news will ask for the next
   */
  constructor(
    job: (lastDuration: number) => Promise<void> | null,
    pace: Partial<LookingPace> = {},
  ) {
    this.#job = job;
    this.#pace = { ...USUAL, ...pace };
  }

  /** Whether nobody waits for its results. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Milliseconds that the last job took; 0 before the first. */
  get duration(): number {
    return this.#duration;
  }

  set hidden(hidden: boolean) {
    this.#hidden = hidden;
    this.#begin();
  }

  /** Says that there is something new. */
  request(): void {
    this.#wanted = true;
    this.#begin();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Goes on after `stop`. */
  start(): void {
    this.#stopped = false;
    this.#begin();
  }

  #begin(): void {
    if (this.#stopped || this.#hidden || !this.#wanted) return;
    if (this.#busy || this.#timer !== undefined) return;
    this.#wanted = false;
    const began = performance.now();
    const job = this.#job(this.#duration);
    if (!job) return;
    this.#busy = true;
    const end = () => this.#end(performance.now() - began);
    job.then(end, end);
  }

  #end(duration: number): void {
    this.#duration = duration;
    this.#busy = false;
    if (this.#stopped) return;
    const { interval, rest } = this.#pace;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#begin();
      },
      Math.max(interval - duration, rest * duration),
    );
  }
}
