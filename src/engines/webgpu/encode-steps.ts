import type { Plan } from '../../core/plan.ts';
import { encodeDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { STEP_STRIDE, type ModelBuffers } from './model-buffers.ts';
import { NOTHING_REPORTED } from './places.ts';
import { encodeStepRows } from './step-rows.ts';

/** What stands in the step uniform. */
export interface StepSchedule {
  readonly firstStep: number;
  readonly count: number;
  /** Numbers of the steps that are measured, ascending. */
  readonly measuredSteps: readonly number[];
}

/**
 * Writes the step uniform for `count` steps and clears the status.
 * @param measured whether the step of that number is measured
 */
export function writeSchedule(
  { device: { queue } }: GpuDevice,
  plan: Plan,
  { steps, status }: ModelBuffers,
  firstStep: number,
  count: number,
  measured: (step: number) => boolean,
): StepSchedule {
  const { bytes, measuredSteps } = encodeStepRows(plan, firstStep, count, measured);
  queue.writeBuffer(steps, 0, bytes);
  queue.writeBuffer(status, 0, Uint32Array.of(NOTHING_REPORTED));
  return { firstStep, count, measuredSteps };
}

/** Submits the steps of a schedule in one compute pass. */
export function encodeSteps(
  gpu: GpuDevice,
  model: ModelBuffers,
  { firstStep, count, measuredSteps }: StepSchedule,
  dispatches: {
    readonly everyStep: readonly Dispatch[];
    /** Added behind the others in the measured steps. */
    readonly measuredSteps: readonly Dispatch[];
  },
): void {
  const encoder = gpu.device.createCommandEncoder({ label: 'steps' });
  const pass = encoder.beginComputePass({ label: 'steps' });
  const measured = new Set(measuredSteps);
  for (let index = 0; index < count; index++) {
    const step = { group: model.stepGroup, offset: index * STEP_STRIDE };
    for (const dispatch of dispatches.everyStep) encodeDispatch(pass, dispatch, step);
    if (measured.has(firstStep + index))
      for (const dispatch of dispatches.measuredSteps)
        encodeDispatch(pass, dispatch, step);
  }
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
}
