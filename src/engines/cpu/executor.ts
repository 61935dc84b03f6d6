import {
  allocate,
  toPrecision,
  type NumericArray,
  type Precision,
} from '../../core/arrays.ts';
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
import { selectExamples, type Examples } from '../../core/examples.ts';
import type { Metrics, Overflow } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import {
  batchAccuracy,
  evaluateLogits,
  activateOutputs,
} from '../../ops/evaluate-outputs.ts';
import { initialStatistics } from '../../ops/initial-parameters.ts';
import { backward } from './backward.ts';
import { forward, type NonFinite } from './forward.ts';
import { batchLoss, penalty } from './loss.ts';
import { measureLayers } from './measure.ts';
import { allFinite } from './matrix.ts';
import { tensorView } from './tensor-view.ts';
import { Updater, updateStatistics } from './update.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Rows that a prediction takes at a time: enough to amortize, small enough to stay in cache. */
const PREDICTION_ROWS = 256;

/**
 * The network in plain TypeScript, one array per quantity. In float64 it is the
 * reference that every other engine is checked against; float32 differs from it by the
 * arrays alone.
 */
export class CpuExecutor implements Executor {
  readonly plan: Plan;
  readonly adapter: string;
  readonly #precision: Precision;
  readonly #training: Examples;
  readonly #order: BatchOrder;
  readonly #updater: Updater;
  readonly #parameters: NumericArray;
  readonly #statistics: NumericArray;
  readonly #gradients: NumericArray;
  readonly #workspace: Workspace;
  #prediction: Workspace | null = null;
  #step = 0;
  #disposed = false;

