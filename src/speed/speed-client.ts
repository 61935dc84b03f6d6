import { rebuildError } from '../session/protocol.ts';
import type { WorkerLike } from '../session/start-worker.ts';
import type { SpeedHandle } from './handle.ts';
import {
  SPEED_WORKER_NAME,
  type JobKind,
  type Jobs,
  type SpeedRequest,
  type SpeedResponse,
} from './protocol.ts';

/** What is watched of a document. */
export type WatchedPage = Pick<
  Document,
  'visibilityState' | 'addEventListener' | 'removeEventListener'
>;

/**
 * Measures in a worker of its own, which is started when it is first needed and is told when the
 * page is hidden. Cancelling ends the worker: an engine may be in the midst of a long step.
 *
 * @param start makes the worker; given only in tests
 */
export function createSpeedClient(
  page: WatchedPage = document,
  start: () => WorkerLike = startSpeedWorker,
): SpeedHandle {
  return new SpeedClient(page, start);
}

const startSpeedWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: SPEED_WORKER_NAME,
  });

interface Pending {
  readonly id: number;
  onNews(news: Jobs[JobKind]['news']): void;
  resolve(result: Jobs[JobKind]['result'] | null): void;
  reject(error: Error): void;
}

class SpeedClient implements SpeedHandle {
  readonly #page: WatchedPage;
  readonly #start: () => WorkerLike;
  #worker: WorkerLike | null = null;
  #pending: Pending | null = null;
  #lastId = 0;
  #disposed = false;
  readonly #onVisibility = (): void => this.#tellVisibility();

  constructor(page: WatchedPage, start: () => WorkerLike) {
    this.#page = page;
    this.#start = start;
    page.addEventListener('visibilitychange', this.#onVisibility);
  }

  async survey() {
    return (await this.#ask('survey', null, () => undefined)) ?? [];
  }

  measure(
    question: Jobs['measure']['question'],
    onNews: (news: Jobs['measure']['news']) => void,
  ) {
    return this.#ask('measure', question, onNews);
  }

  race(question: Jobs['race']['question'], onNews: (news: Jobs['race']['news']) => void) {
    return this.#ask('race', question, onNews);
  }

  profile(
    question: Jobs['profile']['question'],
    onNews: (news: Jobs['profile']['news']) => void,
  ) {
    return this.#ask('profile', question, onNews);
  }

  cancel(): void {
    if (this.#pending) this.#end(null);
  }

  dispose(): void {
    this.#disposed = true;
    this.#page.removeEventListener('visibilitychange', this.#onVisibility);
    this.#end(null);
  }

  #ask<Kind extends JobKind>(
    kind: Kind,
    question: Jobs[Kind]['question'],
    onNews: (news: Jobs[Kind]['news']) => void,
  ): Promise<Jobs[Kind]['result'] | null> {
    if (this.#disposed) return Promise.resolve(null);
    this.cancel();
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#pending = { id, onNews, resolve, reject };
      if (!this.#worker) {
        this.#worker = this.#connect();
        this.#tellVisibility();
      }
      this.#post({ kind, id, question } as SpeedRequest);
    });
  }

  #tellVisibility(): void {
    const hidden = this.#page.visibilityState === 'hidden';
    this.#post({ kind: 'visibility', hidden });
  }

  #post(request: SpeedRequest): void {
    this.#worker?.postMessage(request);
  }

  #connect(): WorkerLike {
    const worker = this.#start();
    worker.addEventListener('message', (event) => {
      if (this.#worker === worker)
        this.#receive((event as MessageEvent<SpeedResponse>).data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#worker !== worker) return;
      const cause = event.message || 'it could not be loaded';
      this.#end(
        new Error(
          `The worker that measures broke down (${cause}). What was measured so far stays; measuring again starts a new one.`,
        ),
      );
    });
    return worker;
  }

  /** @param reason null: it was cancelled */
  #end(reason: Error | null): void {
    this.#worker?.terminate();
    this.#worker = null;
    const pending = this.#pending;
    this.#pending = null;
    if (reason) pending?.reject(reason);
    else pending?.resolve(null);
  }

  #receive(response: SpeedResponse): void {
    const pending = this.#pending;
    if (pending?.id !== response.id) return;
    if (response.kind === 'news') {
      pending.onNews(response.news);
      return;
    }
    this.#pending = null;
    if (response.kind === 'end') pending.resolve(response.result);
    else pending.reject(rebuildError(response.error));
  }
}
