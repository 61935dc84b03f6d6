import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Model } from '../../../../export/model.ts';
import type { RunDescription } from '../../../../session/handle.ts';
import type { Run } from '../../../run/run.ts';
import { readRun } from './read-run.ts';

/** Milliseconds between two readings at least: faster than that nobody reads numbers. */
const INTERVAL = 500;
/** Reading may take this share of the time, so that looking does not slow down training. */
const SHARE = 0.05;

/** Reads the network of a run for its host, whenever it was asked to since the last time. */
export class ModelFeed implements ReactiveController {
  /** The run that was read last, or is being read. */
  description: RunDescription | null = null;

  readonly #run: () => Run;
  readonly #show: (model: Model) => void;
  readonly #fail: (message: string) => void;
  #wanted = false;
  #busy = false;
  #connected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    run: () => Run,
    show: (model: Model) => void,
    fail: (message: string) => void,
  ) {
    this.#run = run;
    this.#show = show;
    this.#fail = fail;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.request();
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Says that the weights may have changed. */
  request(): void {
    this.#wanted = true;
    if (!this.#busy && this.#timer === undefined) void this.#read();
  }

  async #read(): Promise<void> {
    const run = this.#run();
    if (!this.#connected || !run.description) return;
    this.#wanted = false;
    this.#busy = true;
    this.description = run.description;
    const began = performance.now();
    try {
      const { model } = await readRun(run, () => 0);
      this.description = run.description;
      if (this.#connected) this.#show(model);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
    this.#busy = false;
    if (!this.#connected) return;
    const pause = Math.max(INTERVAL, (performance.now() - began) / SHARE);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#wanted) void this.#read();
    }, pause);
  }
}
