import type { Plan } from '../../core/plan.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { encodeSteps } from './encode-steps.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { createPredictionPass, type PredictionPass } from './network-passes.ts';
import { writeSchedule } from './schedule.ts';

/** Examples that a prediction takes at a time, at most. */
const PREDICTION_ROWS = 1024;
/** Bytes that the activations of a prediction may take; fewer rows are taken at a time where they would need more. */
const PREDICTION_BYTES = 64 * 2 ** 20;

/** Sends any number of examples through a network in prediction mode. */
export class Predictor {
  readonly #gpu: GpuDevice;
  readonly #plan: Plan;
  readonly #model: ModelBuffers;
  /** By their number of rows: powers of two, so there are few. */
  readonly #passes = new Map<number, PredictionPass>();

  constructor(gpu: GpuDevice, plan: Plan, model: ModelBuffers) {
    this.#gpu = gpu;
    this.#plan = plan;
    this.#model = model;
  }

  /**
   * @param inputs [count, inputs]
   * @returns pre-activations of the output layer, or what the network answers, [count, outputs]
   */
  async forward(
    inputs: Float32Array<ArrayBuffer>,
    kind: 'logits' | 'outputs',
  ): Promise<Float32Array> {
    const width = this.#plan.inputs;
    const { outputs } = this.#plan;
    const count = inputs.length / width;
    const results = new Float32Array(count * outputs);
    if (count === 0) return results;
    const pass = await this.#passFor(count);
    for (let first = 0; first < count; first += pass.rows) {
      const rows = Math.min(pass.rows, count - first);
      const chunk = inputs.subarray(first * width, (first + rows) * width);
      this.#gpu.device.queue.writeBuffer(pass.inputs, 0, chunk);
      // A prediction has no steps; its kernels report for the first row, to nobody.
      const schedule = writeSchedule(this.#gpu, this.#plan, this.#model, 0, 1, 0);
      encodeSteps(this.#gpu, this.#model, schedule, {
        everyStep: pass.dispatches,
        measuredSteps: [],
      });
      const [bytes] = await this.#gpu.read([
        { buffer: pass[kind], bytes: rows * outputs * 4 },
      ]);
      results.set(new Float32Array(bytes), first * outputs);
    }
    return results;
  }

  destroy(): void {
    for (const { set } of this.#passes.values()) set.destroy();
    this.#passes.clear();
  }

  /** A pass for `count` examples or a part of them. */
  async #passFor(count: number): Promise<PredictionPass> {
    const widths = this.#plan.layers.map(({ units }) => 4 * units);
    const rowBytes = 4 * widths.reduce((sum, width) => sum + width, this.#plan.inputs);
    const most = Math.min(
      PREDICTION_ROWS,
      2 ** Math.floor(Math.log2(Math.max(1, PREDICTION_BYTES / rowBytes))),
    );
    const rows = Math.min(most, 2 ** Math.ceil(Math.log2(count)));
    let pass = this.#passes.get(rows);
    if (!pass) {
      pass = await createPredictionPass(this.#gpu, this.#plan, this.#model, rows);
      this.#passes.set(rows, pass);
    }
    return pass;
  }
}
