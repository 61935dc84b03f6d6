import type { ExecutorRequest } from '../core/engine.ts';
import type { TrainingSpec } from '../core/spec.ts';
import type { FlowOptions } from './flow-options.ts';
import type { LabId } from './labs.ts';
import type { RaceOptions } from './race-options.ts';
import type { SpeedOptions } from './speed-options.ts';
import type { StopConditions } from './stop-conditions.ts';
import type { ViewOptions } from './view-options.ts';

/** The part of the app's state that a link holds. */
export interface LinkState {
  readonly spec: TrainingSpec;
  /** An engine's id, or `auto`. */
  readonly engine: string;
  /** How it is to train, where it has more than one way; kept while another engine computes. */
  readonly executor: ExecutorRequest;
  /** Whether training starts as soon as the page is there. */
  readonly playing: boolean;
  /** When training is to pause by itself; never where absent. */
  readonly stop?: StopConditions;
  /** How it is looked at; as by default where absent. */
  readonly view?: ViewOptions;
  /** The room that is shown; `train` where absent. */
  readonly lab?: LabId;
  /** What the gradient-flow lab shows; as by default where absent. */
  readonly flow?: FlowOptions;
  /** What the speed lab measures; as by default where absent. */
  readonly measurement?: SpeedOptions;
  /** What its race is about; as by default where absent. */
  readonly race?: RaceOptions;
}

/** A CSV file that was opened; it stays on this machine and in no link. */
export interface OpenFile {
  readonly name: string;
  readonly contents: Uint8Array | string;
}

/** Everything of the app that is not the run itself (the session tells that). */
export interface AppState extends LinkState {
  /** The file that `spec.data` names, or null where the data is generated. */
  readonly file: OpenFile | null;
  /** Sentences for the person: what in a link or in an action was not right. */
  readonly problems: readonly string[];
  /** A link that was not followed because of these problems; absent where none was refused. */
  readonly refusedLink?: string | undefined;
}
