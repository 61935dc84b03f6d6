import type { NumericArray } from '../../core/arrays.ts';
import type {
  CompileOptions,
  Evaluation,
  Executor,
  ExecutorState,
  GradientResult,
  TrainOptions,
  TrainResult,
  TrainingMethod,
} from '../../core/engine.ts';
import { UserError } from '../../core/errors.ts';
import type { Examples } from '../../core/examples.ts';
import type { Plan } from '../../core/plan.ts';
import { LIMITS } from '../../core/spec.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { evaluateLogits } from '../../ops/evaluate-outputs.ts';
import { initialStatistics } from '../../ops/initial-parameters.ts';
import { BufferSet } from './buffer-set.ts';
import { encodeSteps } from './encode-steps.ts';
import { FusedTraining } from './fused/fused-training.ts';
import type { Propagation } from './fused/propagation.ts';
import { createModelBuffers, type ModelBuffers } from './model-buffers.ts';
import { createStepPasses, type StepPasses } from './network-passes.ts';
import { decodeReport } from './places.ts';
import { Predictor } from './predictor.ts';
import { decodeResults, resultRegions, writeSchedule } from './schedule.ts';
import { StateBackup } from './state-backup.ts';
import { TiledTraining } from './tiled-training.ts';
import type { TrainingChain } from './training-chain.ts';
import { TrainingLoop } from './training-loop.ts';

/**
 * A network on the GPU. A training step is a chain of dispatches, many steps go into one
 * submission, and only its losses, figures and status are read back.
 */
export class WebgpuExecutor implements Executor {
  readonly plan: Plan;
  readonly adapter: string;
  readonly method: TrainingMethod;
  readonly #gpu: GpuDevice;
  readonly #set: BufferSet;
  readonly #model: ModelBuffers;
  readonly #loop: TrainingLoop;
  readonly #predictor: Predictor;
  #gradientPasses: StepPasses | null = null;
  #disposed = false;
  /** The last call made: calls are carried out one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param method it must be able to train the plan, see `choose-executor.ts`
   * @throws UserError when the network exceeds what the adapter holds
   */
  static async create(
    gpu: GpuDevice,
    options: CompileOptions,
    method: TrainingMethod,
    propagation?: Propagation,
  ): Promise<WebgpuExecutor> {
    const { plan, training } = options;
    const set = new BufferSet(gpu);
    try {
      const model = await gpu.withMemoryCheck(() => createModelBuffers(gpu, plan, set));
      const { inputs, targets } = training;
      const resident = new Float32Array(inputs.length + targets.length);
      resident.set(inputs);
      resident.set(targets, inputs.length);
      const buffer = await gpu.withMemoryCheck(() => set.from('training data', resident));
      const examples = { buffer, targets: inputs.length };
      const chain = await (method.id === 'fused'
        ? FusedTraining.create(gpu, plan, model, set, examples, propagation)
        : TiledTraining.create(gpu, plan, model, set, examples));
      const changing = [model.parameters, model.slots, model.statistics];
      const backup = await gpu.withMemoryCheck(() => new StateBackup(changing, set));
      return new WebgpuExecutor(gpu, options, method, set, model, chain, backup);
    } catch (error) {
      set.destroy();
      throw error;
    }
  }

  private constructor(
    gpu: GpuDevice,
    { plan, parameters, training, state }: CompileOptions,
    method: TrainingMethod,
    set: BufferSet,
    model: ModelBuffers,
    chain: TrainingChain,
    backup: StateBackup,
  ) {
    this.plan = plan;
    this.adapter = gpu.adapter;
    this.method = method;
    this.#gpu = gpu;
    this.#set = set;
    this.#model = model;
    this.#predictor = new Predictor(gpu, plan, model);
    this.#loop = new TrainingLoop(gpu, plan, model, chain, backup, training.count);
    this.#write(model.parameters, parameters);
    this.#write(model.statistics, initialStatistics(plan));
    if (state) this.#restore(state);
  }

  get step(): number {
    return this.#loop.step;
  }

  train(steps: number, options: TrainOptions = {}): Promise<TrainResult> {
    return this.#inOrder(() => this.#loop.train(steps, options.metricsEvery ?? 0));
  }

  predict(inputs: Float32Array): Promise<NumericArray> {
    const copy = new Float32Array(inputs);
    return this.#inOrder(() => this.#predictor.forward(copy, 'outputs'));
  }

  evaluate(examples: Examples): Promise<Evaluation> {
    const inputs = new Float32Array(examples.inputs);
    const targets = examples.targets.slice();
    return this.#inOrder(async () =>
      evaluateLogits(this.plan, await this.#predictor.forward(inputs, 'logits'), targets),
    );
  }

  /** @throws UserError when the batch is larger than LIMITS.batchSize */
  gradients(batch: Examples): Promise<GradientResult> {
    if (batch.count > LIMITS.batchSize)
      return Promise.reject(
        new UserError(
          `The batch has ${batch.count} examples; WebGPU takes the gradients of at most ` +
            `${LIMITS.batchSize} at once. A smaller batch or the cpu engine would do.`,
        ),
      );
    const inputs = new Float32Array(batch.inputs);
    const targets = new Float32Array(batch.targets);
    return this.#inOrder(async () => {
      const gpu = this.#gpu;
      const model = this.#model;
      const { plan } = this;
      const { step } = this.#loop;
      const passes = await this.#passesFor(batch.count);
      this.#write(passes.inputs, inputs);
      this.#write(passes.targets, targets);
      const schedule = writeSchedule(gpu, plan, model, step, 1, 1);
      encodeSteps(gpu, model, schedule, {
        everyStep: passes.differentiate,
        measuredSteps: passes.measure,
      });
      const [gradients, ...rest] = await gpu.read([
        { buffer: model.gradients, bytes: plan.parameterCount * 4 },
        ...resultRegions(plan, model, schedule),
      ]);
      const { losses, metrics, report } = decodeResults(plan, schedule, rest);
      return {
        loss: losses[0],
        gradients: new Float32Array(gradients),
        metrics: metrics[0],
        overflow: decodeReport(report, step, plan.layers.length),
      };
    });
  }

  differentiate(steps: number): Promise<NumericArray> {
    return this.#inOrder(() => this.#loop.differentiate(steps));
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
        step: this.#loop.step,
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
    this.#loop.step = state.step;
    this.#write(this.#model.parameters, state.parameters);
    this.#write(this.#model.slots, state.slots);
    this.#write(this.#model.statistics, state.statistics);
  }

  #write(buffer: GPUBuffer, values: NumericArray): void {
    if (values.length > 0)
      this.#gpu.device.queue.writeBuffer(buffer, 0, Float32Array.from(values));
  }
}
