import type { Arrival, RunnerNews } from '../race-handle.ts';
import type { TimedNetwork } from '../timed-engine.ts';
import { isReading, nextReading } from './readings.ts';

/** A loss that falls by less than this share is none that falls. */
const IMPROVEMENT = 0.01;
/** Who has taken at least so many steps, and this many times those of its last improvement, is stuck. */
const PATIENCE = { steps: 5000, times: 4 };

/** Milliseconds that a step takes at least where the clock is too coarse to tell. */
const SHORTEST = 1e-6;

/** One engine's network in a race, with its own clock. */
export class Runner {
  /** Losses by the number of updates before them. */
  readonly losses = new Map<number, number>();
  arrival: Arrival | null = null;
  /** Why it gave up, or null. */
  problem: string | null = null;
  #taken = 0;
  #clock = 0;
  /** Milliseconds a step of the last call. */
  #stepTime = Infinity;
  #best = { loss: Infinity, step: 0 };
  #untold: { step: number; loss: number; clock: number }[] = [];

  constructor(
    readonly engine: string,
    private readonly run: Pick<TimedNetwork, 'step' | 'restart' | 'predict'>,
    private readonly now: () => number,
  ) {}

  /** Milliseconds of its turns. */
  get clock(): number {
    return this.#clock;
  }

  /** Whether it could still take a turn. */
  get canGoOn(): boolean {
    return this.arrival === null && this.problem === null && !this.isStuck;
  }

  /** Whether its loss has not fallen for long. */
  get isStuck(): boolean {
    return this.#taken > Math.max(PATIENCE.steps, PATIENCE.times * this.#best.step);
  }

  /**
   * Takes steps for about `duration` milliseconds, at least one. It reads its loss after the same
   * steps as all others, and at the end.
   * @param disturbance asked after the turn whether something disturbed it, and what
   */
  async takeTurn(
    duration: number,
    target: number,
    disturbance: () => Promise<string | null>,
  ): Promise<string | null> {
    const before = { taken: this.#taken, clock: this.#clock };
    let spent = 0;
    const read: { step: number; loss: number; clock: number }[] = [];
    do {
      const count = Math.max(
        1,
        Math.min(
          nextReading(this.#taken - 1) + 1 - this.#taken,
          Math.floor((duration - spent) / Math.max(this.#stepTime, SHORTEST)),
        ),
      );
      const begin = this.now();
      const loss = await this.run.step(count);
      const elapsed = this.now() - begin;
      if (!Number.isFinite(loss))
        throw new Error(
          `After ${this.#taken + count} steps its loss is not a finite number any more.`,
        );
      this.#stepTime = elapsed / count;
      spent += elapsed;
      this.#taken += count;
      read.push({ step: this.#taken - 1, loss, clock: before.clock + spent });
    } while (spent + this.#stepTime <= duration && !hasArrived(read.at(-1)!, target));

    const reason = await disturbance();
    if (reason !== null) {
      if (before.taken === 0) {
        // Nothing is known of its speed yet: the turn is taken again.
        await this.run.restart();
        this.#taken = 0;
        return reason;
      }
      // The steps were taken, so that they must cost something: what its steps cost before.
      const rate = before.clock / before.taken;
      for (const reading of read)
        reading.clock = before.clock + rate * (reading.step + 1 - before.taken);
    }
    this.#clock = read.at(-1)!.clock;
    for (const reading of read) this.#note(reading);
    const last = read.at(-1)!;
    if (hasArrived(last, target)) this.arrival = { engine: this.engine, ...last };
    return reason;
  }

  #note(reading: { step: number; loss: number; clock: number }): void {
    const { step, loss } = reading;
    this.losses.set(step, loss);
    this.#untold.push(reading);
    if (loss < this.#best.loss * (1 - IMPROVEMENT)) this.#best = { loss, step };
  }

  predict(inputs: Float32Array): Promise<ArrayLike<number>> {
    return this.run.predict(inputs);
  }

  /** What there is to tell since the last time. */
  news(grid: Float32Array | null): RunnerNews {
    const untold = this.#untold.splice(0);
    return {
      engine: this.engine,
      step: this.#taken,
      clock: this.#clock,
      steps: Uint32Array.from(untold, ({ step }) => step),
      losses: Float32Array.from(untold, ({ loss }) => loss),
      clocks: Float32Array.from(untold, ({ clock }) => clock),
      grid,
    };
  }
}

/**
 * It arrives only where all read their loss: one that reads more often, as it ends its turns
 * more often, would else have more chances.
 */
const hasArrived = (
  { step, loss }: { readonly step: number; readonly loss: number },
  target: number,
): boolean => isReading(step) && loss <= target;
