import type {
  PhaseHandle,
  PhaseNews,
  PhaseQuestion,
  PhaseSummary,
} from '../phase-handle.ts';
import { rebuildError } from '../protocol.ts';
import { startWorker, type WorkerLike } from '../start-worker.ts';
import {
  PHASE_WORKER_NAME,
  type PhaseRequest,
  type PhaseResponse,
} from './phase-protocol.ts';

/**
 * Phase diagrams in a worker of their own, which is started when the first is drawn. One that
 * broke down is replaced at the next drawing.
 *
 * @param start makes the worker; given only in tests
 */
export function createPhaseClient(
  start: () => WorkerLike = () => startWorker(PHASE_WORKER_NAME),
): PhaseHandle {
  return new PhaseClient(start);
}

interface Pending {
  readonly onNews: (news: PhaseNews) => void;
  resolve(summary: PhaseSummary): void;
  reject(error: Error): void;
}

class PhaseClient implements PhaseHandle {
  readonly #start: () => WorkerLike;
  #worker: WorkerLike | null = null;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #disposed = false;

  constructor(start: () => WorkerLike) {
    this.#start = start;
  }

  draw(
    question: PhaseQuestion,
    onNews: (news: PhaseNews) => void,
    known?: Uint32Array,
  ): Promise<PhaseSummary> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) {
        reject(new Error('The phase diagrams were disposed.'));
        return;
      }
      const id = ++this.#lastId;
      this.#pending.set(id, { onNews, resolve, reject });
      this.#worker ??= this.#connect();
      this.#post({ kind: 'draw', id, question, known });
    });
  }

  cancel(): void {
    if (this.#pending.size > 0) this.#post({ kind: 'cancel' });
  }

  dispose(): void {
    this.#disposed = true;
    this.#end(new Error('The phase diagrams were disposed.'));
  }

  #post(request: PhaseRequest): void {
    this.#worker?.postMessage(request);
  }

  #connect(): WorkerLike {
    const worker = this.#start();
    worker.addEventListener('message', (event) =>
      this.#receive((event as MessageEvent<PhaseResponse>).data),
    );
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#worker !== worker) return;
      const cause = event.message || 'it could not be loaded';
      this.#end(
        new Error(
          `The worker of the diagrams broke down (${cause}). Drawing starts a new one.`,
        ),
      );
    });
    return worker;
  }

  #end(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }

  #receive(response: PhaseResponse): void {
    const pending = this.#pending.get(response.id);
    if (!pending) return;
    if (response.kind === 'news') {
      pending.onNews(response.news);
      return;
    }
    this.#pending.delete(response.id);
    if (response.kind === 'end') pending.resolve(response.summary);
    else pending.reject(rebuildError(response.error));
  }
}
