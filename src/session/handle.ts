import type { NumericArray } from '../core/arrays.ts';
import type { Evaluation, ExecutorRequest, TrainingMethod } from '../core/engine.ts';
import type { GradientFlow } from '../core/gradient-flow.ts';
import type { JacobianSpectrum } from '../core/jacobian-spectrum.ts';
import type { Metrics, Overflow } from '../core/metrics.ts';
import type { Plan } from '../core/plan.ts';
import type { Task, TrainingSpec } from '../core/spec.ts';
import type { Standardization } from '../data/prepare.ts';

/** What a session is asked to train. */
export interface RunRequest {
  readonly spec: TrainingSpec;
  /** An engine's id, or `auto`: webgpu where there is an adapter, else cpu. */
  readonly engine: string;
  /** Which of the engine's executors trains, where it has several; `auto` where absent. */
  readonly executor?: ExecutorRequest;
  /** Contents of the CSV file that `spec.data` names, where it names one. */
  readonly csv?: Uint8Array | string;
  /** Measures layer figures every n-th step, and in the last step of each `advance`; 0: none. */
  readonly metricsEvery: number;
}

/** What computes a run, and why. It changes where the CPU takes over from a lost device. */
export interface Computation {
  /** Id of the engine that computes; '' when there is no run. */
  readonly engine: string;
  readonly adapter: string;
  /** Why this engine computes, in a sentence; '' when there is no run. */
  readonly engineReason: string;
  /** Which of the engine's executors trains and why; null where it has one only. */
  readonly method: TrainingMethod | null;
}

/** What came of a request: enough to draw everything that does not change in training. */
export interface RunDescription extends Computation {
  readonly spec: TrainingSpec;
  /** Updates taken before: 0, unless the run goes on from the one before it. */
  readonly step: number;
  readonly plan: Plan;
  readonly task: Task;
  readonly classNames: readonly string[] | null;
  /** One per input of the network: names of columns, or the features' formulas. */
  readonly featureNames: readonly string[];
  /**
   * Formulas that make the network's inputs from points of the plane (`planeToInputs`); null
   * where the inputs are the coordinates themselves, or there is no plane.
   */
  readonly features: readonly string[] | null;
  /** Names of the plane's axes, or null where there is no plane. */
  readonly planeNames: readonly [string, string] | null;
  readonly targetName: string;
  /** What numbers of a file were shifted and scaled by; null where they are used as they come. */
  readonly standardization: Standardization | null;
  readonly trainCount: number;
  readonly testCount: number;
  /** The first examples of each part (at most MAX_POINTS) as the network sees them. Both parts are in random order. */
  readonly points: { readonly train: PointSet; readonly test: PointSet };
  /** Range of both coordinates for a heatmap over the plane, or null where there is no plane. */
  readonly domain: readonly [number, number] | null;
}

/** The most examples of a part that a description carries to be drawn. */
export const MAX_POINTS = 2000;
/**
 * The most examples of a part that the evaluation in an update takes. Both parts are in
 * random order, so the first ones are a fair sample. `evaluate` takes all.
 */
export const MAX_EVALUATED = 10_000;

export interface PointSet {
  readonly count: number;
  /** [count, inputs], what the network sees. */
  readonly inputs: Float32Array;
  /** [count, 2], where the examples lie in the plane; null where there is none. */
  readonly plane: Float32Array | null;
  /** Class index, or value in regression; [count]. */
  readonly labels: Float32Array;
}

export type SessionState = 'empty' | 'paused' | 'running' | 'stopped';

/** An evaluation of one part of the data. */
export interface PartEvaluation extends Evaluation {
  /**
   * Coefficient of determination R² = 1 − Σ(y − t)² / Σ(t − t̄)², with the part's own mean t̄;
   * absent in classification, for no examples, and where all targets are equal.
   */
  readonly determination?: number;
}

/** Loss and accuracy of both parts in prediction mode after `step` updates. */
export interface SessionEvaluation {
  readonly step: number;
  readonly train: PartEvaluation;
  readonly test: PartEvaluation;
  /** How many examples of each part were taken. */
  readonly trainCount: number;
  readonly testCount: number;
}

/** What the layers of a network make of given inputs. */
export interface Inspection {
  /** Updates taken before. */
  readonly step: number;
  /** [plan.parameterCount]: those that the outputs were made with. */
  readonly parameters: NumericArray;
  /** Outputs of each layer in prediction mode, [count, units]; those of the output layer as `predict` gives them. */
  readonly layers: readonly NumericArray[];
}

/** The most values (examples × units of all layers) that an inspection hands out; `sensitivity` counts the inputs, too. */
export const MAX_INSPECTED = 2 ** 22;
/** Whose derivative by the inputs is asked for, and where. */
export interface SensitivityQuestion {
  /** [count, inputs] */
  readonly inputs: Float32Array;
  /** Index of an output, from 0. */
  readonly output: number;
  /** What `predict` gives, or its pre-activation. */
  readonly of: 'output' | 'logit';
}

/** How much an answer of the network changes with each of its inputs. */
export interface Sensitivity {
  /** Updates taken before. */
  readonly step: number;
  /** [count, outputs], as `predict` gives them. */
  readonly outputs: NumericArray;
  /** [count, inputs]: the derivative of the output or logit asked for. */
  readonly gradients: NumericArray;
}

/** A network at one step: all that its predictions depend on, and some of them. */
export interface ModelReading {
  /** Updates taken before. */
  readonly step: number;
  /** [plan.parameterCount] */
  readonly parameters: NumericArray;
  /** [plan.statisticsCount]: running means and variances of batch normalization. */
  readonly statistics: NumericArray;
  /** [count, outputs]: what these parameters make of the inputs handed in, as `predict` gives it. */
  readonly outputs: NumericArray;
}

