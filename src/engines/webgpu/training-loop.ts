import { BatchOrder } from '../../core/batch-order.ts';
import type { TrainResult } from '../../core/engine.ts';
import type { Metrics, Overflow } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { decodeReport } from './places.ts';
import { decodeResults, resultRegions, writeSchedule } from './schedule.ts';
import type { StateBackup } from './state-backup.ts';
import type { TrainingChain } from './training-chain.ts';

/** A submission should take about this long: short enough for the screen, long enough to hide its overhead. */
const SUBMISSION_MS = 40;

/** Takes training steps, many in one submission, and undoes a step in which something overflowed. */
export class TrainingLoop {
  /** Updates taken so far. */
  step = 0;
  readonly #gpu: GpuDevice;
  readonly #plan: Plan;
  readonly #model: ModelBuffers;
  readonly #chain: TrainingChain;
  readonly #backup: StateBackup;
  readonly #order: BatchOrder;
  #stepsPerSubmission = 4;
  #gradientsPerSubmission = 4;

  /** @param examples number of training examples */
  constructor(
    gpu: GpuDevice,
    plan: Plan,
    model: ModelBuffers,
    chain: TrainingChain,
    backup: StateBackup,
    examples: number,
  ) {
    this.#gpu = gpu;
    this.#plan = plan;
    this.#model = model;
    this.#chain = chain;
    this.#backup = backup;
    this.#order = new BatchOrder(plan.training.seed, examples, plan.training.batchSize);
  }

  /** As `Executor.train`. */
  async train(steps: number, metricsEvery: number): Promise<TrainResult> {
    const firstStep = this.step;
    const losses = new Float32Array(steps);
    const metrics: Metrics[] = [];
    let overflow: Overflow | null = null;
    let taken = 0;
    while (taken < steps && !overflow) {
      const count = Math.min(
        steps - taken,
        this.#stepsPerSubmission,
        this.#model.capacity,
      );
      const result = await this.#submit(count, metricsEvery);
      losses.set(result.losses, taken);
      metrics.push(...result.metrics);
      taken += result.losses.length;
      overflow = result.overflow;
    }
    return { firstStep, losses: losses.slice(0, taken), metrics, overflow };
  }

  /** As `Executor.differentiate`. */
  async differentiate(steps: number): Promise<Float32Array> {
    const losses = new Float32Array(steps);
    let taken = 0;
    while (taken < steps) {
      const count = Math.min(
        steps - taken,
        this.#gradientsPerSubmission,
        this.#model.capacity,
      );
      const started = performance.now();
      const firstStep = this.step + taken;
      this.#writeOrder(firstStep, count);
      const schedule = await this.#encode(firstStep, count, 0, false);
      const regions = resultRegions(this.#plan, this.#model, schedule);
      const results = await this.#gpu.read(regions);
      losses.set(decodeResults(this.#plan, schedule, results).losses, taken);
      taken += count;
      const elapsed = performance.now() - started;
      this.#gradientsPerSubmission = this.#adapted(
        this.#gradientsPerSubmission,
        count,
        elapsed,
      );
    }
    return losses;
  }

  async #submit(count: number, metricsEvery: number) {
    const started = performance.now();
    const firstStep = this.step;
    this.#writeOrder(firstStep, count);
    this.#backup.save(this.#gpu);
    const schedule = await this.#encode(firstStep, count, metricsEvery, true);
    const regions = resultRegions(this.#plan, this.#model, schedule);
    const { losses, metrics, report } = decodeResults(
      this.#plan,
      schedule,
      await this.#gpu.read(regions),
    );
    const overflow = decodeReport(report, firstStep, this.#plan.layers.length);
    if (!overflow) {
      this.step += count;
      const elapsed = performance.now() - started;
      this.#stepsPerSubmission = this.#adapted(this.#stepsPerSubmission, count, elapsed);
      return { losses, metrics, overflow };
    }
    // Back to the start of the submission, and again up to the step that overflowed: the
    // steps are deterministic, so they arrive at the same state.
    const good = overflow.step - firstStep;
    this.#backup.restore(this.#gpu);
    if (good > 0) await this.#encode(firstStep, good, metricsEvery, true);
    this.step += good;
    return {
      losses: losses.subarray(0, good),
      metrics: metrics.filter(({ step }) => step < overflow.step),
      overflow,
    };
  }

  async #encode(
    firstStep: number,
    count: number,
    metricsEvery: number,
    updates: boolean,
  ) {
    const schedule = writeSchedule(
      this.#gpu,
      this.#plan,
      this.#model,
      firstStep,
      count,
      metricsEvery,
    );
    await this.#chain.submit(this.#gpu, this.#model, schedule, updates);
    return schedule;
  }

  /** Aims at SUBMISSION_MS a submission; doubles at most, as the first ones include warming up. */
  #adapted(present: number, count: number, elapsed: number): number {
    const ideal = Math.floor((count * SUBMISSION_MS) / Math.max(elapsed, 0.1));
    return Math.min(
      Math.max(1, ideal),
      2 * Math.max(count, present),
      this.#model.capacity,
    );
  }

  #writeOrder(firstStep: number, count: number): void {
    const { batchSize } = this.#plan.training;
    const order = new Uint32Array(count * batchSize);
    for (let index = 0; index < count; index++)
      this.#order.write(firstStep + index, order, index * batchSize);
    this.#gpu.device.queue.writeBuffer(this.#model.order, 0, order);
  }
}
