import type { NumericArray } from '../../core/arrays.ts';
import type { SessionHandle } from '../../session/handle.ts';

/** What one prediction is asked for and how its answer is shown. */
export interface PredictionJob {
  readonly inputs: Float32Array;
  readonly show: (predictions: NumericArray) => void;
}

/** At most 20 predictions a second. */
const INTERVAL = 50;

/**
 * Asks for predictions when there is something new to see: never two at a time, and never
 * more than 20 a second, so that looking does not slow down training.
 */
export class PredictionLoop {
  readonly #session: SessionHandle;
  readonly #job: (lastDuration: number) => PredictionJob | null;
  #wanted = false;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #duration = 0;
  #stopped = false;

  /**
   * @param job makes the next request; it is told how many milliseconds the last one took.
   *   Null: there is nothing to predict now
   */
  constructor(
    session: SessionHandle,
    job: (lastDuration: number) => PredictionJob | null,
  ) {
    this.#session = session;
    this.#job = job;
  }

  /** Says that the predictions have changed. */
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
    const job = this.#job(this.#duration);
    if (!job) return;
    this.#busy = true;
    const began = performance.now();
    this.#session.predict(job.inputs).then(
      (predictions) => {
        this.#duration = performance.now() - began;
        if (!this.#stopped) job.show(predictions);
        this.#end();
      },
      // The run was replaced meanwhile; its own news asks for the next prediction.
      () => this.#end(),
    );
  }

  #end(): void {
    this.#busy = false;
    // Predictions take at most half of the time.
    const pause = Math.max(INTERVAL - this.#duration, this.#duration);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, pause);
  }
}
