import { LAYER_FIGURES, type Overflow } from '../../../core/metrics.ts';
import type { Plan } from '../../../core/plan.ts';
import {
  checkPopulation,
  type Population,
  type PopulationOptions,
  type PopulationResult,
} from '../../../core/population.ts';
import { createDispatch, type Dispatch } from '../../../gpu/dispatch.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { fused } from '../../../kernels/executor/fused.ts';
import { BufferSet } from '../buffer-set.ts';
import { choosePropagation, type Propagation } from '../fused/propagation.ts';
import { decodeReport, NOTHING_REPORTED } from '../places.ts';
import { encodeStepRows } from '../step-rows.ts';
import { MemberNumbers } from './member-numbers.ts';
import { PopulationDispatcher } from './population-dispatcher.ts';
import { createPopulationBuffers, type PopulationBuffers } from './population-buffers.ts';

/** What a submission left behind. */
interface Submission {
  readonly measuredSteps: readonly number[];
  /** (loss, accuracy) [N, capacity] */
  readonly results: Float32Array;
  /** [N, capacity, layers, figures] */
  readonly figures: Float32Array;
  /** [N], see places.ts */
  readonly reports: Uint32Array;
}

/** A population in the fused executor: one network a workgroup, many steps a dispatch. */
export class WebgpuPopulation implements Population {
  /** Updates taken so far by those that did not overflow. */
  step = 0;
  readonly #gpu: GpuDevice;
  readonly #plan: Plan;
  readonly #metricsEvery: number;
  readonly #set: BufferSet;
  readonly #numbers: MemberNumbers;
  readonly #buffers: PopulationBuffers;
  readonly #dispatcher: PopulationDispatcher;
  readonly #overflows: (Overflow | null)[];
  #disposed = false;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws UserError as `checkPopulation`, or when the adapter cannot hold so many */
  static async create(
    gpu: GpuDevice,
    options: PopulationOptions,
    propagation: Propagation = choosePropagation(gpu, options.plans[0]),
  ): Promise<WebgpuPopulation> {
    checkPopulation(options);
    const { plans, training } = options;
    const set = new BufferSet(gpu);
    try {
      const numbers = new MemberNumbers(plans, training.count);
      const buffers = await gpu.withMemoryCheck(() =>
        createPopulationBuffers(gpu, options, numbers, propagation, set),
      );
      const dispatch = await gpu.guard(() =>
        createDispatch(
          gpu,
          fused,
          {
            label: 'population',
            ...buffers.network.variant((options.metricsEvery ?? 0) > 0),
            fields: buffers.network.fields,
            buffers,
            workgroups: [plans.length],
          },
          set.owned,
        ),
      );
      return new WebgpuPopulation(gpu, options, set, numbers, buffers, dispatch);
    } catch (error) {
      set.destroy();
      throw error;
    }
  }

  private constructor(
    gpu: GpuDevice,
    { plans, metricsEvery = 0 }: PopulationOptions,
    set: BufferSet,
    numbers: MemberNumbers,
    buffers: PopulationBuffers,
    dispatch: Dispatch,
  ) {
    this.#gpu = gpu;
    this.#plan = plans[0];
    this.#metricsEvery = metricsEvery;
    this.#set = set;
    this.#numbers = numbers;
    this.#buffers = buffers;
    this.#dispatcher = new PopulationDispatcher(gpu, dispatch, buffers, plans.length);
    this.#overflows = plans.map(() => null);
  }

  get size(): number {
    return this.#overflows.length;
  }

  train(steps: number): Promise<PopulationResult> {
    return this.#inOrder(() => this.#train(steps));
  }

