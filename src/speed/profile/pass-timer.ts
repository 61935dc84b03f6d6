import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { DeviceClock } from '../timed-engine.ts';

/** Milliseconds that a compute pass takes. */
export type PassTimer = (
  encode: (pass: GPUComputePassEncoder) => void,
) => Promise<number>;

/** @param clock that of the GPU; null: the time from the submission until it is known to be done */
export function passTimer(
  { device }: GpuDevice,
  clock: Pick<DeviceClock, 'start' | 'stop'> | null,
): PassTimer {
  return async (encode) => {
    clock?.start();
    const encoder = device.createCommandEncoder({ label: 'profile' });
    const pass = encoder.beginComputePass({ label: 'profile' });
    encode(pass);
    pass.end();
    const commands = encoder.finish();
    const begin = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    const elapsed = performance.now() - begin;
    return (await clock?.stop()) ?? elapsed;
  };
}
