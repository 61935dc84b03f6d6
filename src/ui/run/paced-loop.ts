/** Milliseconds between the starts of two jobs at least. */
const INTERVAL = 50;

/**
 * Does a job when there is something new to see: never two at a time, never more than 20 a
 * second, and at most half of the time, so that looking does not slow down training.
 */
export class PacedLoop {
  readonly #job: (lastDuration: number) => Promise<void> | null;
  readonly #interval: number;
  #wanted = false;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #duration = 0;
  #stopped = false;

  /**
   * @param job starts one; it is told how many milliseconds the last one took. Null: there is
   *   nothing to do now. One that fails is left at that: news will ask for the next
   * @param interval milliseconds between two of them at least
   */
  constructor(
    job: (lastDuration: number) => Promise<void> | null,
    interval: number = INTERVAL,
  ) {
    this.#job = job;
    this.#interval = interval;
  }

  /** Whether nobody waits for its results any more. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Says that there is something new. */
  request(): void {
    this.#wanted = true;
    this.#start();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #start(): void {
    if (this.#busy || this.#timer !== undefined || this.#stopped || !this.#wanted) return;
    this.#wanted = false;
    const began = performance.now();
    const job = this.#job(this.#duration);
    if (!job) return;
    this.#busy = true;
    job.then(
      () => {
        this.#duration = performance.now() - began;
        this.#end();
      },
      () => this.#end(),
    );
  }

  #end(): void {
    this.#busy = false;
    const pause = Math.max(this.#interval - this.#duration, this.#duration);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, pause);
  }
}
