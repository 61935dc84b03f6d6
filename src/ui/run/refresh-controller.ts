import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { UserError } from '../../core/errors.ts';
import type { Run } from './run.ts';

/** Looking takes at most one part of the time in this many. */
const SHARE = 3;

/**
 * Keeps what an element shows of a run up to date: asks the session when there is news, never
 * two questions at a time, never more often than every `interval`, and less often where an
 * answer takes long, so that looking does not slow down training.
 */
export class RefreshController implements ReactiveController {
  /** Why the last question could not be answered, in a sentence, or null. */
  problem: string | null = null;
  /** Milliseconds that the last answer took; 0 before the first. */
  duration = 0;

  readonly #host: ReactiveControllerHost;
  readonly #run: () => Run;
  readonly #interval: number;
  readonly #ask: () => Promise<void> | null;
  #connected = false;
  #wanted = false;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
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
    this.#interval = interval;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    const run = this.#run();
    this.#connected = true;
    this.#disconnect = [
      run.updates.add(() => this.request()),
      run.changes.add(() => {
        this.#host.requestUpdate();
        this.request();
      }),
    ];
    this.request();
  }

  hostDisconnected(): void {
    this.#connected = false;
    for (const disconnect of this.#disconnect) disconnect();
    this.#disconnect = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Says that what is shown is out of date. */
  request(): void {
    this.#wanted = true;
    this.#start();
  }

  #start(): void {
    if (!this.#connected || !this.#wanted || this.#busy || this.#timer !== undefined)
      return;
    this.#wanted = false;
    const answer = this.#ask();
    if (!answer) return;
    this.#busy = true;
    const began = performance.now();
    answer.then(
      () => {
        this.duration = performance.now() - began;
        this.#end(null);
      },
      // Anything but a refusal: the run was replaced meanwhile, and its news asks anew.
      (error: unknown) => this.#end(error instanceof UserError ? error.message : null),
    );
  }

  #end(problem: string | null): void {
    this.#busy = false;
    if (problem !== this.problem) {
      this.problem = problem;
      this.#host.requestUpdate();
    }
    if (!this.#connected) return;
    const pause = Math.max(this.#interval - this.duration, (SHARE - 1) * this.duration);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, pause);
  }
}
