import type { NumericArray } from '../../core/arrays.ts';
import { BatchOrder } from '../../core/batch-order.ts';
import type {
  CompileOptions,
  Evaluation,
  Executor,
  ExecutorState,
  GradientResult,
  TrainOptions,
  TrainResult,
} from '../../core/engine.ts';
import type { Examples } from '../../core/examples.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import type { Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { evaluateLogits } from '../../ops/evaluate-outputs.ts';
import { initialStatistics } from '../../ops/initial-parameters.ts';
import { BufferSet } from './buffer-set.ts';
import { encodeSteps, writeSchedule, type StepSchedule } from './encode-steps.ts';
import { createModelBuffers, type ModelBuffers } from './model-buffers.ts';
import { createGatherPass, createStepPasses, type StepPasses } from './network-passes.ts';
import { decodeReport } from './places.ts';
import { Predictor } from './predictor.ts';
import { StateBackup } from './state-backup.ts';
import { decodeResults, resultRegions } from './step-results.ts';

/** A submission should take about this long: short enough for the screen, long enough to hide its overhead. */
const SUBMISSION_MS = 40;
/**
 * A network on the GPU. A training step is a chain of dispatches, many steps go into one
 * submission, and only its losses, figures and status are read back.
 */
export class WebgpuExecutor implements Executor {
  readonly plan: Plan;
  readonly adapter: string;
  readonly #gpu: GpuDevice;
  readonly #set: BufferSet;
  readonly #model: ModelBuffers;
  readonly #training: StepPasses;
  readonly #gather: readonly Dispatch[];
  readonly #backup: StateBackup;
  readonly #order: BatchOrder;
  readonly #predictor: Predictor;
  #gradientPasses: StepPasses | null = null;
  #stepsPerSubmission = 4;
  #step = 0;
  #disposed = false;
  /** The last call made: calls are carried out one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /** @throws UserError when the network exceeds what the adapter holds */
  static async create(gpu: GpuDevice, options: CompileOptions): Promise<WebgpuExecutor> {
    const { plan, training } = options;
    const set = new BufferSet(gpu);
    try {
      const model = await gpu.withMemoryCheck(() => createModelBuffers(gpu, plan, set));
      const examples = await gpu.withMemoryCheck(() => ({
        inputs: set.from('training inputs', new Float32Array(training.inputs)),
        targets: set.from('training targets', new Float32Array(training.targets)),
      }));
      const { batchSize } = plan.training;
      const passes = await createStepPasses(gpu, plan, model, batchSize, true);
      set.adopt(passes.set);
      const gather = await createGatherPass(gpu, plan, model, set, passes, examples);
      const backup = await gpu.withMemoryCheck(() => new StateBackup(model, set));
      return new WebgpuExecutor(gpu, options, set, model, passes, gather, backup);
    } catch (error) {
      set.destroy();
      throw error;
    }
  }

