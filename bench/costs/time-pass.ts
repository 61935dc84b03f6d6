import { encodeDispatch, type Dispatch } from '../../src/gpu/dispatch.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import { passTimer } from '../../src/speed/profile/pass-timer.ts';
import type { DeviceClock } from '../../src/speed/timed-engine.ts';

/** Milliseconds of a pass of one dispatch, `repeats` times over. @param step see `encodeDispatch` */
export type DispatchTimer = (
  dispatch: Dispatch,
  repeats: number,
  step?: { group: GPUBindGroup; offset: number },
) => Promise<number>;

/** @param clock as that of `passTimer` */
export function dispatchTimer(gpu: GpuDevice, clock: DeviceClock | null): DispatchTimer {
  const time = passTimer(gpu, clock);
  return (dispatch, repeats, step) =>
    time((pass) => {
      for (let repeat = 0; repeat < repeats; repeat++)
        encodeDispatch(pass, dispatch, step);
    });
}
