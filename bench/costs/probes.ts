import type { BufferSet } from '../../src/engines/webgpu/buffer-set.ts';
import { createRandom } from '../../src/core/random.ts';
import { createDispatch, type Dispatch } from '../../src/gpu/dispatch.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import {
  barrier,
  loadQuad,
  loadStorage,
  loadWorkgroup,
  loop,
  multiplyAddFew,
  multiplyAddMany,
} from './kernels.ts';
import { MANY_SUBGROUPS, SHARED_WORKGROUPS, type ProbeId } from './costs.ts';
import type { Probe } from './slopes.ts';
import type { DispatchTimer } from './time-pass.ts';

/** Elements of a row of what is loaded: 16 rows stay in a cache next to a processor. */
const ROW = 256;
const VALUES = 16 * ROW;
/** Where workgroups are counted, the smaller number of them. */
const WORKGROUPS = 1024;
/** Where the adapter does not say. */
const USUAL_SUBGROUP = 32;

/** Invocations of the workgroups that are measured, as the adapter has it. */
export interface WorkgroupSizes {
  readonly subgroup: number;
  /** Of MANY_SUBGROUPS, or as many as it allows. */
  readonly many: number;
}

export function workgroupSizes({ subgroupSize, device }: GpuDevice): WorkgroupSizes {
  const subgroup = subgroupSize ?? USUAL_SUBGROUP;
  const most = Math.floor(device.limits.maxComputeInvocationsPerWorkgroup / subgroup);
  return { subgroup, many: subgroup * Math.min(MANY_SUBGROUPS, most) };
}

/** The kernels of `bench/shaders` on values of their own, by what their slopes are. */
export async function createProbes(
  gpu: GpuDevice,
  set: BufferSet,
  time: DispatchTimer,
): Promise<Readonly<Record<ProbeId, Probe>>> {
  const { subgroup, many } = workgroupSizes(gpu);
  const random = createRandom(1, 'costs');
  const contents = Float32Array.from({ length: VALUES }, () => random.between(0.1, 0.9));
  const buffers = await gpu.withMemoryCheck(() => ({
    values: set.from('values', contents),
    results: set.create('results', 2 * WORKGROUPS * many),
  }));
  const constants = { INVOCATIONS: subgroup };
  const simple = (kernel: typeof loop, more: Record<string, number> = constants) =>
    createDispatch(
      gpu,
      kernel,
      {
        label: 'costs',
        constants: more,
        fields: { rounds: 0 },
        buffers,
        workgroups: [1],
      },
      set.owned,
    );
  const loading = (kernel: typeof loadStorage) =>
    createDispatch(
      gpu,
      kernel,
      {
        label: 'costs',
        constants,
        fields: { rounds: 0, row: ROW },
        buffers,
        workgroups: [1],
      },
      set.owned,
    );

  /** By how much each round adds to the time of one dispatch. */
  const rounds = (dispatch: Dispatch, workgroups = 1): Probe => ({
    time: (scale, size) => {
      setRounds(gpu, dispatch, scale * size);
      return time({ ...dispatch, workgroups: [workgroups, 1, 1] }, 1);
    },
    units: 1,
  });
  /** By how much each workgroup adds to that of a dispatch that does nothing else. */
  const workgroups = (dispatch: Dispatch): Probe => ({
    time: (scale, size) => {
      setRounds(gpu, dispatch, 0);
      return time({ ...dispatch, workgroups: [scale * WORKGROUPS, 1, 1] }, size);
    },
    units: WORKGROUPS,
  });

  const withBarrier = await simple(barrier);
  const manyWithBarrier = await simple(barrier, { INVOCATIONS: many });
  const multiplyAdd = await simple(multiplyAddMany);
  const storage = await loading(loadStorage);
  return {
    loop: rounds(await simple(loop)),
    'load-storage': rounds(storage),
    'load-quad': rounds(await loading(loadQuad)),
    'load-workgroup': rounds(await simple(loadWorkgroup)),
    'multiply-add-few': rounds(await simple(multiplyAddFew)),
    'multiply-add-many': rounds(multiplyAdd),
    'multiply-add-shared': rounds(multiplyAdd, SHARED_WORKGROUPS),
    'barrier-one': rounds(withBarrier),
    'barrier-many': rounds(manyWithBarrier),
    'no-barrier-one': rounds(await simple(barrier, { ...constants, HAS_BARRIER: 0 })),
    'no-barrier-many': rounds(
      await simple(barrier, { INVOCATIONS: many, HAS_BARRIER: 0 }),
    ),
    workgroup: workgroups(storage),
    'workgroup-barrier-one': workgroups(withBarrier),
    'workgroup-barrier-many': workgroups(manyWithBarrier),
    dispatch: {
      time: (scale, size) => {
        setRounds(gpu, storage, 0);
        return time({ ...storage, workgroups: [1, 1, 1] }, scale * size);
      },
      units: 1,
    },
  };
}

/** `rounds` is the first of the fields of every kernel. */
function setRounds(gpu: GpuDevice, { uniform }: Dispatch, rounds: number): void {
  gpu.device.queue.writeBuffer(uniform, 0, Uint32Array.of(rounds));
}
