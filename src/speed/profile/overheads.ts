import { BufferSet } from '../../engines/webgpu/buffer-set.ts';
import { createDispatch, encodeDispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { multiplyAdd } from '../../kernels/speed/multiply-add.ts';
import type { Overheads } from '../profile-handle.ts';
import { quartiles } from '../statistics.ts';
import type { DeviceClock } from '../timed-engine.ts';
import { passTimer } from './pass-timer.ts';

/** Times that each is taken. */
const ROUNDS = 25;
/** The same of a slope, which takes much longer. */
const SLOPES = 9;
/** Dispatches whose time is compared with that of twice as many. */
const DISPATCHES = 1024;

/**
 * What a submission, a readback, an upload and a dispatch cost.
 * @param batchBytes of a batch, inputs and targets
 */
export async function measureOverheads(
  gpu: GpuDevice,
  clock: Pick<DeviceClock, 'start' | 'stop'> | null,
  batchBytes: number,
): Promise<Overheads> {
  const { device } = gpu;
  const set = new BufferSet(gpu);
  try {
    const results = set.create('results', 64);
    const batch = set.create('batch', batchBytes / 4);
    const contents = new Uint8Array(batch.size);
    const dispatch = await createDispatch(
      gpu,
      multiplyAdd,
      {
        label: 'profile',
        fields: { rounds: 0 },
        buffers: { values: set.from('values', Float32Array.of(1, 1)), results },
        workgroups: [1],
      },
      set.owned,
    );
    const time = passTimer(gpu, clock);
    const dispatches = (count: number) =>
      time((pass) => {
        for (let taken = 0; taken < count; taken++) encodeDispatch(pass, dispatch);
      });
    const tasks = {
      async roundTrip() {
        device.queue.submit([device.createCommandEncoder().finish()]);
        await device.queue.onSubmittedWorkDone();
      },
      async readback() {
        await gpu.read([{ buffer: results, bytes: 4 }]);
      },
      async upload() {
        device.queue.writeBuffer(batch, 0, contents);
        device.queue.submit([]);
        await device.queue.onSubmittedWorkDone();
      },
    };
    const [roundTrip, readback, upload] = await inTurns(Object.values(tasks));
    const slopes: number[] = [];
    await dispatches(DISPATCHES);
    for (let round = 0; round < SLOPES; round++) {
      const once = await dispatches(DISPATCHES);
      slopes.push(((await dispatches(2 * DISPATCHES)) - once) / DISPATCHES);
    }
    const dispatchTime = quartiles(slopes);
    return {
      roundTrip: quartiles(roundTrip),
      readback: quartiles(readback),
      upload: quartiles(upload),
      uploadBytes: batch.size,
      dispatch: dispatchTime,
    };
  } finally {
    set.destroy();
  }
}

/** Milliseconds that each task takes in each of the rounds; the first, which warms up, apart. */
async function inTurns(tasks: readonly (() => Promise<void>)[]): Promise<number[][]> {
  const times = tasks.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++)
    for (const [at, task] of tasks.entries()) {
      const begin = performance.now();
      await task();
      if (round >= 0) times[at].push(performance.now() - begin);
    }
  return times;
}
