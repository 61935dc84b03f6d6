import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { ModelBuffers } from './model-buffers.ts';
import type { StepSchedule } from './schedule.ts';

/** The ways to train: a chain of dispatches a step, or many steps in one dispatch. */
export const EXECUTOR_KINDS = ['tiled', 'fused'] as const;
export type ExecutorKind = (typeof EXECUTOR_KINDS)[number];

/** The training steps of a network, ready to be submitted. */
export interface TrainingChain {
  readonly kind: ExecutorKind;
  /** Submits the steps of a schedule, whose rows and batch order have been written. */
  submit(gpu: GpuDevice, model: ModelBuffers, schedule: StepSchedule): Promise<void>;
}

/** The resident training examples: [count, inputs], then [count, outputs] from `targets` on. */
export interface ResidentExamples {
  readonly buffer: GPUBuffer;
  readonly targets: number;
}
