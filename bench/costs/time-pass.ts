import { encodeDispatch, type Dispatch } from '../../src/gpu/dispatch.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import type { DeviceClock } from '../../src/speed/timed-engine.ts';

/** Milliseconds of a pass of one dispatch, `repeats` times over. @param step see `encodeDispatch` */
export type PassTimer = (
  dispatch: Dispatch,
  repeats: number,
  step?: { group: GPUBindGroup; offset: number },
) => Promise<number>;

/** @param clock that of the GPU; null: the time until the pass is done is taken */
export function passTimer(
  { device }: GpuDevice,
  clock: DeviceClock | null,
  now: () => number,
): PassTimer {
  return async (dispatch, repeats, step) => {
    clock?.start();
    const encoder = device.createCommandEncoder({ label: 'costs' });
    const pass = encoder.beginComputePass({ label: 'costs' });
    for (let repeat = 0; repeat < repeats; repeat++) encodeDispatch(pass, dispatch, step);
    pass.end();
    const commands = encoder.finish();
    const begin = now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    const elapsed = now() - begin;
    return (await clock?.stop()) ?? elapsed;
  };
}