/** The most training examples that `differentiate` takes: the first ones, which are a fair sample. */
export const MAX_DIFFERENTIATED = 1000;

/** The slope of the loss at the present parameters. */
export interface Slope {
  /** Updates taken before. */
  readonly step: number;
  /** Training examples it was taken over. */
  readonly count: number;
  readonly loss: number;
  /** [plan.parameterCount]: ∂loss/∂parameters, regularization included, before clipping. */
  readonly gradients: NumericArray;
}

/** The most training examples that `gradientFlow` takes: the first ones, which are a fair sample. */
export const MAX_FLOWING = 256;

/** News of a run, at most one a frame while it runs. */
export interface SessionUpdate extends Computation {
  readonly state: SessionState;
  /** Updates taken so far. */
  readonly step: number;
  /**
   * Losses since the last update; the first belongs to step `firstStep`. Where that step
   * was reported before (a lost device was restored from a snapshot, or the run was
   * reset), the earlier reports from it on are void.
   */
  readonly firstStep: number;
  readonly losses: NumericArray;
  /** The figures measured since the last update. */
  readonly metrics: readonly Metrics[];
  /** Over the last second of running; 0 when paused. */
  readonly stepsPerSecond: number;
  /** What a step of training itself took then, without evaluations and what else goes on; NaN before the first. */
  readonly millisecondsPerStep: number;
  /** The evaluations since the last update: often at first, later twice a second. */
  readonly evaluations: readonly SessionEvaluation[];
  /** Set when an overflow stopped the run; `notice` then says so in a sentence. */
  readonly overflow: Overflow | null;
  /** A sentence about something that happened (overflow, device lost and restored, engine replaced), or null. */
  readonly notice: string | null;
}

/**
 * A training session as its user sees it, in the same thread or across a worker. Calls
 * are carried out in order; `pause`, `reset` and `dispose` also cut short what was asked
 * for before them. A call rejects with a UserError where its request is at fault; the run
 * is then as it was. Without a run, every call but `configure`, `pause` and `dispose` rejects.
 */
export interface SessionHandle {
  /**
   * Prepares data, plan and parameters and compiles; replaces the run only once that
   * succeeded. Leaves it paused: at step 0, or where only engine, executor, optimizer, schedule,
   * regularization, clipping or batch size are others than the present run's, at the step and
   * with the parameters that this one has come to.
   */
  configure(request: RunRequest): Promise<RunDescription>;
  /**
   * Trains until paused, stopped or disposed. Resolves once it runs.
   * @param until the step in which it pauses by itself, where that lies ahead. A run that
   *   trains already takes it over; without one it goes on for ever.
   * @throws UserError when the run has stopped
   */
  play(until?: number): Promise<void>;
  /**
   * How fast `play` goes from now on, in this run and later ones; full speed until it is said.
   * @param stepsPerSecond above 0; Infinity: as fast as can be
   * @throws UserError when it is no such number
   */
  setPace(stepsPerSecond: number): Promise<void>;
  /** Resolves when the last update has been taken. */
  pause(): Promise<void>;
  /** Takes `steps` updates and is paused then; fewer where `pause` or an overflow ends it. @throws UserError when the run has stopped */
  advance(steps: number): Promise<void>;
  /** Back to step 0 and the same initial parameters, paused. */
  reset(): Promise<void>;
  /** Outputs for [count, inputs] in prediction mode, [count, outputs]. */
  predict(inputs: Float32Array): Promise<NumericArray>;
  /** Over all examples of both parts. */
  evaluate(): Promise<SessionEvaluation>;
  /** [plan.parameterCount] */
  readParameters(): Promise<NumericArray>;
  /**
   * Replaces all parameters; the run goes on with them at its step, and one that an overflow
   * stopped is paused again. `reset` returns to the initial ones all the same.
   * @param parameters [plan.parameterCount]
   * @param statistics [plan.statisticsCount]; those that there are stay where it is absent
   * @throws UserError when there are more or fewer, one is not finite, or a variance is negative
   */
  writeParameters(parameters: NumericArray, statistics?: NumericArray): Promise<void>;
  /**
   * The network as it is now, with what it makes of [count, inputs] in prediction mode on the
   * CPU: all of the same step, also while it trains.
   * @throws UserError as `inspect`
   */
  readModel(inputs: Float32Array): Promise<ModelReading>;
  /**
   * What every layer makes of [count, inputs] in prediction mode, on the CPU.
   * @throws UserError when that is more than MAX_INSPECTED values
   */
  inspect(inputs: Float32Array): Promise<Inspection>;
  /**
   * The derivative of one output by every input in prediction mode, by reverse mode in
   * float64 on the CPU.
   * @throws UserError when there is no such output, or more than MAX_INSPECTED values
   */
  sensitivity(question: SensitivityQuestion): Promise<Sensitivity>;
  /** Loss and gradients over the first MAX_DIFFERENTIATED training examples, on the run's engine. */
  differentiate(): Promise<Slope>;
  /**
   * What the chain rule does at each layer, over the first MAX_FLOWING training examples, or fewer
   * in a large network: back-propagated in float64 on the CPU, with the dropout of the next step.
   */
  gradientFlow(): Promise<GradientFlow>;
  /**
   * The singular values of the network's Jacobian at the first training example, in float64 on the CPU.
   * @throws UserError when the layers are so wide that it would take more than a few seconds
   */
  spectrum(): Promise<JacobianSpectrum>;
  /** Calls `listener` with each update from now on; returns what ends it. */
  subscribe(listener: (update: SessionUpdate) => void): () => void;
  /** Frees everything. Pending and later calls reject. */
  dispose(): void;
}
