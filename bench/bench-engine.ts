import type { Problem } from './cases/training-case.ts';

/** What is timed, whatever it computes. */
export interface TimedRun {
  /** Takes `count` steps and waits until they are done. */
  step(count: number): Promise<unknown>;
  dispose(): void;
}

/** A network on an engine, ready to be timed. */
export interface BenchRun extends TimedRun {
  /**
   * Takes `count` training steps and waits until they are done, by reading the loss.
   * @returns loss of the last step's batch before its update
   */
  step(count: number): Promise<number>;
  /** Gradients of the first batch at the initial parameters, laid out as the plan says. Asked for before the first step. */
  gradients(): Promise<ArrayLike<number>>;
}

/** One way to train, as a benchmark sees it. */
export interface BenchEngine {
  readonly id: string;
  /** The form in which it is used, for the reader of a result. */
  readonly form: string;
  /** Loads it. @returns what it computes on. @throws when it cannot run here, with the reason */
  start(): Promise<string>;
  /** After `start`. @throws when the case is beyond it */
  prepare(problem: Problem): Promise<BenchRun>;
  /** Frees what it shares between runs. */
  close(): Promise<void>;
}
