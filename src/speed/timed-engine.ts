import type { PopulationProblem } from './cases/population-case.ts';
import type { Product } from './cases/product-case.ts';
import type { Problem } from './cases/training-case.ts';

/** The device's own clock: how long it computes, without what submission and readback cost. */
export interface DeviceClock {
  /** The smallest difference but 0 seen between two of its readings, in milliseconds. */
  readonly resolution: number;
  /** Times what the device computes from now on. */
  start(): void;
  /** Call when the device is done. @returns milliseconds that it computed since `start` */
  stop(): Promise<number>;
  /** Frees what it needs. */
  close(): void;
}

/** What is timed, whatever it computes. */
export interface TimedRun {
  /** Takes `count` steps, a multiple of `stepsAtOnce`, and waits until they are done. */
  step(count: number): Promise<unknown>;
  /** Steps that it cannot take but side by side, one of each of its networks; absent: 1. */
  readonly stepsAtOnce?: number;
  /**
   * Where the device may have a clock of its own; asked for after the first use, so that what it
   * takes counts for nothing.
   * @returns null where it has none after all
   */
  openClock?(): Promise<DeviceClock | null>;
  dispose(): void;
}

/** A network on an engine, ready to be timed. */
export interface TimedNetwork extends TimedRun {
  /**
   * Takes `count` training steps and waits until they are done, by reading the loss.
   * @returns loss of the last step's batch before its update
   */
  step(count: number): Promise<number>;
  /**
   * Takes the gradients of `count` batches, forward and backward, without an update, and waits
   * until they are done.
   * @returns loss of the last batch
   */
  differentiate(count: number): Promise<number>;
  /** Gradients of the first batch at the initial parameters, laid out as the plan says. Asked for before the first step. */
  gradients(): Promise<ArrayLike<number>>;
  /**
   * What the network answers: softmax probabilities or activated outputs, [count, outputs].
   * @param inputs [count, inputs], any count
   */
  predict(inputs: Float32Array): Promise<ArrayLike<number>>;
  /**
   * Goes back to the initial parameters, before the first step, and forgets what the optimizer
   * remembers; what has been compiled stays.
   */
  restart(): Promise<void>;
}

/** Networks that an engine trains side by side, ready to be timed; a step updates one of them. */
export interface PopulationRun extends TimedRun {
  readonly stepsAtOnce: number;
  /** Takes a step of each network. @returns losses of its batches before the updates, [networks] */
  advance(): Promise<ArrayLike<number>>;
  /** [networks, parameterCount] */
  readParameters(): Promise<ArrayLike<number>>;
}

/** A matrix product on an engine, ready to be timed; a step takes it once. */
export interface ProductRun extends TimedRun {
  /** The product, [size, size]. Asked for after a step. */
  result(): Promise<ArrayLike<number>>;
}

/** One way to train, as a benchmark sees it. */
export interface TimedEngine {
  readonly id: string;
  /** The form in which it is used, for the reader of a result. */
  readonly form: string;
  /** What speaks against it here, as far as that is known before it is loaded, or null. */
  obstacle(): Promise<string | null>;
  /** Loads it. @returns what it computes on. @throws when it cannot run here, with the reason */
  start(): Promise<string>;
  /** After `start`. @throws when the case is beyond it */
  prepare(problem: Problem): Promise<TimedNetwork>;
  /**
   * After `start`.
   * @returns null where it trains networks only one after the other
   * @throws when the population is beyond it
   */
  populate(problem: PopulationProblem): Promise<PopulationRun | null>;
  /** After `start`. @throws when the product is beyond it */
  multiply(product: Product): Promise<ProductRun>;
  /** Frees what it shares between runs. */
  close(): Promise<void>;
}
