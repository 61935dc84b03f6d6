import type { NumericArray } from '../core/arrays.ts';
import type { GradientFlow } from '../core/gradient-flow.ts';
import type { JacobianSpectrum } from '../core/jacobian-spectrum.ts';
import type {
  Inspection,
  ModelReading,
  RunDescription,
  RunRequest,
  Sensitivity,
  SensitivityQuestion,
  SessionEvaluation,
  SessionHandle,
  SessionUpdate,
  Slope,
} from './handle.ts';
import {
  rebuildError,
  type CallMessage,
  type MessageEnd,
  type RequestMessage,
  type ResponseMessage,
  type SessionArguments,
  type SessionMethod,
  type SessionResult,
} from './protocol.ts';

interface PendingCall {
  resolve(message: ResponseMessage & { kind: 'result' }): void;
  reject(error: Error): void;
}

/** A session on the other end of a channel. `serveSession` is its counterpart. */
export class SessionClient implements SessionHandle {
  readonly #end: MessageEnd<RequestMessage>;
  readonly #pending = new Map<number, PendingCall>();
  readonly #listeners = new Set<(update: SessionUpdate) => void>();
  #lastId = 0;
  /** Why there is nobody on the other end any more. */
  #closed: Error | null = null;

  constructor(end: MessageEnd<RequestMessage>) {
    this.#end = end;
    end.addEventListener('message', (event: MessageEvent<ResponseMessage>) =>
      this.#receive(event.data),
    );
    end.addEventListener('messageerror', () =>
      this.close(new Error('A message of the training worker could not be read.')),
    );
  }

  configure(request: RunRequest): Promise<RunDescription> {
    return this.#call('configure', [request]);
  }

  play(until?: number): Promise<void> {
    return this.#call('play', [until]);
  }

  setPace(stepsPerSecond: number): Promise<void> {
    return this.#call('setPace', [stepsPerSecond]);
  }

  pause(): Promise<void> {
    return this.#call('pause', []);
  }

  advance(steps: number): Promise<void> {
    return this.#call('advance', [steps]);
  }

  reset(): Promise<void> {
    return this.#call('reset', []);
  }

  predict(inputs: Float32Array): Promise<NumericArray> {
    return this.#call('predict', [inputs]);
  }

  evaluate(): Promise<SessionEvaluation> {
    return this.#call('evaluate', []);
  }

  readParameters(): Promise<NumericArray> {
    return this.#call('readParameters', []);
  }

  writeParameters(parameters: NumericArray, statistics?: NumericArray): Promise<void> {
    return this.#call('writeParameters', [parameters, statistics]);
  }

  readModel(inputs: Float32Array): Promise<ModelReading> {
    return this.#call('readModel', [inputs]);
  }

  inspect(inputs: Float32Array): Promise<Inspection> {
    return this.#call('inspect', [inputs]);
  }

  sensitivity(question: SensitivityQuestion): Promise<Sensitivity> {
    return this.#call('sensitivity', [question]);
  }

  gradientFlow(): Promise<GradientFlow> {
    return this.#call('gradientFlow', []);
  }

  spectrum(): Promise<JacobianSpectrum> {
    return this.#call('spectrum', []);
  }

  differentiate(): Promise<Slope> {
    return this.#call('differentiate', []);
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    if (this.#closed) return;
    this.#end.postMessage({ kind: 'dispose' }, []);
    this.#listeners.clear();
    this.close(new Error('The session was disposed.'));
  }

  /** Rejects all pending and later calls with `reason`: nobody will answer them. */
  close(reason: Error): void {
    if (this.#closed) return;
    this.#closed = reason;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of pending) call.reject(reason);
  }

  #call<M extends SessionMethod>(
    method: M,
    values: SessionArguments<M>,
  ): Promise<SessionResult<M>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(this.#closed);
        return;
      }
      const id = ++this.#lastId;
      // The answer to a call of M carries M's result: `serveSession` sends no other.
      const settle = (message: { result: unknown }) =>
        resolve(message.result as SessionResult<M>);
      // Copied, not transferred: the arrays stay the caller's.
      const message = { kind: 'call', id, method, arguments: values } as CallMessage;
      this.#end.postMessage(message, []);
      this.#pending.set(id, { resolve: settle, reject });
    });
  }

  #receive(message: ResponseMessage): void {
    if (message.kind === 'update') {
      for (const listener of this.#listeners) listener(message.update);
      return;
    }
    const call = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (!call) return;
    if (message.kind === 'result') call.resolve(message);
    else call.reject(rebuildError(message.error));
  }
}
