import type { TimedEngine, TimedRun } from '../timed-engine.ts';

/** A case with its right answers: what engines enter. */
export interface Contest {
  /** Operations in the matrix products of one step. */
  readonly operations: number;
  /** Of a network. */
  readonly parameterCount?: number;
  /**
   * The gate: no run that disagrees with the reference comes through.
   * @throws Error with the reason why the engine gets no time
   */
  enter(engine: TimedEngine): Promise<Entrant>;
  /** Told the median time of a step of each engine, in milliseconds. */
  measured?(engine: string, time: number): void;
}

/** An engine that came through the gate. */
export interface Entrant {
  readonly run: TimedRun;
  /** Milliseconds to prepare it and to answer for the first time. */
  readonly firstUse: number;
}