  private constructor(
    gpu: GpuDevice,
    { plan, parameters, training, state }: CompileOptions,
    set: BufferSet,
    model: ModelBuffers,
    passes: StepPasses,
    gather: readonly Dispatch[],
    backup: StateBackup,
  ) {
    this.plan = plan;
    this.adapter = gpu.adapter;
    this.#gpu = gpu;
    this.#set = set;
    this.#model = model;
    this.#training = passes;
    this.#gather = gather;
    this.#backup = backup;
    this.#predictor = new Predictor(gpu, plan, model);
    this.#order = new BatchOrder(
      plan.training.seed,
      training.count,
      plan.training.batchSize,
    );
    this.#write(model.parameters, parameters);
    this.#write(model.statistics, initialStatistics(plan));
    if (state) this.#restore(state);
  }

  get step(): number {
    return this.#step;
  }

  train(steps: number, options: TrainOptions = {}): Promise<TrainResult> {
    const every = options.metricsEvery ?? 0;
    return this.#inOrder(async () => {
      const firstStep = this.#step;
      const losses = new Float32Array(steps);
      const metrics: Metrics[] = [];
      let taken = 0;
      while (taken < steps) {
        const count = Math.min(
          steps - taken,
          this.#stepsPerSubmission,
          this.#model.capacity,
        );
        const result = await this.#submit(count, every);
        losses.set(result.losses, taken);
        metrics.push(...result.metrics);
        taken += result.losses.length;
        if (result.overflow) {
          const { overflow } = result;
          return { firstStep, losses: losses.slice(0, taken), metrics, overflow };
        }
      }
      return { firstStep, losses, metrics, overflow: null };
    });
  }

  predict(inputs: Float32Array): Promise<NumericArray> {
    const copy = new Float32Array(inputs);
    return this.#inOrder(() => this.#predictor.predict(copy, 'outputs'));
  }

  evaluate(examples: Examples): Promise<Evaluation> {
    const inputs = new Float32Array(examples.inputs);
    const targets = examples.targets.slice();
    return this.#inOrder(async () =>
      evaluateLogits(this.plan, await this.#predictor.predict(inputs, 'logits'), targets),
    );
  }

  gradients(batch: Examples): Promise<GradientResult> {
    const inputs = new Float32Array(batch.inputs);
    const targets = new Float32Array(batch.targets);
    return this.#inOrder(async () => {
      const passes = await this.#passesFor(batch.count);
      this.#write(passes.inputs, inputs);
      this.#write(passes.targets, targets);
      const schedule = this.#schedule(1, () => true);
      encodeSteps(this.#gpu, this.#model, schedule, {
        everyStep: passes.differentiate,
        measuredSteps: passes.measure,
      });
      const { parameterCount, layers } = this.plan;
      const [gradients, ...rest] = await this.#gpu.read([
        { buffer: this.#model.gradients, bytes: parameterCount * 4 },
        ...resultRegions(this.plan, this.#model, schedule),
      ]);
      const { losses, metrics, report } = decodeResults(this.plan, schedule, rest);
      return {
        loss: losses[0],
        gradients: new Float32Array(gradients),
        metrics: metrics[0],
        overflow: decodeReport(report, this.#step, layers.length),
      };
    });
  }

  readParameters(): Promise<NumericArray> {
    return this.#inOrder(async () => {
      const bytes = this.plan.parameterCount * 4;
      const [parameters] = await this.#gpu.read([
        { buffer: this.#model.parameters, bytes },
      ]);
      return new Float32Array(parameters);
    });
  }

  writeParameters(parameters: NumericArray): Promise<void> {
    const copy = Float32Array.from(parameters);
    return this.#inOrder(async () => this.#write(this.#model.parameters, copy));
  }

  readState(): Promise<ExecutorState> {
    return this.#inOrder(async () => {
      const { parameters, slots, statistics } = this.#model;
      const { parameterCount, statisticsCount } = this.plan;
      const [values, memory, running] = await this.#gpu.read([
        { buffer: parameters, bytes: parameterCount * 4 },
        { buffer: slots, bytes: this.#model.slotCount * parameterCount * 4 },
        { buffer: statistics, bytes: statisticsCount * 4 },
      ]);
      return {
        step: this.#step,
        parameters: new Float32Array(values),
        slots: new Float32Array(memory),
        statistics: new Float32Array(running),
      };
    });
  }

  writeState(state: ExecutorState): Promise<void> {
    const copy = {
      step: state.step,
      parameters: Float32Array.from(state.parameters),
      slots: Float32Array.from(state.slots),
      statistics: Float32Array.from(state.statistics),
    };
    return this.#inOrder(async () => this.#restore(copy));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    // A call under way still uses the buffers; WebGPU would refuse its commands.
    void this.#last.then(() => {
      this.#set.destroy();
      this.#gradientPasses?.set.destroy();
      this.#predictor.destroy();
    });
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    if (this.#disposed)
      return Promise.reject(new Error('This executor has been disposed.'));
    const result = this.#last.then(() => {
      this.#gpu.assertHealthy();
      return task();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Takes `count` steps in one submission; a step in which something overflowed changes nothing. */
  async #submit(count: number, metricsEvery: number) {
    const started = performance.now();
    const firstStep = this.#step;
    const schedule = this.#schedule(
      count,
      (step) => metricsEvery > 0 && step % metricsEvery === 0,
    );
    this.#writeOrder(count);
    this.#backup.save(this.#gpu);
    this.#encodeTraining(schedule);
    const { losses, metrics, report } = decodeResults(
      this.plan,
      schedule,
      await this.#gpu.read(resultRegions(this.plan, this.#model, schedule)),
    );
    const overflow = decodeReport(report, firstStep, this.plan.layers.length);
    if (!overflow) {
      this.#step += count;
      this.#adapt(count, performance.now() - started);
      return { losses, metrics, overflow };
    }
    // Back to the start of the submission, and again up to the step that overflowed: the
    // steps are deterministic, so they arrive at the same state.
    const good = overflow.step - firstStep;
    this.#backup.restore(this.#gpu);
    if (good > 0) this.#encodeTraining(this.#schedule(good, () => false));
    this.#step += good;
    return {
      losses: losses.subarray(0, good),
      metrics: metrics.filter(({ step }) => step < overflow.step),
      overflow,
    };
  }

  #encodeTraining(schedule: StepSchedule): void {
    encodeSteps(this.#gpu, this.#model, schedule, {
      everyStep: [
        ...this.#gather,
        ...this.#training.differentiate,
        ...this.#training.update,
      ],
      measuredSteps: this.#training.measure,
    });
  }

  /** Aims at SUBMISSION_MS a submission; doubles at most, as the first ones include warming up. */
  #adapt(count: number, elapsed: number): void {
    const ideal = Math.max(
      1,
      Math.floor((count * SUBMISSION_MS) / Math.max(elapsed, 0.1)),
    );
    this.#stepsPerSubmission = Math.min(
      ideal,
      2 * Math.max(count, this.#stepsPerSubmission),
      this.#model.capacity,
    );
  }

  /** Schedules the next `count` steps. */
  #schedule(count: number, measured: (step: number) => boolean): StepSchedule {
    return writeSchedule(this.#gpu, this.plan, this.#model, this.#step, count, measured);
  }

  #writeOrder(count: number): void {
    const { batchSize } = this.plan.training;
    const order = new Uint32Array(count * batchSize);
    for (let index = 0; index < count; index++)
      this.#order.write(this.#step + index, order, index * batchSize);
    this.#gpu.device.queue.writeBuffer(this.#model.order, 0, order);
  }

  /** Passes that differentiate a batch of `rows`; the last size asked for is kept. */
  async #passesFor(rows: number): Promise<StepPasses> {
    if (this.#gradientPasses?.rows !== rows) {
      this.#gradientPasses?.set.destroy();
      this.#gradientPasses = null;
      this.#gradientPasses = await createStepPasses(
        this.#gpu,
        this.plan,
        this.#model,
        rows,
        false,
      );
    }
    return this.#gradientPasses;
  }

  #restore(state: ExecutorState): void {
    this.#step = state.step;
    this.#write(this.#model.parameters, state.parameters);
    this.#write(this.#model.slots, state.slots);
    this.#write(this.#model.statistics, state.statistics);
  }

  #write(buffer: GPUBuffer, values: NumericArray): void {
    if (values.length > 0)
      this.#gpu.device.queue.writeBuffer(buffer, 0, Float32Array.from(values));
  }
}
