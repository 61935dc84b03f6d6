import type { CliIo } from './io.ts';

/** Milliseconds between two writings of the line on a terminal, and of lines elsewhere. */
const TERMINAL_INTERVAL = 100;
const LOG_INTERVAL = 5000;

/** Progress on stderr: one line that is written over on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  readonly #io: CliIo;
  readonly #interval: number;
  #next: number;
  #shown = false;

  constructor(io: CliIo) {
    this.#io = io;
    this.#interval = io.stderr.isTTY ? TERMINAL_INTERVAL : LOG_INTERVAL;
    this.#next = performance.now() + (io.stderr.isTTY ? 0 : this.#interval);
  }

  /** Shows `text` if it is time for it. */
  update(text: string): void {
    if (performance.now() < this.#next) return;
    this.#next = performance.now() + this.#interval;
    this.#write(text);
  }

  /** Shows `text` for good and ends the line. */
  finish(text: string): void {
    this.#write(text);
    this.end();
  }

  /** Ends the line as it is. */
  end(): void {
    if (this.#shown && this.#io.stderr.isTTY) this.#put('\n');
    this.#shown = false;
  }

  #write(text: string): void {
    this.#shown = true;
    // Back to the start of the line, and erase what is longer than the new text.
    this.#put(this.#io.stderr.isTTY ? `\r${text}\x1b[K` : `${text}\n`);
  }

  #put(text: string): void {
    this.#io.stderr.write(text, () => undefined);
  }
}