  readParameters(): Promise<Float32Array> {
    return this.#inOrder(async () => {
      const bytes = this.size * this.#plan.parameterCount * 4;
      const [values] = await this.#gpu.read([
        { buffer: this.#buffers.parameters, bytes },
      ]);
      return new Float32Array(values);
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    // A call under way still uses the buffers.
    void this.#last.then(() => this.#set.destroy());
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    if (this.#disposed)
      return Promise.reject(new Error('This population has been disposed.'));
    const result = this.#last.then(() => {
      this.#gpu.assertHealthy();
      return task();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #train(steps: number): Promise<PopulationResult> {
    const firstStep = this.step;
    const losses = new Float32Array(this.size * steps).fill(NaN);
    const measuredSteps: number[] = [];
    const parts: { at: number; count: number; figures: Float32Array }[] = [];
    let taken = 0;
    while (taken < steps) {
      const count = Math.min(steps - taken, this.#dispatcher.stepsPerSubmission);
      const submission = await this.#submit(count, losses, taken, steps);
      parts.push({
        at: measuredSteps.length,
        count: submission.measuredSteps.length,
        figures: submission.figures,
      });
      measuredSteps.push(...submission.measuredSteps);
      taken += count;
    }
    return {
      firstStep,
      losses,
      overflows: [...this.#overflows],
      measuredSteps,
      figures: this.#join(parts, measuredSteps),
    };
  }

  /** Takes `count` steps and writes their losses to `losses` [N, width] from column `at` on. */
  async #submit(
    count: number,
    losses: Float32Array,
    at: number,
    width: number,
  ): Promise<Submission> {
    const firstStep = this.step;
    const limits = this.#overflows.map((overflow) => (overflow ? 0 : count));
    this.#buffers.backup.save(this.#gpu);
    const submission = await this.#run(count, limits);
    let anyStopped = false;
    submission.reports.forEach((report, k) => {
      const overflow = decodeReport(report, firstStep, this.#plan.layers.length);
      if (!overflow) return;
      this.#overflows[k] = overflow;
      limits[k] = overflow.step - firstStep;
      anyStopped = true;
    });
    if (anyStopped) {
      // Again, each up to the step that overflowed: the steps are deterministic, so the others
      // arrive where they were.
      this.#buffers.backup.restore(this.#gpu);
      await this.#run(count, limits);
    }
    const { capacity } = this.#buffers;
    limits.forEach((taken, k) => {
      for (let index = 0; index < taken; index++)
        losses[k * width + at + index] = submission.results[2 * (k * capacity + index)];
    });
    this.step += count;
    return submission;
  }

  async #run(count: number, limits: readonly number[]): Promise<Submission> {
    const { queue } = this.#gpu.device;
    const { capacity, examples, members, memberSteps, order, steps, status } =
      this.#buffers;
    const every = this.#metricsEvery;
    const { bytes, measuredSteps } = encodeStepRows(
      this.#plan,
      this.step,
      count,
      (step) => every > 0 && step % every === 0,
    );
    queue.writeBuffer(steps, 0, bytes);
    queue.writeBuffer(order, 0, this.#numbers.orders(this.step, count));
    queue.writeBuffer(examples, members * 4, this.#numbers.records(limits));
    const scalars = this.#numbers.stepScalars(this.step, count, capacity);
    queue.writeBuffer(examples, memberSteps * 4, scalars);
    queue.writeBuffer(status, 0, new Uint32Array(this.size).fill(NOTHING_REPORTED));
    await this.#gpu.guard(() => this.#dispatcher.dispatch(count));
    const { results, metrics } = this.#buffers;
    const [pairs, figures, reports] = await this.#gpu.read([
      { buffer: results, bytes: this.size * capacity * 8 },
      { buffer: metrics, bytes: measuredSteps.length > 0 ? metrics.size : 0 },
      { buffer: status, bytes: this.size * 4 },
    ]);
    return {
      measuredSteps,
      results: new Float32Array(pairs),
      figures: new Float32Array(figures),
      reports: new Uint32Array(reports),
    };
  }

  /** The figures of all submissions, [N, measured steps, layers, figures]. */
  #join(
    parts: readonly { at: number; count: number; figures: Float32Array }[],
    measuredSteps: readonly number[],
  ): Float32Array {
    const row = this.#plan.layers.length * LAYER_FIGURES.length;
    const { capacity } = this.#buffers;
    const all = new Float32Array(this.size * measuredSteps.length * row).fill(NaN);
    for (const { at, count, figures } of parts)
      this.#overflows.forEach((overflow, k) => {
        const last = overflow?.step ?? Infinity;
        for (let m = 0; m < count && measuredSteps[at + m] < last; m++) {
          const from = (k * capacity + m) * row;
          all.set(
            figures.subarray(from, from + row),
            (k * measuredSteps.length + at + m) * row,
          );
        }
      });
    return all;
  }
}
