import type { ExecutorRequest } from '../../../core/engine.ts';
import { figureOfLayers, type Metrics } from '../../../core/metrics.ts';
import type { TrainingSpec } from '../../../core/spec.ts';
import type { RunDescription, SessionHandle } from '../../../session/handle.ts';
import { Listeners } from '../../run/listeners.ts';
import { FlowHistory, type FlowReading } from './flow-history.ts';

/** What the networks of the lab are and what computes them. */
export interface GroupRequest {
  /** One to four, all on the same data. */
  readonly specs: readonly TrainingSpec[];
  readonly engine: string;
  readonly executor: ExecutorRequest;
  readonly csv: Uint8Array | string | undefined;
}

/** One of the networks. */
export interface GroupMember {
  readonly session: SessionHandle;
  description: RunDescription | null;
  /** Why it could not be made, in a sentence, or null. */
  problem: string | null;
  /** Why it trains no further, in a sentence, or null. */
  stopMessage: string | null;
  /** Figures of the last update that was measured. */
  metrics: Metrics | null;
  /** Ends the listening to its session. */
  readonly unsubscribe: () => void;
}

/** Milliseconds of training between two measurements, at least; as long as measuring, where that takes longer. */
const ROUND_MS = 60;
/** The share of the steps so far that a round may be: early ones are looked at one by one. */
const ROUND_SHARE = 0.1;
/** Where measuring is slow: a whole run must not take minutes. */
const SLOW_MS = 100;
const SLOW_SHARE = 0.5;
/** So seldom that only the last step of a round is measured, which a session does by itself. */
const METRICS_EVERY = 1e9;

/**
 * Networks that are trained in step: each round all of them take the same number of updates, and
 * what the chain rule does in each is measured. One that stops, because a value overflowed, stays
 * where it is while the others go on.
 */
export class NetworkGroup {
  /** Anything that is drawn has changed. */
  readonly changes = new Listeners<void>();
  readonly history = new FlowHistory();
  members: readonly GroupMember[] = [];
  running = false;
  /** Updates that those have taken which were not stopped. */
  step = 0;
  /** A request is being carried out. */
  busy = false;

  readonly #createSession: () => SessionHandle;
  #request: GroupRequest | null = null;
  #pending: GroupRequest | null = null;
  /** Counts up with whatever makes a round that is under way void. */
  #generation = 0;
  #round: Promise<void> = Promise.resolve();
  #stepsAtOnce = 1;
  #until = Infinity;
  /** Milliseconds that the last round took to train and to measure. */
  #training = 0;
  #measuring = 0;
  #disposed = false;

  constructor(createSession: () => SessionHandle) {
    this.#createSession = createSession;
  }

