import type { TrainingSpec } from '../core/spec.ts';

/** A race: the same network from the same weights on each of the engines. */
export interface RaceQuestion {
  /** A network of two inputs on generated data; trained on all its training examples at once. */
  readonly spec: TrainingSpec;
  /** Two or three ids. */
  readonly engines: readonly string[];
  /** The training loss at which a runner has arrived. */
  readonly target: number;
  /** Rows and columns of the pictures of what the networks answer. */
  readonly gridSize: number;
}

/** What is told of one runner. */
export interface RunnerNews {
  readonly engine: string;
  /** Updates taken. */
  readonly step: number;
  /** Milliseconds of its own turns: no other runs meanwhile. */
  readonly clock: number;
  /** Steps after which its loss is known, and the losses, since the last news. */
  readonly steps: Uint32Array;
  readonly losses: Float32Array;
  /** [gridSize, gridSize]: outputs over the plane, top row first; null where it did not change. */
  readonly grid: Float32Array | null;
}

export type RaceNews =
  | { readonly kind: 'progress'; readonly doing: string }
  | {
      readonly kind: 'entry';
      readonly engine: string;
      readonly adapter: string;
      /** See `PointEntry`. */
      readonly parity: number;
    }
  | { readonly kind: 'refused'; readonly engine: string; readonly reason: string }
  | { readonly kind: 'runner'; readonly runner: RunnerNews }
  | { readonly kind: 'note'; readonly note: string };

export interface RaceSummary {
  /** The runner that arrived first by its own clock; null where none did. */
  readonly winner: string | null;
  /** Largest difference of two losses after the same step, over the larger one; null where no step was common. */
  readonly lossDifference: number | null;
}
