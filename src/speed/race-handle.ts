import type { TrainingSpec } from '../core/spec.ts';

/** A race: the same network from the same weights on each of the engines. */
export interface RaceQuestion {
  /** A network over the plane on generated data; trained on all its training examples at once. */
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
  /** Numbers of updates after which its loss was read since the last news, ascending. */
  readonly steps: Uint32Array;
  /** The losses after them. */
  readonly losses: Float32Array;
  /** What its own clock showed when they were read. */
  readonly clocks: Float32Array;
  /** [gridSize, gridSize, outputs] over the plane, the row of the greatest second coordinate first; null where it did not change. */
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
      /** Milliseconds to upload, to compile and to take the first gradients and the first step; on no clock. */
      readonly firstUse: number;
    }
  /** It does not start, or gives up: the others go on. */
  | { readonly kind: 'refused'; readonly engine: string; readonly reason: string }
  /** All that start are ready, and the first turn begins. */
  | { readonly kind: 'start' }
  | { readonly kind: 'runner'; readonly runner: RunnerNews }
  | { readonly kind: 'note'; readonly note: string };

/** A runner that came to the target. */
export interface Arrival {
  readonly engine: string;
  /** Updates after which its loss was at most the target, and that loss. */
  readonly step: number;
  readonly loss: number;
  /** Milliseconds of its own turns. */
  readonly clock: number;
}

export interface RaceSummary {
  /** Those that arrived, the winner first. The race does not wait for who is behind it by its own clock. */
  readonly arrivals: readonly Arrival[];
  /** Numbers of updates after which at least two runners read their loss. */
  readonly commonSteps: number;
  /** Largest difference of two losses after the same step, over the larger one; null where no step was common. */
  readonly lossDifference: number | null;
}
