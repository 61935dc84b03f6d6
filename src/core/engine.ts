import type { NumericArray, Precision } from './arrays.ts';
import type { Examples } from './examples.ts';
import type { Metrics, Overflow } from './metrics.ts';
import type { Plan } from './plan.ts';
import type { Population, PopulationOptions } from './population.ts';

/** Whether an engine can run here. */
export type Availability =
  | {
      readonly available: true;
      /** What it computes on, for people: `NVIDIA H200 (Vulkan)`, `JavaScript, one thread`. */
      readonly adapter: string;
    }
  | { readonly available: false; readonly reason: string };

/**
 * The executors of an engine that has more than one: `fused` takes many training steps in one
 * dispatch of one workgroup, `tiled` takes each in a chain of dispatches over the whole adapter.
 */
export const EXECUTOR_KINDS = ['fused', 'tiled'] as const;
export type ExecutorKind = (typeof EXECUTOR_KINDS)[number];

/** What can be asked for; with `auto` the engine chooses. */
export const EXECUTOR_REQUESTS = ['auto', ...EXECUTOR_KINDS] as const;
export type ExecutorRequest = (typeof EXECUTOR_REQUESTS)[number];

/** Which of its engine's executors trains a network. */
export interface TrainingMethod {
  readonly id: ExecutorKind;
  /** Why it is this one, in a sentence. */
  readonly reason: string;
}

/** A way to compute; stateless until something is compiled. */
export interface Engine {
  readonly id: string;
  readonly label: string;
  /** The precision of its parameters, gradients and sums as they are stored. */
  readonly precision: Precision;
  /** Never rejects: a failure is the `reason`. */
  probe(): Promise<Availability>;
  /**
   * Makes a network ready to train. Nothing of `options` is kept by reference.
   * @throws UnavailableError when the engine cannot run here
   * @throws UserError when the network exceeds what its adapter can hold, or the executor
   * asked for cannot train it
   */
  compile(options: CompileOptions): Promise<Executor>;
  /**
   * Makes many networks of one architecture ready to train side by side; absent where an engine
   * has no better way than one after the other, see `createPopulation`.
   * @throws as `compile`, and as `checkPopulation`
   */
  populate?(options: PopulationOptions): Promise<Population>;
}

export interface CompileOptions {
  readonly plan: Plan;
  /** [plan.parameterCount], laid out as in `plan.tensors`. */
  readonly parameters: NumericArray;
  /** The examples that `train` draws its batches from; at least `plan.training.batchSize`. */
  readonly training: Examples;
  /** Continues from here instead of step 0 (see `Executor.readState`). */
  readonly state?: ExecutorState;
  /** Which executor is to train; `auto` where absent. Engines that have only one ignore it. */
  readonly executor?: ExecutorRequest;
}

/** All that training depends on besides plan and data: what a snapshot holds. It moves between engines. */
export interface ExecutorState {
  /** Updates taken so far; it fixes the next batch and the schedule. */
  readonly step: number;
  /** [plan.parameterCount] */
  readonly parameters: NumericArray;
  /** [slots, plan.parameterCount]: the optimizer's own memory, in the order its definition gives. */
  readonly slots: NumericArray;
  /** [plan.statisticsCount]: running means and variances of batch normalization. */
  readonly statistics: NumericArray;
}

export interface TrainOptions {
  /** Measures every n-th step (by step number); 0 or absent: none. The losses come for every step in any case. */
  readonly metricsEvery?: number;
}

export interface TrainResult {
  /** Number of the first of these steps. */
  readonly firstStep: number;
  /**
   * Loss of each step's batch before its update, regularization included. Shorter
   * than asked for when a value overflowed: the step in which it did is left out.
   */
  readonly losses: NumericArray;
  readonly metrics: readonly Metrics[];
  /** Set when a value stopped being finite. The parameters are those before that step; training goes no further. */
  readonly overflow: Overflow | null;
}

export interface GradientResult {
  /** Mean loss of the batch, regularization included. */
  readonly loss: number;
  /** [plan.parameterCount]: ∂loss/∂parameters, regularization included, before clipping; of frozen layers, too. */
  readonly gradients: NumericArray;
  /** The figures of this batch; `updateRatio` is 0. */
  readonly metrics: Metrics;
  readonly overflow: Overflow | null;
}

export interface Evaluation {
  /** Mean loss, without regularization. */
  readonly loss: number;
  /** NaN in regression and for no examples. */
  readonly accuracy: number;
}

/**
 * A network on an engine.
 *
 * Calls are carried out in the order in which they were made; a read sees all
 * earlier calls and none of the later. The same plan, parameters, data and calls
 * give bit-identical results on the same engine and adapter. Arrays handed out
 * belong to the caller; arrays handed in are copied before the call returns its promise.
 * After `dispose` every call rejects.
 */
export interface Executor {
  readonly plan: Plan;
  /** What it computes on, as `Availability.adapter`. */
  readonly adapter: string;
  /** How it trains; absent where its engine has one way only. */
  readonly method?: TrainingMethod;
  /** Updates taken so far. */
  readonly step: number;
  /** Takes up to `steps` updates. */
  train(steps: number, options?: TrainOptions): Promise<TrainResult>;
  /**
   * Outputs in prediction mode (running statistics): softmax probabilities or activated
   * outputs, [count, outputs].
   * @param inputs [count, inputs], any count
   */
  predict(inputs: Float32Array): Promise<NumericArray>;
  /** Loss and accuracy in prediction mode, over any number of examples. */
  evaluate(examples: Examples): Promise<Evaluation>;
  /**
   * Gradients of one batch in training mode; changes nothing (not even running statistics).
   * Dropout has the mask of the step that would come next, so that two calls in a row agree, and
   * the batch of that step gets the gradients that it would be trained with.
   */
  gradients(batch: Examples): Promise<GradientResult>;
  /**
   * Takes the gradients of the batches that the next `steps` steps would draw, forward and
   * backward as training does, but updates nothing: what training costs without its updates. It
   * counts no step, and the gradients stay with the engine.
   * @returns loss of each batch at the present parameters, regularization included; not finite
   * where a value overflowed
   */
  differentiate(steps: number): Promise<NumericArray>;
  readParameters(): Promise<NumericArray>;
  /** @param parameters [plan.parameterCount] */
  writeParameters(parameters: NumericArray): Promise<void>;
  readState(): Promise<ExecutorState>;
  writeState(state: ExecutorState): Promise<void>;
  /** Frees everything it holds. May be called twice. */
  dispose(): void;
}
