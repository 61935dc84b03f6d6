import { encodeDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { STEP_STRIDE, type ModelBuffers } from './model-buffers.ts';
import type { StepSchedule } from './schedule.ts';

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
