import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { UserError } from '../../core/errors.ts';
import { PacedLoop } from './paced-loop.ts';
import type { Run } from './run.ts';

/** An answer is followed by a rest twice as long: looking takes a third of the time at most. */
const REST = 2;

/**
 * Keeps what an element shows of a run up to date while it is on the page: asks the session when
 * there is news, at the pace of a `PacedLoop`.
 */
export class RefreshController implements ReactiveController {
  /** Why the last question could not be answered, in a sentence, or null. */
  problem: string | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #run: () => Run;
  readonly #loop: PacedLoop;
  #disconnect: (() => void)[] = [];

  /**
   * @param run called when the host is connected
   * @param interval milliseconds between two questions at least
   * @param ask asks and takes in the answer; null: there is nothing to ask now
   */
  constructor(
    host: ReactiveControllerHost,
    run: () => Run,
    interval: number,
    ask: () => Promise<void> | null,
  ) {
    this.#host = host;
    this.#run = run;
    this.#loop = new PacedLoop(() => this.#noting(ask()), { interval, rest: REST });
    this.#loop.stop();
    host.addController(this);
  }

  /** Milliseconds that the last answer took; 0 before the first. */
  get duration(): number {
    return this.#loop.duration;
  }

  hostConnected(): void {
    const run = this.#run();
    this.#disconnect = [
      run.updates.add(() => this.request()),
      run.changes.add(() => {
        this.#host.requestUpdate();
        this.request();
      }),
    ];
    this.#loop.start();
    this.request();
  }

  hostDisconnected(): void {
    for (const disconnect of this.#disconnect) disconnect();
    this.#disconnect = [];
    this.#loop.stop();
  }

  /** Says that what is shown is out of date. */
  request(): void {
    this.#loop.request();
  }

  #noting(answer: Promise<void> | null): Promise<void> | null {
    return (
      answer?.then(
        () => this.#note(null),
        // Anything but a refusal: the run was replaced meanwhile, and its news asks anew.
        (error: unknown) => this.#note(error instanceof UserError ? error.message : null),
      ) ?? null
    );
  }

  #note(problem: string | null): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.#host.requestUpdate();
  }
}
