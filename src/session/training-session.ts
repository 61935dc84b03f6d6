import type { NumericArray } from '../core/arrays.ts';
import { UserError } from '../core/errors.ts';
import { describeOverflow, type Overflow } from '../core/metrics.ts';
import { CallQueue } from './call-queue.ts';
import { describeRun } from './describe-run.ts';
import type { EngineCatalogue } from './engine-catalogue.ts';
import { evaluateRun } from './evaluate-run.ts';
import { EvaluationPacer } from './evaluation-pacer.ts';
import {
  MAX_EVALUATED,
  type RunDescription,
  type RunRequest,
  type SessionHandle,
  type SessionState,
  type SessionUpdate,
} from './handle.ts';
import { checkParameters, checkStatistics } from './inspect-run.ts';
import { LiveRun } from './live-run.ts';
import { RunQuestions } from './run-questions.ts';
import { canGoOn, isSameTraining } from './same-training.ts';
import { StepPace } from './step-pace.ts';
import { StepRate } from './step-rate.ts';
import { runTrainingLoop, type LoopHost } from './training-loop.ts';
import { UpdateFeed } from './update-feed.ts';

/** Milliseconds between two updates at least: one frame at 60 Hz. */
const UPDATE_INTERVAL = 16;

export interface SessionOptions {
  /** Milliseconds that training may take before events are let through; a frame by default. */
  readonly chunkMilliseconds?: number;
  /** Whether updates carry evaluations (they do by default); `evaluate` works in any case. */
  readonly evaluates?: boolean;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * A session in this thread: one run at a time, its training loop, and what it reports.
 *
 * Training goes in chunks of about a frame. Between two chunks events are let through, so
 * that calls made meanwhile are answered. `pause`, `reset` and `dispose` bump a counter
 * that every loop compares with its value when it was asked for: that is how they cut
 * short all training asked for before them, and none asked for after.
 */
export class TrainingSession extends RunQuestions implements SessionHandle {
  readonly #catalogue: EngineCatalogue;
  readonly #evaluates: boolean;
  readonly #now: () => number;
  readonly #calls = new CallQueue();
  readonly #feed = new UpdateFeed();
  readonly #rate = new StepRate();
  /** Of `play`; `advance` is as fast as it can. */
  readonly #pace = new StepPace();
  readonly #evaluations = new EvaluationPacer();
  #run: LiveRun | null = null;
  #state: SessionState = 'empty';
  #overflow: Overflow | null = null;
  #interrupts = 0;
  /** Training that `play` started; `ended` settles when it has. */
  #playing = { stop: false, ended: Promise.resolve() };
  /** The step in which training that `play` started pauses by itself. */
  #until = Infinity;
  #lastUpdate = -Infinity;
  #disposed = false;
  readonly #loopHost: LoopHost;

  constructor(catalogue: EngineCatalogue, options: SessionOptions = {}) {
    super();
    this.#catalogue = catalogue;
    this.#evaluates = options.evaluates ?? true;
    this.#now = options.now ?? (() => performance.now());
    this.#loopHost = {
      feed: this.#feed,
      rate: this.#rate,
      chunkMilliseconds: options.chunkMilliseconds ?? 20,
      now: this.#now,
      send: () => this.#send(),
      sendIfDue: () => {
        if (this.#now() - this.#lastUpdate >= UPDATE_INTERVAL) this.#send();
      },
      evaluateIfDue: async (run, interrupted) => {
        if (this.#evaluations.isDue(run.step, this.#now()))
          await this.#reportEvaluation(run, interrupted);
      },
    };
  }

  configure(request: RunRequest): Promise<RunDescription> {
    const interrupts = this.#interrupts;
    return this.#call(async () => {
      const current = this.#run;
      // One whose state the new run goes on from, and one that shares its data and plan too.
      const before = current && canGoOn(current.request, request) ? current : null;
      const same = before && isSameTraining(before.request, request);
      const run = await LiveRun.start({
        catalogue: this.#catalogue,
        request,
        prepared: same ? before.prepared : undefined,
        now: this.#now,
        onNotice: (notice) => this.#send(notice),
      });
      const wasRunning = this.#state === 'running';
      await this.#stopPlaying();
      try {
        this.#assertAlive();
        if (before) await run.continueFrom(before);
        this.#assertAlive();
      } catch (error) {
        run.dispose();
        if (before && wasRunning && this.#state === 'paused')
          this.#startPlaying(before, interrupts);
        throw error;
      }
      current?.dispose();
      this.#run = run;
      await this.#settleAnew(run);
      return describeRun(run);
    });
  }

  play(until = Infinity): Promise<void> {
    const interrupts = this.#interrupts;
    return this.#call(async () => {
      const run = this.#readyRun();
      this.#until = until > run.step ? until : Infinity;
      if (this.#state !== 'running') this.#startPlaying(run, interrupts);
    });
  }

