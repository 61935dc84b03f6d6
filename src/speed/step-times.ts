/** An engine that needs longer for a step, or is expected to, is left out. Milliseconds. */
export const LONGEST_STEP = 2500;
/**
 * Shorter steps are no ground to leave a larger size out: each is timed once, and one that something
 * disturbed would grow to seconds with the operations. Milliseconds.
 */
const TELLING_STEP = 500;

/** How long steps take, to leave out those that nobody would wait for. */
export class StepTimes {
  readonly #known = new Map<string, { operations: number; time: number }[]>();

  /** Notes the time of a step. @returns why the engine is left out there, in words, or null */
  note(engine: string, operations: number, time: number): string | null {
    this.#known.set(engine, [...(this.#known.get(engine) ?? []), { operations, time }]);
    return time > LONGEST_STEP
      ? `Left out: one step took ${seconds(time)}; more than ${seconds(LONGEST_STEP)} is not waited for.`
      : null;
  }

  /** @returns why the engine is not even tried with so many operations, in words, or null */
  expectation(engine: string, operations: number): string | null {
    const expected = this.#expected(engine, operations);
    return expected > LONGEST_STEP
      ? `Left out: a step would take about ${seconds(expected)}, by the times of smaller sizes; more than ${seconds(LONGEST_STEP)} is not waited for.`
      : null;
  }

  /**
   * What the smallest size took counts as what a step costs to start; the rest grows with the
   * operations. 0 where nothing is known that tells anything.
   */
  #expected(engine: string, operations: number): number {
    const known = this.#known.get(engine);
    if (!known) return 0;
    const first = known[0];
    const last = known[known.length - 1];
    if (last.time < TELLING_STEP) return 0;
    const growing = Math.max(0, last.time - first.time);
    return first.time + growing * Math.max(1, operations / last.operations);
  }
}

const seconds = (milliseconds: number): string =>
  `${Number((milliseconds / 1000).toPrecision(2))} s`;
