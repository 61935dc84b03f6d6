import type { ExecutorKind } from '../../core/engine.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { ModelBuffers } from './model-buffers.ts';
import type { StepSchedule } from './schedule.ts';

export type { ExecutorKind };

/** The training steps of a network, ready to be submitted. */
export interface TrainingChain {
  readonly kind: ExecutorKind;
  /**
   * Submits the steps of a schedule, whose rows and batch order have been written.
   * @param updates whether the parameters are updated or only differentiated
   */
  submit(
    gpu: GpuDevice,
    model: ModelBuffers,
    schedule: StepSchedule,
    updates: boolean,
  ): Promise<void>;
}

/** The resident training examples: [count, inputs], then [count, outputs] from `targets` on. */
export interface ResidentExamples {
  readonly buffer: GPUBuffer;
  readonly targets: number;
}
