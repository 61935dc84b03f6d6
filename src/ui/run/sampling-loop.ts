/** Milliseconds between the beginnings of two samples, at least: twice a second. */
const INTERVAL = 500;
/** A sample is followed by a rest this many times as long, so that looking costs a quarter at most. */
const REST = 3;

/**
 * Takes samples of a run when there is something new, calmly: never two at a time, at most two a
 * second, fewer where one takes long, and none while the page is hidden.
 */
export class SamplingLoop {
  readonly #sample: () => Promise<void>;
  #wanted = false;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #started = false;
  #hidden = false;

  /** @param sample takes one; what it rejects with is over with the next one */
  constructor(sample: () => Promise<void>) {
    this.#sample = sample;
  }

  start(): void {
    this.#started = true;
    this.#begin();
  }

  stop(): void {
    this.#started = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Says that there is something new. */
  request(): void {
    this.#wanted = true;
    this.#begin();
  }

  /** Nothing is sampled while hidden; what was asked for meanwhile is sampled afterwards. */
  set hidden(hidden: boolean) {
    this.#hidden = hidden;
    this.#begin();
  }

  #begin(): void {
    if (!this.#started || this.#hidden || !this.#wanted) return;
    if (this.#busy || this.#timer !== undefined) return;
    this.#wanted = false;
    this.#busy = true;
    const began = performance.now();
    const end = (): void => {
      this.#busy = false;
      if (!this.#started) return;
      const duration = performance.now() - began;
      const pause = Math.max(INTERVAL - duration, REST * duration);
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#begin();
      }, pause);
    };
    this.#sample().then(end, end);
  }
}
