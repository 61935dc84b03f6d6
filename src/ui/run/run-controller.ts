import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionUpdate } from '../../session/handle.ts';
import type { Run } from './run.ts';

/**
 * Connects an element to the run: `onUpdate` with the fast news, which must not cause a
 * render, and a render of the host for the slow ones.
 */
export class RunController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #run: () => Run;
  readonly #onUpdate: (update: SessionUpdate) => void;
  #disconnect: (() => void)[] = [];

  /** @param run called when the host is connected */
  constructor(
    host: ReactiveControllerHost,
    run: () => Run,
    onUpdate: (update: SessionUpdate) => void = () => undefined,
  ) {
    this.#host = host;
    this.#run = run;
    this.#onUpdate = onUpdate;
    host.addController(this);
  }

  hostConnected(): void {
    const run = this.#run();
    this.#disconnect = [
      run.updates.add(this.#onUpdate),
      run.changes.add(() => this.#host.requestUpdate()),
    ];
  }

  hostDisconnected(): void {
    for (const disconnect of this.#disconnect) disconnect();
    this.#disconnect = [];
  }
}
