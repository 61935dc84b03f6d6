import type { TrainingMethod } from '../../core/engine.ts';
import type { Metrics } from '../../core/metrics.ts';
import type {
  RunDescription,
  RunRequest,
  SessionEvaluation,
  SessionHandle,
  SessionState,
  SessionUpdate,
} from '../../session/handle.ts';
import type { StopConditions } from '../../state/stop-conditions.ts';
import type { StepUnit } from '../../state/view-options.ts';
import { EngineTimes } from './engine-times.ts';
import { Listeners } from './listeners.ts';
import { LossHistory } from './loss-history.ts';
import { RunArchive } from './run-archive.ts';

/** Which part of the page a configuration came from, so that its problem is shown there. */
export type Origin = 'data' | 'network' | 'training' | 'engine' | 'file' | 'page';

export interface Problem {
  readonly message: string;
  readonly origin: Origin;
}

/** The session has begun to train something, or the same from the start. */
export interface RunStart {
  /** From the state that the run had come to: with other settings, or on another engine. */
  readonly goesOn: boolean;
}

/**
 * The run as the page sees it: the session's news gathered for drawing, and requests in
 * order. News comes up to once a frame (`updates`); what is slow to change (description,
 * state, problems) comes as `changes`.
 */
export class Run {
  readonly session: SessionHandle;
  /** Each update of the session, after it has been taken in here. */
  readonly updates = new Listeners<SessionUpdate>();
  /** Something that is drawn by templates has changed. */
  readonly changes = new Listeners<void>();
  /** A run was configured or reset; its first news have come before. */
  readonly starts = new Listeners<RunStart>();
  readonly history = new LossHistory();
  /** What a step of the present network took on each engine that trained it. */
  readonly engineTimes = new EngineTimes();

  /** The runs that were trained, this one among them; the page says what is written to it. */
  archive = new RunArchive();

  description: RunDescription | null = null;
  state: SessionState = 'empty';
  step = 0;
  stepsPerSecond = 0;
  /** What a step of training itself took over the last second of running; NaN before the first. */
  millisecondsPerStep = NaN;
  evaluation: SessionEvaluation | null = null;
  metrics: Metrics | null = null;
  /** Id of the engine that computes now: it changes where a lost device is replaced. */
  engine = '';
  adapter = '';
  /** Why that engine computes, in a sentence. */
  engineReason = '';
  /** Which of that engine's executors trains; null where it has one only. */
  method: TrainingMethod | null = null;
  /** Why the run was stopped, in a sentence: a value overflowed, or the engine failed. */
  stopMessage: string | null = null;
  notice: string | null = null;
  /** What is to pause it by itself. */
  stopConditions: StopConditions = {};
  /** The step in which it then pauses, asked whenever it starts training. */
  stepLimit = (): number => Infinity;
  /** Why it has paused by itself, in a sentence; null once it goes on. */
  haltMessage: string | null = null;
  problem: Problem | null = null;
  /** A request is being carried out. */
  busy = false;

  /** What one step of the step button is. */
  stepUnit: StepUnit = 'update';
  #pace = Infinity;

  /** Whether it trains as soon as something is configured: until somebody pauses it. */
  #wantsToRun: boolean;
  #pending: { request: RunRequest; origin: Origin } | null = null;
  readonly #unsubscribe: () => void;

  /** @param playing whether the first run starts by itself */
  constructor(session: SessionHandle, playing = true) {
    this.session = session;
    this.#wantsToRun = playing;
    this.#unsubscribe = session.subscribe((update) => this.#take(update));
  }

  get running(): boolean {
    return this.state === 'running';
  }

