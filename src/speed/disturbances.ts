/** Longer than any pause between two samples but that of a machine that slept. Milliseconds. */
const LONGEST_PAUSE = 1500;

/**
 * What makes the times of a round void: a page that was hidden, whose timers and GPU a browser
 * slows down, or a machine that slept.
 */
export class Disturbances {
  #hidden = false;
  #reason: string | null = null;
  #lastSeen: number | null = null;
  readonly #now: () => number;
  #whenVisible: (() => void)[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the page is hidden. */
  get hidden(): boolean {
    return this.#hidden;
  }

  /** The page was hidden or shown. */
  noteVisibility(hidden: boolean): void {
    this.#hidden = hidden;
    if (hidden) {
      this.#reason ??= 'The page was hidden';
      return;
    }
    for (const resolve of this.#whenVisible.splice(0)) resolve();
  }

  /** Called between two pieces of work, when nothing but a sleeping machine takes long. */
  pauseBegins(): void {
    this.#lastSeen = this.#now();
  }

  pauseEnds(): void {
    if (this.#lastSeen !== null && this.#now() - this.#lastSeen > LONGEST_PAUSE)
      this.#reason ??= 'The machine or the page stood still for a while';
    this.#lastSeen = null;
  }

  /** What happened since the last call, or null. A page that is still hidden goes on disturbing. */
  take(): string | null {
    const reason = this.#hidden ? (this.#reason ?? 'The page was hidden') : this.#reason;
    this.#reason = null;
    return reason;
  }

  /** Resolves at once where the page is visible. */
  untilVisible(): Promise<void> {
    return this.#hidden
      ? new Promise((resolve) => this.#whenVisible.push(resolve))
      : Promise.resolve();
  }
}
