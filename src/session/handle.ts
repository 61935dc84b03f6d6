import type { NumericArray } from '../core/arrays.ts';
import type { Evaluation } from '../core/engine.ts';
import type { Metrics, Overflow } from '../core/metrics.ts';
import type { Plan } from '../core/plan.ts';
import type { Task, TrainingSpec } from '../core/spec.ts';

/** What a session is asked to train. */
export interface RunRequest {
  readonly spec: TrainingSpec;
  /** An engine's id, or `auto`: webgpu where there is an adapter, else cpu. */
  readonly engine: string;
  /** Contents of the CSV file that `spec.data` names, where it names one. */
  readonly csv?: Uint8Array | string;
  /** Measures layer figures every n-th step; 0: none. */
  readonly metricsEvery: number;
}

/** What came of a request: enough to draw everything that does not change in training. */
export interface RunDescription {
  readonly spec: TrainingSpec;
  readonly plan: Plan;
  readonly engine: string;
  readonly adapter: string;
  /** Why `auto` chose this engine, in a sentence. */
  readonly engineReason: string;
  readonly task: Task;
  readonly classNames: readonly string[] | null;
  readonly featureNames: readonly string[];
  readonly trainCount: number;
  readonly testCount: number;
  /** The examples to draw, in the units of the heatmap: [count, inputs] and the label or value of each. */
  readonly points: { readonly train: PointSet; readonly test: PointSet };
  /** Range of the inputs for a heatmap over the plane, or null where there are not two inputs. */
  readonly domain: readonly [number, number] | null;
}

export interface PointSet {
  readonly count: number;
  readonly inputs: Float32Array;
  /** Class index, or value in regression; [count]. */
  readonly labels: Float32Array;
}

export type SessionState = 'empty' | 'paused' | 'running' | 'stopped';

/** News of a run, at most one a frame while it runs. */
export interface SessionUpdate {
  readonly state: SessionState;
  /** Updates taken so far. */
  readonly step: number;
  /** Losses since the last update; the first belongs to step `firstStep`. */
  readonly firstStep: number;
  readonly losses: NumericArray;
  /** The figures measured since the last update. */
  readonly metrics: readonly Metrics[];
  /** Over the last second of running; 0 when paused. */
  readonly stepsPerSecond: number;
  /** The newest evaluation of both parts, when there is a new one. */
  readonly evaluation: {
    readonly step: number;
    readonly train: Evaluation;
    readonly test: Evaluation;
  } | null;
  /** Set when `state` is `stopped`. */
  readonly overflow: Overflow | null;
  /** A sentence about something that happened (device lost and restored, engine replaced), or null. */
  readonly notice: string | null;
}

/**
 * A training session as its user sees it, in the same thread or across a worker. Calls
 * are carried out in order. Each rejects with a UserError that leaves the running
 * state as it was.
 */
export interface SessionHandle {
  /** Prepares data, plan and parameters and compiles; replaces the run only once that succeeded. Leaves it paused at step 0. */
  configure(request: RunRequest): Promise<RunDescription>;
  /** Trains until paused, stopped or disposed. Resolves once it runs. */
  play(): Promise<void>;
  /** Resolves when the last update has been taken. */
  pause(): Promise<void>;
  /** Takes `steps` updates and is paused then. */
  advance(steps: number): Promise<void>;
  /** Back to step 0 and the same initial parameters, paused. */
  reset(): Promise<void>;
  /** Outputs for [count, inputs] in prediction mode, [count, outputs]. */
  predict(inputs: Float32Array): Promise<NumericArray>;
  readParameters(): Promise<NumericArray>;
  /** Calls `listener` with each update from now on; returns what ends it. */
  subscribe(listener: (update: SessionUpdate) => void): () => void;
  dispose(): void;
}