  /**
   * Configures the session; of requests made meanwhile only the last is carried out. A
   * request that fails leaves the run as it was and becomes the `problem`.
   */
  async configure(request: RunRequest, origin: Origin): Promise<void> {
    this.#pending = { request, origin };
    if (this.busy) return;
    this.busy = true;
    this.changes.tell();
    while (this.#pending) {
      const { request: next, origin: from } = this.#pending;
      this.#pending = null;
      try {
        // Said each time: a worker that broke down was replaced by one that does not know it.
        await this.session.setPace(this.#pace);
        const description = await this.session.configure(next);
        // The news of a fresh run may have come before the answer; it has cleared already.
        const goesOn = description.step > 0;
        if (this.step > 0 && !goesOn) this.#clear();
        if (!goesOn) this.haltMessage = null;
        this.description = description;
        this.engineTimes.begin(description);
        this.starts.tell({ goesOn });
        this.problem = null;
        this.notice = null;
        const plays = this.#wantsToRun && this.haltMessage === null;
        if (plays && !this.#pending) await this.session.play(this.stepLimit());
      } catch (error) {
        this.problem = { message: messageOf(error), origin: from };
      }
    }
    this.busy = false;
    this.changes.tell();
  }

  toggle(): void {
    if (this.running) this.pause();
    else this.play();
  }

  play(): void {
    this.#wantsToRun = true;
    this.haltMessage = null;
    this.#request(() => this.session.play(this.stepLimit()));
  }

  pause(): void {
    this.#wantsToRun = false;
    this.#request(() => this.session.pause());
  }

  /** Pauses until somebody goes on, or another run is configured. @param reason a sentence */
  halt(reason: string): void {
    this.haltMessage = reason;
    if (this.running) this.#request(() => this.session.pause());
    this.changes.tell();
  }

  /** Updates in one step of the step button. */
  get stepLength(): number {
    const { description } = this;
    return this.stepUnit === 'epoch' && description
      ? Math.ceil(description.trainCount / description.plan.training.batchSize)
      : 1;
  }

  /** One update, or an epoch of them; pauses first where it runs. */
  advance(): void {
    this.#wantsToRun = false;
    this.haltMessage = null;
    this.#request(() => this.session.advance(this.stepLength));
  }

  /** Steps a second from now on. */
  setPace(stepsPerSecond: number): void {
    this.#pace = stepsPerSecond;
    if (this.description) this.#request(() => this.session.setPace(stepsPerSecond));
  }

  /**
   * Back to the initial parameters; goes on running where it ran. A run that stopped by
   * itself stays paused, because it would only stop again; what is configured next trains.
   */
  reset(): void {
    const resume = this.running;
    this.#request(async () => {
      await this.session.reset();
      if (this.step > 0) this.#clear();
      this.haltMessage = null;
      this.starts.tell({ goesOn: false });
      if (resume) await this.session.play(this.stepLimit());
    });
  }

  report(problem: Problem | null): void {
    this.problem = problem;
    this.changes.tell();
  }

  dismissNotice(): void {
    this.notice = null;
    this.changes.tell();
  }

  dispose(): void {
    this.#unsubscribe();
    this.session.dispose();
  }

  #request(action: () => Promise<void>): void {
    if (!this.description) return;
    action().then(
      () => this.changes.tell(),
      (error: unknown) => this.report({ message: messageOf(error), origin: 'page' }),
    );
  }

  #clear(): void {
    this.history.clear();
    this.step = 0;
    this.stepsPerSecond = 0;
    this.evaluation = null;
    this.metrics = null;
    this.stopMessage = null;
  }

  #take(update: SessionUpdate): void {
    const fresh = update.step === 0 && (this.step > 0 || update.evaluations.length > 0);
    if (fresh) this.#clear();
    const stateChanged = this.state !== update.state;
    this.state = update.state;
    this.step = update.step;
    this.stepsPerSecond = update.stepsPerSecond;
    // While paused nothing is measured: what was last measured still holds.
    if (update.millisecondsPerStep > 0)
      this.millisecondsPerStep = update.millisecondsPerStep;
    this.history.addBatchLosses(update.firstStep, update.losses);
    for (const evaluation of update.evaluations) {
      const { step, train, test } = evaluation;
      this.evaluation = evaluation;
      this.history.addEvaluation(step, train.loss, test.loss);
    }
    this.metrics = update.metrics.at(-1) ?? this.metrics;
    const before = this.#told();
    if (update.state !== 'stopped') this.stopMessage = null;
    else this.stopMessage = update.notice ?? this.stopMessage;
    if (update.state !== 'stopped') this.notice = update.notice ?? this.notice;
    this.engine = update.engine;
    this.adapter = update.adapter;
    this.engineReason = update.engineReason;
    this.method = update.method;
    if (update.losses.length > 0) {
      const { engine, method, millisecondsPerStep } = update;
      this.engineTimes.record({
        engine,
        executor: method?.id ?? null,
        millisecondsPerStep,
      });
    }
    this.updates.tell(update);
    if (stateChanged || before !== this.#told()) this.changes.tell();
  }

  /** What templates draw of an update besides the state. */
  #told(): string {
    const { stopMessage, notice, engine, adapter, method } = this;
    return [stopMessage, notice, engine, adapter, method?.id].join();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
