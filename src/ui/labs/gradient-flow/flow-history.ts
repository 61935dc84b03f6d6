import type { DrawnFlow } from '../../flow/flow-scales.ts';
import type { GradientFlow } from '../../../core/gradient-flow.ts';

/** A network at one step: its chain rule, with ‖ΔW‖/‖W‖ of the last update. */
export type FlowReading = GradientFlow & DrawnFlow;

/** All networks of the lab at one step; null where one could not be measured. */
export interface FlowFrame {
  readonly step: number;
  readonly readings: readonly (FlowReading | null)[];
}

/** Frames that are kept, at most: more than a slider has places. */
const MOST_FRAMES = 400;

/**
 * What was measured over a run. Once it is full every second frame goes, and from then on half as
 * many are taken: the whole run stays, evenly.
 */
export class FlowHistory {
  #frames: FlowFrame[] = [];
  /** Every how many frames one is kept. */
  #every = 1;
  #count = 0;
  /** The newest, where it is not one of those kept. */
  #newest: FlowFrame | null = null;

  get frames(): readonly FlowFrame[] {
    return this.#newest ? [...this.#frames, this.#newest] : this.#frames;
  }

  clear(): void {
    this.#frames = [];
    this.#every = 1;
    this.#count = 0;
    this.#newest = null;
  }

  add(frame: FlowFrame): void {
    const isKept = this.#count++ % this.#every === 0;
    this.#newest = isKept ? null : frame;
    if (!isKept) return;
    this.#frames.push(frame);
    if (this.#frames.length <= MOST_FRAMES) return;
    this.#frames = this.#frames.filter((_, at) => at % 2 === 0);
    this.#every *= 2;
    if (this.#frames.at(-1) !== frame) this.#newest = frame;
  }
}
