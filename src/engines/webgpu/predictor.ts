import type { Plan } from '../../core/plan.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { encodeSteps, writeSchedule } from './encode-steps.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { createPredictionPass, type PredictionPass } from './network-passes.ts';

/** Examples that a prediction takes at a time, at most. */
const PREDICTION_ROWS = 1024;
/** Bytes that the activations of a prediction may take; fewer rows are taken at a time where they would need more. */
const PREDICTION_BYTES = 64 * 2 ** 20;

/** Forward passes in prediction mode over any number of examples, one call after the other. */
export class Predictor {
  readonly #gpu: GpuDevice;
  readonly #plan: Plan;
  readonly #model: ModelBuffers;
  /** By their rows: powers of two, so there are few. */
  readonly #passes = new Map<number, PredictionPass>();

  constructor(gpu: GpuDevice, plan: Plan, model: ModelBuffers) {
    this.#gpu = gpu;
    this.#plan = plan;
    this.#model = model;
  }

  /**
   * @param inputs [count, plan.inputs]
   * @returns [count, plan.outputs]: pre-activations of the output layer, or what the network answers
   */
  async predict(
    inputs: Float32Array<ArrayBuffer>,
    kind: 'logits' | 'outputs',
  ): Promise<Float32Array> {
    const { inputs: I, outputs: O } = this.#plan;
    const gpu = this.#gpu;
    const count = inputs.length / I;
    const results = new Float32Array(count * O);
    if (count === 0) return results;
    const pass = await this.#passFor(count);
    for (let first = 0; first < count; first += pass.rows) {
      const rows = Math.min(pass.rows, count - first);
      const chunk = inputs.subarray(first * I, (first + rows) * I);
      gpu.device.queue.writeBuffer(pass.inputs, 0, chunk);
      // The kernels are those of training and want a row of the step uniform: any.
      const schedule = writeSchedule(gpu, this.#plan, this.#model, 0, 1, () => false);
      encodeSteps(gpu, this.#model, schedule, {
        everyStep: pass.dispatches,
        measuredSteps: [],
      });
      const [bytes] = await gpu.read([{ buffer: pass[kind], bytes: rows * O * 4 }]);
      results.set(new Float32Array(bytes), first * O);
    }
    return results;
  }

  destroy(): void {
    for (const { set } of this.#passes.values()) set.destroy();
    this.#passes.clear();
  }

  /** A pass for `count` examples or a part of them. */
  async #passFor(count: number): Promise<PredictionPass> {
    const { layers, inputs } = this.#plan;
    const rowBytes = 4 * layers.reduce((sum, { units }) => sum + 4 * units, inputs);
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
