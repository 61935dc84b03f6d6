import type { NumericArray } from '../core/arrays.ts';
import { UserError } from '../core/errors.ts';
import type {
  RunRequest,
  SensitivityQuestion,
  SessionHandle,
  SessionUpdate,
} from './handle.ts';
import { SessionClient } from './session-client.ts';
import { startWorker, type WorkerLike } from './start-worker.ts';

/**
 * A session in a worker of its own, so that training never holds up the page. Where the
 * worker breaks down, pending calls reject with a sentence that says so, subscribers learn
 * it as a notice, and the next `configure` starts a new worker.
 *
 * @param start makes the worker; given only in tests
 */
export function createWorkerSession(
  start: () => WorkerLike = () => startWorker('nabla-training'),
): SessionHandle {
  return new WorkerSession(start);
}

class WorkerSession implements SessionHandle {
  readonly #startWorker: () => WorkerLike;
  readonly #listeners = new Set<(update: SessionUpdate) => void>();
  #worker: WorkerLike | null = null;
  #client: SessionClient | null = null;
  #disposed = false;
  /** Step last reported, for the update that reports a breakdown. */
  #step = 0;

  constructor(startWorker: () => WorkerLike) {
    this.#startWorker = startWorker;
  }

  async configure(request: RunRequest) {
    if (this.#disposed) throw new Error('The session was disposed.');
    this.#client ??= this.#connect();
    return this.#client.configure(request);
  }

  async play(until?: number) {
    return this.#connected().play(until);
  }

  async setPace(stepsPerSecond: number) {
    if (this.#disposed) throw new Error('The session was disposed.');
    this.#client ??= this.#connect();
    return this.#client.setPace(stepsPerSecond);
  }

  async pause() {
    return this.#client?.pause();
  }

  async advance(steps: number) {
    return this.#connected().advance(steps);
  }

  async reset() {
    return this.#connected().reset();
  }

  async predict(inputs: Float32Array) {
    return this.#connected().predict(inputs);
  }

  async evaluate() {
    return this.#connected().evaluate();
  }

  async readParameters() {
    return this.#connected().readParameters();
  }

  async writeParameters(parameters: NumericArray, statistics?: NumericArray) {
    return this.#connected().writeParameters(parameters, statistics);
  }

  async readModel(inputs: Float32Array) {
    return this.#connected().readModel(inputs);
  }

  async inspect(inputs: Float32Array) {
    return this.#connected().inspect(inputs);
  }

  async sensitivity(question: SensitivityQuestion) {
    return this.#connected().sensitivity(question);
  }

  async gradientFlow() {
    return this.#connected().gradientFlow();
  }

  async spectrum() {
    return this.#connected().spectrum();
  }

  async differentiate() {
    return this.#connected().differentiate();
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    this.#client?.dispose();
    // Ends a chunk that still computes, too; the browser frees the worker's device.
    this.#worker?.terminate();
    this.#client = null;
    this.#worker = null;
  }

  #connect(): SessionClient {
    const worker = this.#startWorker();
    const client = new SessionClient(worker);
    client.subscribe((update) => {
      this.#step = update.step;
      this.#notify(update);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#client === client) this.#breakDown(client, event.message);
    });
    this.#worker = worker;
    return client;
  }

  #connected(): SessionClient {
    if (this.#disposed) throw new Error('The session was disposed.');
    if (!this.#client) throw new UserError('There is no run yet: configure one first.');
    return this.#client;
  }

  #breakDown(client: SessionClient, cause: string | undefined): void {
    const reason =
      `The training worker broke down (${cause || 'it could not be loaded'}). ` +
      'Starting a run again starts a new one.';
    this.#worker?.terminate();
    this.#worker = null;
    this.#client = null;
    client.close(new Error(reason));
    this.#notify({
      state: 'empty',
      step: this.#step,
      firstStep: this.#step,
      losses: new Float32Array(0),
      metrics: [],
      stepsPerSecond: 0,
      millisecondsPerStep: NaN,
      evaluations: [],
      engine: '',
      adapter: '',
      engineReason: '',
      method: null,
      overflow: null,
      notice: reason,
    });
  }

  #notify(update: SessionUpdate): void {
    for (const listener of this.#listeners) listener(update);
  }
}
