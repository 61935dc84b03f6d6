/** Milliseconds that may be caught up after a pause of the machine; more would be a burst. */
const MOST_BEHIND = 250;
/** Milliseconds that are waited for the next step at most, so that a pause is heard of. */
const LONGEST_WAIT = 50;

/** Milliseconds that are waited at least: a frame, whose steps are then taken at once. */
const FRAME = 16;

/** Keeps training at a number of steps a second, for people who want to watch it. */
export class StepPace {
  #perSecond = Infinity;
  #from = 0;
  #taken = 0;

  /** @param perSecond above 0; Infinity: as fast as can be */
  set(perSecond: number, now: number): void {
    this.#perSecond = perSecond;
    this.restart(now);
  }

  /** Counts from now on; the first step is due at once. */
  restart(now: number): void {
    this.#from = now;
    this.#taken = -1;
  }

  /** Steps that may be taken by now. */
  due(now: number): number {
    if (this.#perSecond === Infinity) return Infinity;
    const elapsed = now - this.#from;
    const due = (elapsed * this.#perSecond) / 1000 - this.#taken;
    const most = Math.max(1, (MOST_BEHIND * this.#perSecond) / 1000);
    if (due > most) this.#taken = (elapsed * this.#perSecond) / 1000 - most;
    return Math.floor(Math.min(due, most));
  }

  record(steps: number): void {
    if (this.#perSecond !== Infinity) this.#taken += steps;
  }

  /** Milliseconds to wait before asking again. */
  wait(now: number): number {
    if (this.#perSecond === Infinity) return 0;
    const next = this.#from + ((this.#taken + 1) * 1000) / this.#perSecond;
    return Math.max(FRAME, Math.min(LONGEST_WAIT, next - now));
  }
}