  setPace(stepsPerSecond: number): Promise<void> {
    return this.#call(async () => {
      if (!(stepsPerSecond > 0))
        throw new UserError(
          `The pace is ${stepsPerSecond} steps a second; it must be above 0.`,
        );
      this.#pace.set(stepsPerSecond, this.#now());
    });
  }

  pause(): Promise<void> {
    this.#interrupts++;
    return this.#call(() => this.#playing.ended);
  }

  advance(steps: number): Promise<void> {
    const interrupts = this.#interrupts;
    return this.#call(async () => {
      if (!(Number.isInteger(steps) && steps >= 0))
        throw new UserError(
          `The number of steps is ${steps}; it must be a whole number from 0 on.`,
        );
      await this.#stopPlaying();
      const run = this.#readyRun();
      const target = run.step + steps;
      await this.#train(
        run,
        () => target,
        () => interrupts !== this.#interrupts,
        new StepPace(),
      );
    });
  }

  reset(): Promise<void> {
    this.#interrupts++;
    return this.#call(async () => {
      await this.#playing.ended;
      const run = this.#anyRun();
      await run.reset();
      await this.#settleAnew(run);
    });
  }

  writeParameters(parameters: NumericArray, statistics?: NumericArray): Promise<void> {
    // The caller may change its arrays once this has returned.
    const copy = parameters.slice();
    const statisticsCopy = statistics?.slice();
    return this.#call(async () => {
      const run = this.#anyRun();
      checkParameters(copy, run.prepared.plan);
      if (statisticsCopy) checkStatistics(statisticsCopy, run.prepared.plan);
      await run.use(async (executor) => {
        if (!statisticsCopy) return executor.writeParameters(copy);
        const state = await executor.readState();
        const changed = { parameters: copy, statistics: statisticsCopy };
        return executor.writeState({ ...state, ...changed });
      });
      await run.takeSnapshot(true);
      // A run that is training reports its next evaluation by itself.
      if (this.#state === 'running') return;
      this.#overflow = null;
      await this.#settle(run, 'paused');
    });
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  dispose(): void {
    this.#interrupts++;
    this.#disposed = true;
    this.#feed.dispose();
    this.#run?.dispose();
    this.#run = null;
    this.#state = 'empty';
  }

  protected override onRun<T>(work: (run: LiveRun) => Promise<T>): Promise<T> {
    return this.#call(() => work(this.#anyRun()));
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return this.#calls.add(async () => {
      this.#assertAlive();
      const result = await work();
      this.#assertAlive();
      return result;
    });
  }

  #assertAlive(): void {
    if (this.#disposed) throw new Error('The session was disposed.');
  }

  #anyRun(): LiveRun {
    if (!this.#run) throw new UserError('There is no run yet: configure one first.');
    return this.#run;
  }

  #readyRun(): LiveRun {
    const run = this.#anyRun();
    if (this.#state === 'stopped')
      throw new UserError('The run has stopped and goes no further: reset it first.');
    return run;
  }

  /** Unless `pause`, `reset` or `dispose` was called since there were `interrupts` of them. */
  #startPlaying(run: LiveRun, interrupts: number): void {
    if (interrupts !== this.#interrupts) return;
    const playing = { stop: false, ended: Promise.resolve() };
    const interrupted = () => playing.stop || interrupts !== this.#interrupts;
    // A failure is reported as a notice; whoever asked for this was answered long before.
    playing.ended = this.#train(run, () => this.#until, interrupted, this.#pace).catch(
      () => undefined,
    );
    this.#playing = playing;
  }

  async #stopPlaying(): Promise<void> {
    this.#playing.stop = true;
    await this.#playing.ended;
  }

  /** Reports a run that was reset, or that is another than before. */
  async #settleAnew(run: LiveRun): Promise<void> {
    this.#feed.clear();
    this.#overflow = null;
    await this.#settle(run, 'paused');
  }

  /** Enters a state in which nothing changes until the next call, and reports it. */
  async #settle(run: LiveRun, state: SessionState, notice?: string): Promise<void> {
    this.#state = state;
    this.#rate.restart(this.#now());
    if (state !== 'stopped') {
      if (run.step > 0) await run.takeSnapshot();
      await this.#reportEvaluation(run, () => this.#disposed);
    }
    this.#send(notice);
  }

  /** Trains up to step `target`, which may move meanwhile, until interrupted or an overflow. */
  async #train(
    run: LiveRun,
    target: () => number,
    interrupted: () => boolean,
    pace: StepPace,
  ): Promise<void> {
    this.#state = 'running';
    this.#rate.restart(this.#now());
    this.#send();
    try {
      this.#overflow = await runTrainingLoop(
        this.#loopHost,
        run,
        target,
        interrupted,
        pace,
      );
      if (this.#disposed) return;
      if (this.#overflow) {
        const layers = run.prepared.plan.layers.length;
        await this.#settle(run, 'stopped', describeOverflow(this.#overflow, layers));
      } else await this.#settle(run, 'paused');
    } catch (error) {
      if (this.#disposed) return;
      const message = error instanceof Error ? error.message : String(error);
      await this.#settle(run, 'stopped', `The run stopped: ${message}`);
      throw error;
    }
  }

  async #reportEvaluation(run: LiveRun, isCancelled: () => boolean): Promise<void> {
    if (!this.#evaluates) return;
    const start = this.#now();
    const evaluation = await evaluateRun(run, MAX_EVALUATED, isCancelled);
    if (evaluation) this.#feed.addEvaluation(evaluation);
    this.#evaluations.record(run.step, start, this.#now());
  }

  #send(notice?: string): void {
    const run = this.#run;
    if (this.#disposed || !run) return;
    this.#lastUpdate = this.#now();
    this.#feed.send(
      {
        state: this.#state,
        step: run.step,
        stepsPerSecond: this.#state === 'running' ? this.#rate.perSecond : 0,
        millisecondsPerStep: this.#rate.millisecondsPerStep,
        ...run.computation,
        overflow: this.#overflow,
      },
      notice,
    );
  }
}