  /** Takes other networks, at step 0; of requests made meanwhile only the last is carried out. */
  async configure(request: GroupRequest): Promise<void> {
    this.#pending = request;
    if (this.busy) return;
    this.busy = true;
    this.changes.tell();
    while (this.#pending && !this.#disposed) {
      const next = this.#pending;
      this.#pending = null;
      await this.#settle();
      await this.#apply(next);
      if (!this.#pending) await this.#restart();
    }
    this.busy = false;
    this.changes.tell();
    if (this.running) this.#play();
  }

  toggle(): void {
    if (this.running) this.pause();
    else this.play();
  }

  /** @param until the step in which it pauses by itself */
  play(until = Infinity): void {
    this.#until = until;
    if (this.running || this.#disposed) return;
    this.running = true;
    this.changes.tell();
    if (!this.busy) this.#play();
  }

  pause(): void {
    this.running = false;
    this.changes.tell();
  }

  /** Resolves when there are networks to train. */
  async prepared(): Promise<void> {
    while (this.busy)
      await new Promise<void>((resolve) => {
        const stop = this.changes.add(() => {
          stop();
          resolve();
        });
      });
  }

  /** Pauses, and takes `steps` updates with each; none while they are being made. */
  async advance(steps: number): Promise<void> {
    this.pause();
    if (this.busy) return;
    await this.#settle();
    const generation = this.#generation;
    this.#round = this.#take(steps, generation);
    await this.#round;
  }

  /** Back to the initial parameters; goes on where it ran. */
  async reset(): Promise<void> {
    if (this.busy || !this.#request) return;
    await this.configure(this.#request);
  }

  dispose(): void {
    this.#disposed = true;
    this.running = false;
    this.#generation++;
    for (const member of this.members) release(member);
    this.members = [];
  }

  /** Resolves when nothing is under way any more. */
  async #settle(): Promise<void> {
    this.#generation++;
    await this.#round;
  }

  async #apply(request: GroupRequest): Promise<void> {
    const before = this.#request;
    this.#request = request;
    const { specs } = request;
    for (const member of this.members.slice(specs.length)) release(member);
    const members = specs.map((_, at) => this.members[at] ?? this.#createMember());
    const isKept = (at: number) =>
      before?.engine === request.engine &&
      before.executor === request.executor &&
      before.csv === request.csv &&
      JSON.stringify(before.specs[at]) === JSON.stringify(specs[at]) &&
      members[at].description !== null;
    await Promise.all(
      members.map(async (member, at) => {
        try {
          if (isKept(at)) await member.session.reset();
          else {
            member.description = await member.session.configure(runOf(request, at));
            // With another optimizer or engine a session would go on.
            if (member.description.step > 0) await member.session.reset();
          }
          member.problem = null;
        } catch (error) {
          member.description = null;
          member.problem = messageOf(error);
        }
        member.stopMessage = null;
        member.metrics = null;
      }),
    );
    if (this.#disposed) members.forEach(release);
    else this.members = members;
  }

  #createMember(): GroupMember {
    const session = this.#createSession();
    const member: GroupMember = {
      session,
      description: null,
      problem: null,
      stopMessage: null,
      metrics: null,
      unsubscribe: session.subscribe(({ state, notice, metrics }) => {
        member.metrics = metrics.at(-1) ?? member.metrics;
        if (state === 'stopped') member.stopMessage = notice ?? member.stopMessage;
        else if (notice !== null && state === 'empty') {
          // Its worker broke down: it has to be configured anew.
          member.description = null;
          member.problem = notice;
        }
      }),
    };
    return member;
  }

  async #restart(): Promise<void> {
    this.step = 0;
    this.#stepsAtOnce = 1;
    this.history.clear();
    await this.#measure(this.#generation);
  }

  #play(): void {
    const generation = ++this.#generation;
    this.#round = this.#rounds(generation);
  }

  async #rounds(generation: number): Promise<void> {
    while (this.running && generation === this.#generation) {
      const share = this.#measuring > SLOW_MS ? SLOW_SHARE : ROUND_SHARE;
      const most = Math.min(
        Math.max(1, Math.floor(this.step * share)),
        this.#until - this.step,
      );
      if (most <= 0) {
        this.pause();
        return;
      }
      const steps = Math.min(this.#stepsAtOnce, most);
      await this.#take(steps, generation);
      const time = Math.max(ROUND_MS, this.#measuring);
      const fitting = Math.floor((time / Math.max(1, this.#training)) * steps);
      this.#stepsAtOnce = Math.max(1, Math.min(2 * this.#stepsAtOnce, fitting));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async #take(steps: number, generation: number): Promise<void> {
    const alive = this.members.filter(
      ({ description, stopMessage }) => description && stopMessage === null,
    );
    if (alive.length === 0) {
      this.pause();
      return;
    }
    const started = performance.now();
    await Promise.all(
      alive.map((member) =>
        member.session.advance(steps).catch((error: unknown) => {
          member.stopMessage ??= messageOf(error);
        }),
      ),
    );
    const trained = performance.now();
    this.#training = trained - started;
    // Taken is taken, also where nobody waits for this round any more.
    this.step += steps;
    if (generation !== this.#generation) return;
    await this.#measure(generation);
    this.#measuring = performance.now() - trained;
  }

  async #measure(generation: number): Promise<void> {
    const readings = await Promise.all(this.members.map(readFlow));
    if (generation !== this.#generation) return;
    this.history.add({ step: this.step, readings });
    this.changes.tell();
  }
}

async function readFlow({
  session,
  description,
  metrics,
}: GroupMember): Promise<FlowReading | null> {
  if (!description) return null;
  try {
    const flow = await session.gradientFlow();
    const ratios = metrics && figureOfLayers(metrics, 'updateRatio');
    return {
      ...flow,
      layers: flow.layers.map((layer, at) => ({
        ...layer,
        updateRatio: ratios?.[at] ?? NaN,
      })),
    };
  } catch {
    // The session was disposed or broke down, which it tells by itself.
    return null;
  }
}

const runOf = ({ specs, engine, executor, csv }: GroupRequest, at: number) => ({
  spec: specs[at],
  engine,
  executor,
  ...(csv !== undefined && { csv }),
  metricsEvery: METRICS_EVERY,
});

function release(member: GroupMember): void {
  member.unsubscribe();
  member.session.dispose();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
