import type { Plan } from '../../core/plan.ts';
import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { gatherBatch } from '../../kernels/executor/gather-batch.ts';
import type { BufferSet } from './buffer-set.ts';
import { encodeSteps } from './encode-steps.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { createStepPasses } from './network-passes.ts';
import type { StepSchedule } from './schedule.ts';
import { teams } from './teams.ts';
import type { ResidentExamples, TrainingChain } from './training-chain.ts';

/** A training step as a chain of dispatches, for networks of any size. */
export class TiledTraining implements TrainingChain {
  readonly kind = 'tiled';
  readonly #differentiate: readonly Dispatch[];
  readonly #update: readonly Dispatch[];
  readonly #measuredSteps: readonly Dispatch[];

  private constructor(
    differentiate: readonly Dispatch[],
    update: readonly Dispatch[],
    measuredSteps: readonly Dispatch[],
  ) {
    this.#differentiate = differentiate;
    this.#update = update;
    this.#measuredSteps = measuredSteps;
  }

  static async create(
    gpu: GpuDevice,
    plan: Plan,
    model: ModelBuffers,
    set: BufferSet,
    examples: ResidentExamples,
  ): Promise<TiledTraining> {
    const passes = await createStepPasses(
      gpu,
      plan,
      model,
      plan.training.batchSize,
      true,
    );
    set.adopt(passes.set);
    const gather = (label: string, W: number, start: number, rows: GPUBuffer) =>
      createDispatch(
        gpu,
        gatherBatch,
        {
          label,
          fields: { B: passes.rows, W, start },
          buffers: { source: examples.buffer, order: model.order, rows },
          ...teams(gpu, passes.rows, W),
        },
        set.owned,
      );
    const gathering = await Promise.all([
      gather('inputs', plan.inputs, 0, passes.inputs),
      gather('targets', plan.outputs, examples.targets, passes.targets),
    ]);
    return new TiledTraining(
      [...gathering, ...passes.differentiate],
      passes.update,
      passes.measure,
    );
  }

  async submit(
    gpu: GpuDevice,
    model: ModelBuffers,
    schedule: StepSchedule,
    updates: boolean,
  ): Promise<void> {
    encodeSteps(gpu, model, schedule, {
      everyStep: updates
        ? [...this.#differentiate, ...this.#update]
        : this.#differentiate,
      measuredSteps: this.#measuredSteps,
    });
  }
}
