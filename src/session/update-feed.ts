import type { NumericArray } from '../core/arrays.ts';
import type { TrainResult } from '../core/engine.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Computation, SessionEvaluation, SessionUpdate } from './handle.ts';

/** What an update says of the present, next to the news gathered since the last one. */
export type Present = Computation &
  Pick<
    SessionUpdate,
    'state' | 'step' | 'stepsPerSecond' | 'millisecondsPerStep' | 'overflow'
  >;

type Listener = (update: SessionUpdate) => void;

/** Gathers the news of a run and sends them to the listeners as updates. */
export class UpdateFeed {
  readonly #listeners = new Set<Listener>();
  #firstStep = 0;
  #chunks: NumericArray[] = [];
  #lossCount = 0;
  #metrics: Metrics[] = [];
  #evaluations: SessionEvaluation[] = [];

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether losses that begin with `firstStep` continue those gathered. */
  continues(firstStep: number): boolean {
    return this.#lossCount === 0 || firstStep === this.#firstStep + this.#lossCount;
  }

  /** @param result continues what was gathered (see `continues`) */
  addTraining(result: TrainResult): void {
    if (this.#lossCount === 0) this.#firstStep = result.firstStep;
    if (result.losses.length > 0) this.#chunks.push(result.losses);
    this.#lossCount += result.losses.length;
    for (const metrics of result.metrics) this.#metrics.push(metrics);
  }

  addEvaluation(evaluation: SessionEvaluation): void {
    this.#evaluations.push(evaluation);
  }

  /** Drops what was gathered and not sent: it belongs to a run that is no more. */
  clear(): void {
    this.#chunks = [];
    this.#lossCount = 0;
    this.#metrics = [];
    this.#evaluations = [];
  }

  /** Sends everything gathered since the last time. */
  send(present: Present, notice: string | null = null): void {
    const update: SessionUpdate = {
      ...present,
      firstStep: this.#lossCount > 0 ? this.#firstStep : present.step,
      losses: concatenate(this.#chunks),
      metrics: this.#metrics,
      evaluations: this.#evaluations,
      notice,
    };
    this.clear();
    for (const listener of this.#listeners) notify(listener, update);
  }

  dispose(): void {
    this.#listeners.clear();
    this.clear();
  }
}

/** A listener's mistake must not end the run; it surfaces as an uncaught error instead. */
function notify(listener: Listener, update: SessionUpdate): void {
  try {
    listener(update);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function concatenate(chunks: readonly NumericArray[]): NumericArray {
  if (chunks.length === 1) return chunks[0];
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const whole =
    chunks[0] instanceof Float64Array
      ? new Float64Array(length)
      : new Float32Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
