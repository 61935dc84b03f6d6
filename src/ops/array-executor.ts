import {
  allocate,
  toPrecision,
  type NumericArray,
  type Precision,
} from '../core/arrays.ts';
import { BatchOrder } from '../core/batch-order.ts';
import type {
  CompileOptions,
  Evaluation,
  Executor,
  ExecutorState,
  GradientResult,
  TrainOptions,
  TrainResult,
} from '../core/engine.ts';
import { selectExamples, type Examples } from '../core/examples.ts';
import type { Metrics, Overflow } from '../core/metrics.ts';
import type { Plan } from '../core/plan.ts';
import type { ArrayNetwork, BatchPass, NonFinite } from './array-network.ts';
import { activateOutputs, batchAccuracy, evaluateLogits } from './evaluate-outputs.ts';
import { initialStatistics } from './initial-parameters.ts';
import { measureLayers } from './layer-figures.ts';
import { updateStatistics } from './running-statistics.ts';
import { tensorView } from './tensor-view.ts';
import { Updater } from './updater.ts';
import { allFinite } from './vector.ts';

/**
 * An executor whose state lies in JavaScript arrays: it keeps the parameters, draws the
 * batches, updates and measures; forward and backward passes are its network's, which is
 * all in which engines of this kind differ. Every call does its work before it returns, so
 * that calls need no queue.
 */
export class ArrayExecutor implements Executor {
  readonly plan: Plan;
  readonly adapter: string;
  readonly #precision: Precision;
  readonly #network: ArrayNetwork;
  readonly #training: Examples;
  readonly #order: BatchOrder;
  readonly #updater: Updater;
  readonly #parameters: NumericArray;
  readonly #statistics: NumericArray;
  readonly #gradients: NumericArray;
  /** The state before an update, to undo it. */
  readonly #before: { readonly parameters: NumericArray; readonly slots: NumericArray };
  #step = 0;
  #disposed = false;

  /** @param precision of its parameters, statistics, gradients and results */
  constructor(
    options: CompileOptions,
    network: ArrayNetwork,
    precision: Precision,
    adapter: string,
  ) {
    const { plan, parameters, training, state } = options;
    const { seed, batchSize } = plan.training;
    this.plan = plan;
    this.adapter = adapter;
    this.#precision = precision;
    this.#network = network;
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
    this.#before = {
      parameters: allocate(precision, plan.parameterCount),
      slots: allocate(precision, this.#updater.slots.length),
    };
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
    const gradients = allocate(this.#precision, this.plan.parameterCount);
    const pass = this.#network.differentiate(
      this.#parameters,
      batch,
      gradients,
      true,
      this.#step,
    );
    return {
      loss: pass.loss,
      gradients,
      metrics: this.#measure(batch, pass, gradients, null),
      overflow: pass.nonFinite && { step: this.#step, ...pass.nonFinite },
    };
  }

  async differentiate(steps: number): Promise<NumericArray> {
    this.#assertAlive();
    const losses = Array.from({ length: steps }, (_, index) => {
      const step = this.#step + index;
      const batch = selectExamples(this.#training, this.#order.indices(step));
      return this.#network.differentiate(
        this.#parameters,
        batch,
        this.#gradients,
        false,
        step,
      ).loss;
    });
    return toPrecision(this.#precision, losses);
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
    if (!this.#disposed) this.#network.dispose();
    this.#disposed = true;
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
    const gradients = this.#gradients;
    const pass = this.#network.differentiate(
      this.#parameters,
      batch,
      gradients,
      measure,
      this.#step,
    );
    const { loss } = pass;
    const statistics = this.#statistics.slice();
    updateStatistics(this.plan, pass.statistics, batch.count, statistics);
    const nonFinite = earlier(pass.nonFinite, this.#overflownStatistics(statistics));
    if (nonFinite) return { loss, metrics: null, nonFinite };

    this.#before.slots.set(this.#updater.slots);
    this.#before.parameters.set(this.#parameters);
    this.#updater.prepare(this.#parameters, gradients, this.#step);
    const { change } = this.#updater;
    const metrics = measure ? this.#measure(batch, pass, gradients, change) : null;
    for (let at = 0; at < change.length; at++) this.#parameters[at] += change[at];
    const broken = this.#overflownUpdate();
    if (broken) {
      this.#parameters.set(this.#before.parameters);
      this.#updater.slots.set(this.#before.slots);
      return { loss, metrics: null, nonFinite: broken };
    }
    this.#statistics.set(statistics);
    return { loss, metrics, nonFinite: null };
  }

  #measure(
    batch: Examples,
    { loss, outputs, layers }: BatchPass,
    gradients: NumericArray,
    change: NumericArray | null,
  ): Metrics {
    if (!layers)
      throw new Error('The network did not hand out the values it was asked for.');
    return {
      step: this.#step,
      loss,
      accuracy: batchAccuracy(this.plan, outputs, batch.targets, batch.count),
      layers: measureLayers(
        this.plan,
        this.#parameters,
        gradients,
        layers,
        batch.count,
        change,
      ),
    };
  }

  #logits(inputs: Float32Array): NumericArray {
    return this.#network.logits(this.#parameters, this.#statistics, inputs);
  }

  /** The first layer whose running statistics its predictions could not use. */
  #overflownStatistics(statistics: NumericArray): NonFinite | null {
    const broken = this.plan.layers.find(({ statistics: offset, units }) => {
      if (offset < 0) return false;
      return !allFinite(statistics.subarray(offset, offset + 2 * units), 2 * units);
    });
    return broken ? { layer: broken.index, stage: 'forward' } : null;
  }

  /**
   * The first layer with a parameter that overflowed, or a memory: an infinite mean square
   * would silently keep its parameter from ever moving again.
   */
  #overflownUpdate(): NonFinite | null {
    const { slots } = this.#updater;
    const count = this.plan.parameterCount;
    const vectors = [this.#parameters];
    for (let at = 0; at < slots.length; at += count)
      vectors.push(slots.subarray(at, at + count));
    const broken = this.plan.tensors.find((tensor) =>
      vectors.some((vector) => !allFinite(tensorView(vector, tensor), tensor.size)),
    );
    return broken ? { layer: broken.layer, stage: 'update' } : null;
  }

  #assertAlive(): void {
    if (this.#disposed) throw new Error('This executor has been disposed.');
  }
}

/** The one that a step comes to first. @param statistics found in the forward pass, if at all */
function earlier(pass: NonFinite | null, statistics: NonFinite | null): NonFinite | null {
  if (!pass || !statistics) return pass ?? statistics;
  return pass.stage === 'forward' && pass.layer <= statistics.layer ? pass : statistics;
}