  constructor(options: CompileOptions, precision: Precision, adapter: string) {
    const { plan, parameters, training, state } = options;
    const { seed, batchSize } = plan.training;
    this.plan = plan;
    this.adapter = adapter;
    this.#precision = precision;
    this.#training = {
      ...training,
      inputs: training.inputs.slice(),
      targets: training.targets.slice(),
    };
    this.#order = new BatchOrder(seed, training.count, batchSize);
    this.#updater = new Updater(plan, precision);
    this.#parameters = toPrecision(precision, parameters);
    this.#statistics = toPrecision(precision, initialStatistics(plan));
    this.#gradients = allocate(precision, plan.parameterCount);
    this.#workspace = createWorkspace(plan, precision, batchSize);
    if (state) this.#restore(state);
  }

  get step(): number {
    return this.#step;
  }

  async train(steps: number, options: TrainOptions = {}): Promise<TrainResult> {
    this.#assertAlive();
    const every = options.metricsEvery ?? 0;
    const firstStep = this.#step;
    const losses: number[] = [];
    const metrics: Metrics[] = [];
    let overflow: Overflow | null = null;
    while (losses.length < steps) {
      const measure = every > 0 && this.#step % every === 0;
      const result = this.#takeStep(measure);
      if (result.nonFinite) {
        overflow = { step: this.#step, ...result.nonFinite };
        break;
      }
      losses.push(result.loss);
      if (result.metrics) metrics.push(result.metrics);
      this.#step++;
    }
    return { firstStep, losses: toPrecision(this.#precision, losses), metrics, overflow };
  }

  async predict(inputs: Float32Array): Promise<NumericArray> {
    this.#assertAlive();
    return toPrecision(this.#precision, activateOutputs(this.plan, this.#logits(inputs)));
  }

  async evaluate(examples: Examples): Promise<Evaluation> {
    this.#assertAlive();
    return evaluateLogits(this.plan, this.#logits(examples.inputs), examples.targets);
  }

  async gradients(batch: Examples): Promise<GradientResult> {
    this.#assertAlive();
    const workspace =
      batch.count <= this.#workspace.rows
        ? this.#workspace
        : createWorkspace(this.plan, this.#precision, batch.count);
    const gradients = allocate(this.#precision, this.plan.parameterCount);
    const { loss, nonFinite } = this.#differentiate(batch, workspace, gradients);
    return {
      loss,
      gradients,
      metrics: this.#measure(batch, workspace, gradients, loss, null),
      overflow: nonFinite && { step: this.#step, ...nonFinite },
    };
  }

  async readParameters(): Promise<NumericArray> {
    this.#assertAlive();
    return this.#parameters.slice();
  }

  async writeParameters(parameters: NumericArray): Promise<void> {
    this.#assertAlive();
    this.#parameters.set(parameters);
  }

  async readState(): Promise<ExecutorState> {
    this.#assertAlive();
    return {
      step: this.#step,
      parameters: this.#parameters.slice(),
      slots: this.#updater.slots.slice(),
      statistics: this.#statistics.slice(),
    };
  }

  async writeState(state: ExecutorState): Promise<void> {
    this.#assertAlive();
    this.#restore(state);
  }

  dispose(): void {
    this.#disposed = true;
    this.#prediction = null;
  }

  #restore(state: ExecutorState): void {
    this.#step = state.step;
    this.#parameters.set(state.parameters);
    this.#updater.slots.set(state.slots);
    this.#statistics.set(state.statistics);
  }

  /** One update; a step in which something is not finite changes nothing. */
  #takeStep(measure: boolean): {
    loss: number;
    metrics: Metrics | null;
    nonFinite: NonFinite | null;
  } {
    const batch = selectExamples(this.#training, this.#order.indices(this.#step));
    const workspace = this.#workspace;
    const { loss, nonFinite } = this.#differentiate(batch, workspace, this.#gradients);
    if (nonFinite) return { loss, metrics: null, nonFinite };

    const slotsBefore = this.#updater.slots.slice();
    this.#updater.prepare(this.#parameters, this.#gradients, this.#step);
    const { change } = this.#updater;
    const metrics = measure
      ? this.#measure(batch, workspace, this.#gradients, loss, change)
      : null;
    const before = this.#parameters.slice();
    for (let at = 0; at < change.length; at++) this.#parameters[at] += change[at];
    const broken = this.#nonFiniteLayer();
    if (broken) {
      this.#parameters.set(before);
      this.#updater.slots.set(slotsBefore);
      return { loss, metrics: null, nonFinite: broken };
    }
    updateStatistics(this.plan, workspace, batch.count, this.#statistics);
    return { loss, metrics, nonFinite: null };
  }

  /** Forward and backward in training mode; the gradients are written to `gradients`. */
  #differentiate(
    batch: Examples,
    workspace: Workspace,
    gradients: NumericArray,
  ): { loss: number; nonFinite: NonFinite | null } {
    const { plan } = this;
    const parameters = this.#parameters;
    const { count, inputs, targets } = batch;
    const output = plan.layers.length - 1;
    const { h, dh } = workspace.layers[output];
    let nonFinite = forward(plan, parameters, workspace, inputs, count, null);
    const exact = batchLoss(plan, h, targets, count, dh) + penalty(plan, parameters);
    const loss = this.#precision === 'float32' ? Math.fround(exact) : exact;
    if (!Number.isFinite(loss)) nonFinite ??= { layer: output, stage: 'loss' };
    const broken = backward(plan, parameters, workspace, inputs, count, gradients);
    nonFinite ??= broken;
    return { loss, nonFinite };
  }

  #measure(
    batch: Examples,
    workspace: Workspace,
    gradients: NumericArray,
    loss: number,
    change: NumericArray | null,
  ): Metrics {
    const { h } = workspace.layers[this.plan.layers.length - 1];
    return {
      step: this.#step,
      loss,
      accuracy: batchAccuracy(this.plan, h, batch.targets, batch.count),
      layers: measureLayers(
        this.plan,
        this.#parameters,
        gradients,
        workspace,
        batch.count,
        change,
      ),
    };
  }

  /** Pre-activations of the output layer in prediction mode, [count, outputs]. */
  #logits(inputs: Float32Array): NumericArray {
    const { plan } = this;
    const count = inputs.length / plan.inputs;
    const logits = allocate(this.#precision, count * plan.outputs);
    this.#prediction ??= createWorkspace(plan, this.#precision, PREDICTION_ROWS);
    const workspace = this.#prediction;
    const { z } = workspace.layers[plan.layers.length - 1];
    for (let first = 0; first < count; first += PREDICTION_ROWS) {
      const rows = Math.min(PREDICTION_ROWS, count - first);
      const chunk = inputs.subarray(first * plan.inputs, (first + rows) * plan.inputs);
      forward(plan, this.#parameters, workspace, chunk, rows, this.#statistics);
      logits.set(z.subarray(0, rows * plan.outputs), first * plan.outputs);
    }
    return logits;
  }

  #nonFiniteLayer(): NonFinite | null {
    const broken = this.plan.tensors.find(
      (tensor) => !allFinite(tensorView(this.#parameters, tensor), tensor.size),
    );
    return broken ? { layer: broken.layer, stage: 'update' } : null;
  }

  #assertAlive(): void {
    if (this.#disposed) throw new Error('This executor has been disposed.');
  }
}
