import type { LinkState } from '../../state/app-state.ts';
import type { EngineTime } from './engine-times.ts';

/** What it takes to set up a run again. */
export type RecordedConfiguration = Pick<
  LinkState,
  'spec' | 'engine' | 'executor' | 'stop'
>;

/** Something that happened in the middle of a run. */
export interface RunEvent {
  readonly step: number;
  /** What changed: `learning rate 0.03 → 0.01`. */
  readonly text: string;
}

/** The figures of a run's last evaluation; null where there is none. */
export interface RunFigures {
  readonly trainLoss: number | null;
  readonly testLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly testAccuracy: number | null;
  readonly trainDetermination: number | null;
  readonly testDetermination: number | null;
}

/** The losses of a run's evaluations, thinned out; columns of equal length. */
export interface RunCurve {
  readonly steps: readonly number[];
  readonly train: readonly (number | null)[];
  readonly test: readonly (number | null)[];
}

/** A run as it is remembered: how it was configured and what came of it, never its data. */
export interface RunRecord {
  readonly id: string;
  /** Counted up from 1: what it is called. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly configuration: RecordedConfiguration;
  /** Number of the run that `changes` compares with; null for the first. */
  readonly against: number | null;
  /** `learning rate 0.03 → 0.1`; empty where it is the same again. */
  readonly changes: readonly string[];
  readonly events: readonly RunEvent[];
  readonly steps: number;
  /** Time in which it trained, evaluations included. */
  readonly milliseconds: number;
  /** Why it stopped for good, in a sentence; null where it did not. */
  readonly failure: string | null;
  readonly figures: RunFigures;
  readonly times: readonly EngineTime[];
  readonly curve: RunCurve;
  /** Its place among the pinned runs, which gives its colour; null where it is not pinned. */
  readonly pin: number | null;
}

export const NO_FIGURES: RunFigures = {
  trainLoss: null,
  testLoss: null,
  trainAccuracy: null,
  testAccuracy: null,
  trainDetermination: null,
  testDetermination: null,
};

export const NO_CURVE: RunCurve = { steps: [], train: [], test: [] };

/** Bounds of what is kept, and of what is read back. */
export const ARCHIVE_LIMITS = {
  runs: 60,
  /** As many lines as colour and dash tell apart. */
  pinned: 6,
  curvePoints: 500,
  events: 50,
  changes: 50,
  /** Of a sentence or a name. */
  characters: 2000,
} as const;
