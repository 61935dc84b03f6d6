import type { PhaseAxis, PhaseOutcome } from '../core/phase-diagram.ts';
import type { TrainingSpec } from '../core/spec.ts';

/** Networks of one diagram, at most: what a picture of 512 × 512 has. */
export const MAX_PHASE_PIXELS = 2 ** 18;

/** A diagram of columns × rows networks, each of which is `spec` with two of its numbers changed. */
export interface PhaseQuestion {
  readonly spec: TrainingSpec;
  /** An engine's id, or `auto`. */
  readonly engine: string;
  /** Contents of the CSV file that `spec.data` names, where it names one. */
  readonly csv?: Uint8Array | string;
  /** From left to right. */
  readonly x: PhaseAxis;
  /** From bottom to top: row 0 is the lowest. */
  readonly y: PhaseAxis;
  readonly columns: number;
  readonly rows: number;
  readonly outcome: PhaseOutcome;
  /** Updates of each network; without meaning for `ratio`, which is taken before the first. */
  readonly steps: number;
}

/** Some pixels that were computed. */
export interface PhaseTile {
  /** row · columns + column */
  readonly pixels: Uint32Array;
  /**
   * What became of each, see `PhaseOutcome`. Infinity: for `ratio` a value overflowed, for `loss`
   * the run did, for `divergence` it went on to the end. −Infinity, for `ratio`: nothing came back.
   */
  readonly values: Float32Array;
}

/** How far a diagram has come. */
export interface PhaseNews {
  /** Pixels computed so far, and of those under way the share that is done. */
  readonly done: number;
  readonly total: number;
  readonly tile: PhaseTile | null;
  /** A sentence about something that happened (a lost device, another engine), or null. */
  readonly notice: string | null;
  readonly engine: string;
  readonly adapter: string;
}

export interface PhaseSummary {
  /** Whether every pixel was computed; false where it was cancelled. */
  readonly complete: boolean;
  readonly milliseconds: number;
}

/** What draws diagrams, one at a time, in the same thread or across a worker. */
export interface PhaseHandle {
  /**
   * Computes all pixels but `known`, coarse ones first, and tells of them as they come. A diagram
   * that is under way is cancelled first. Devices that are lost are opened again, and populations
   * that an adapter cannot hold are split.
   * @param known pixels that are not to be computed, of an earlier drawing of the same question
   * @throws UserError where the question is at fault, before any pixel is computed
   */
  draw(
    question: PhaseQuestion,
    onNews: (news: PhaseNews) => void,
    known?: Uint32Array,
  ): Promise<PhaseSummary>;
  /** Ends what is under way after the present submission; its `draw` resolves, incomplete. */
  cancel(): void;
  /** Frees everything. */
  dispose(): void;
}
