import type { Engine, Executor, ExecutorState } from '../core/engine.ts';
import { DeviceLostError } from '../gpu/device-lost-error.ts';
import { optimizers } from '../ops/optimizers/index.ts';
import type { EngineCatalogue, ResolvedEngine } from './engine-catalogue.ts';
import type { Computation, RunRequest } from './handle.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';

/** Snapshots may take this share of the time. */
const SNAPSHOT_SHARE = 0.02;
/** Milliseconds between two snapshots at least. */
const SNAPSHOT_INTERVAL = 2000;

/**
 * A prepared run on an engine, with what it takes to go on after its device was lost: it
 * is compiled again from the last snapshot, on the same engine, or else on the CPU.
 */
export class LiveRun {
  readonly request: RunRequest;
  readonly prepared: PreparedRun;
  readonly #catalogue: EngineCatalogue;
  readonly #now: () => number;
  readonly #onNotice: (notice: string) => void;
  #engine: Engine;
  #engineReason: string;
  #executor: Executor;
  /** Step 0: what `reset` returns to. */
  readonly #initial: ExecutorState;
  #snapshot: ExecutorState;
  #nextSnapshot: number;
  /** Step of the snapshot that the last recovery started from, or −1. */
  #recoveredStep = -1;
  #recovery: Promise<void> | null = null;
  #disposed = false;

  private constructor(
    options: LiveRunOptions,
    prepared: PreparedRun,
    { engine, reason }: ResolvedEngine,
    executor: Executor,
    initial: ExecutorState,
  ) {
    this.request = options.request;
    this.prepared = prepared;
    this.#catalogue = options.catalogue;
    this.#now = options.now;
    this.#onNotice = options.onNotice;
    this.#engine = engine;
    this.#engineReason = reason;
    this.#executor = executor;
    this.#initial = initial;
    this.#snapshot = initial;
    this.#nextSnapshot = this.#now() + SNAPSHOT_INTERVAL;
  }

  /**
   * Prepares data and parameters and compiles.
   * @param onNotice gets a sentence when the device was lost and what became of the run
   * @throws UserError when the request cannot be carried out
   */
  static async start(options: LiveRunOptions): Promise<LiveRun> {
    const { catalogue, request } = options;
    const resolved = await catalogue.resolve(request.engine);
    const prepared = options.prepared ?? prepareRun(request.spec, request.csv);
    const { executor: wanted } = request;
    const executor = await resolved.engine.compile({ ...prepared, executor: wanted });
    try {
      const initial = await executor.readState();
      return new LiveRun(options, prepared, resolved, executor, initial);
    } catch (error) {
      executor.dispose();
      throw error;
    }
  }

  /** What computes now. */
  get computation(): Computation {
    const { adapter, method = null } = this.#executor;
    return {
      engine: this.#engine.id,
      adapter,
      engineReason: this.#engineReason,
      method,
    };
  }

  /** Updates taken so far; less than before where a snapshot was restored. */
  get step(): number {
    return this.#executor.step;
  }

  /**
   * Runs `operation`, a second time on a new executor where the first lost its device.
   * @throws DeviceLostError when the device was destroyed on purpose
   */
  async use<T>(operation: (executor: Executor) => Promise<T>): Promise<T> {
    for (;;) {
      const executor = this.#executor;
      try {
        return await operation(executor);
      } catch (error) {
        const recoverable =
          error instanceof DeviceLostError && error.reason !== 'destroyed';
        if (!recoverable || this.#disposed) throw error;
        await this.#recover(executor);
      }
    }
  }

  /**
   * Remembers the present state; a lost device costs the steps since.
   * @param anew even where the step is that of the last snapshot
   */
  async takeSnapshot(anew = false): Promise<void> {
    if (this.#snapshot.step === this.step && !anew) return;
    const start = this.#now();
    this.#snapshot = await this.use((executor) => executor.readState());
    const end = this.#now();
    const pause = Math.max(SNAPSHOT_INTERVAL, (end - start) / SNAPSHOT_SHARE);
    this.#nextSnapshot = end + pause;
  }

  /**
   * Takes over the state of `other`, a run of the same network on the same data that takes no
   * step meanwhile; where its engine has failed, its last snapshot. Another optimizer starts
   * with an empty memory.
   */
  async continueFrom(other: LiveRun): Promise<void> {
    await other.takeSnapshot().catch(() => undefined);
    const state = this.#adopted(other);
    // At the start the new engine's own parameters are as drawn, in its own precision.
    if (state.step === 0) return;
    await this.use((executor) => executor.writeState(state));
    this.#snapshot = state;
  }

  #adopted(other: LiveRun): ExecutorState {
    const { plan } = this.prepared;
    const { id } = plan.training.optimizer;
    if (id === other.prepared.plan.training.optimizer.id) return other.#snapshot;
    const slots = optimizers.get(id).slots.length * plan.parameterCount;
    return { ...other.#snapshot, slots: new Float32Array(slots) };
  }

  get snapshotIsDue(): boolean {
    return this.#now() >= this.#nextSnapshot;
  }

  /** Back to step 0, with a new executor where the old one does not work any more. */
  async reset(): Promise<void> {
    const initial = this.#initial;
    this.#snapshot = initial;
    this.#recoveredStep = -1;
    try {
      await this.use((executor) => executor.writeState(initial));
    } catch {
      // Whatever broke the executor, a new one starts from nothing.
      this.#replace(this.#executor, await this.#compile(this.#engine, initial));
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#executor.dispose();
  }

  #recover(lost: Executor): Promise<void> {
    // Several operations may fail on the same device: the first to notice recovers for all.
    if (this.#executor !== lost) return Promise.resolve();
    this.#recovery ??= this.#restore(lost).finally(() => (this.#recovery = null));
    return this.#recovery;
  }

  async #restore(lost: Executor): Promise<void> {
    const snapshot = this.#snapshot;
    const label = this.#engine.label;
    // A device lost again before the next snapshot would be lost for ever.
    const again = this.#recoveredStep === snapshot.step;
    this.#recoveredStep = snapshot.step;
    if (!again) {
      try {
        this.#replace(lost, await this.#compile(this.#engine, snapshot));
        this.#onNotice(
          `${label} lost its device. It was restored, and the run continues from step ${snapshot.step}.`,
        );
        return;
      } catch {
        // The CPU takes over below, and the notice says so.
      }
    }
    const { engine } = await this.#catalogue.resolve('cpu');
    this.#replace(lost, await this.#compile(engine, snapshot));
    this.#engine = engine;
    const cause = `${label} lost its device ${again ? 'twice' : 'and could not get it back'}`;
    this.#engineReason = `${cause}, so the CPU took over.`;
    this.#onNotice(
      `${cause}. The run continues on ${engine.label} from step ${snapshot.step}.`,
    );
  }

  #compile(engine: Engine, state: ExecutorState): Promise<Executor> {
    return engine.compile({ ...this.prepared, state, executor: this.request.executor });
  }

  #replace(old: Executor, fresh: Executor): void {
    old.dispose();
    if (this.#disposed) {
      fresh.dispose();
      throw new Error('The session was disposed.');
    }
    this.#executor = fresh;
  }
}

export interface LiveRunOptions {
  readonly catalogue: EngineCatalogue;
  readonly request: RunRequest;
  /** What `request` leads to, where it is known already. */
  readonly prepared?: PreparedRun;
  readonly now: () => number;
  readonly onNotice: (notice: string) => void;
}
