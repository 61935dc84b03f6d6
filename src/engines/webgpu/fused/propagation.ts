import type { Plan } from '../../../core/plan.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { quadsOf, reductionBytes, type LayoutOptions } from './memory-layout.ts';

/**
 * How the fused kernel takes a batch forward and back: in loops over layers, rows and units,
 * for any network; or written out for one small network, its values in registers (see
 * `unrolled-propagation.ts`).
 */
export const PROPAGATIONS = ['looped', 'unrolled'] as const;
export type Propagation = (typeof PROPAGATIONS)[number];

/**
 * Parameters of a network that is unrolled, at most, in vec4f: an invocation keeps as many
 * sums, and the shader grows with them. A network of six layers of eight units has 130. The
 * compiler of a software adapter takes seconds for that, and one second for half of it.
 */
const UNROLLED_QUADS = { processor: 64, gpu: 160 } as const;

/** Why no adapter can unroll a plan, or null where some can. */
export function unrollingObstacle(plan: Plan): string | null {
  if (plan.layers.some(({ normalization }) => normalization !== 'none'))
    return 'normalization needs the looped propagation';
  if (quadsOf(plan) > UNROLLED_QUADS.gpu)
    return `more than ${4 * UNROLLED_QUADS.gpu} padded parameters need the looped propagation`;
  return null;
}

export function choosePropagation({ isProcessor }: GpuDevice, plan: Plan): Propagation {
  const most = isProcessor ? UNROLLED_QUADS.processor : UNROLLED_QUADS.gpu;
  return unrollingObstacle(plan) === null && quadsOf(plan) <= most
    ? 'unrolled'
    : 'looped';
}

/** Invocations of a workgroup on hardware that runs `SUBGROUP_DEFAULT` of them at once and does not say so. */
const SUBGROUP_DEFAULT = 32;
/** Subgroups of a workgroup: enough to hide the latency of memory, few enough to synchronize cheaply. */
const SUBGROUPS = 4;

/** Workgroup and memory that a propagation of a plan gets. */
export function layoutOptions(
  gpu: GpuDevice,
  plan: Plan,
  propagation: Propagation,
  measures: boolean,
): LayoutOptions {
  const unrolled = propagation === 'unrolled';
  const parts = partsOf(plan, unrolled);
  const { limits } = gpu.device;
  const size = gpu.subgroupSize ?? SUBGROUP_DEFAULT;
  // The subgroups of a processor run one after the other, and barriers make them take turns.
  const subgroups = unrolled && gpu.isProcessor ? 1 : SUBGROUPS;
  const most = Math.min(limits.maxComputeInvocationsPerWorkgroup, subgroups * size);
  const workgroupSize = Math.min(most, size * Math.ceil(parts / size));
  return {
    workgroupSize,
    workgroupBytes: usableWorkgroupBytes(gpu, plan, unrolled, workgroupSize),
    unrolled,
    measures,
  };
}

/** Parts into which the work of a batch falls. */
function partsOf(plan: Plan, unrolled: boolean): number {
  const { batchSize } = plan.training;
  // Four rows for each invocation: its sums have to be summed in turn.
  if (unrolled) return Math.ceil(batchSize / 4);
  const widest = Math.max(...plan.layers.map(({ units }) => Math.ceil(units / 4)));
  return Math.ceil(batchSize / 4) * widest;
}

/**
 * A processor has no workgroup memory: it is plain memory there and gains nothing, but a
 * large array of it takes seconds to compile. So there is only what must be there: the
 * parameters of an unrolled network, which are addressed by constants.
 */
function usableWorkgroupBytes(
  { device, isProcessor }: GpuDevice,
  plan: Plan,
  unrolled: boolean,
  workgroupSize: number,
): number {
  const available = device.limits.maxComputeWorkgroupStorageSize;
  if (!isProcessor) return available;
  return unrolled ? reductionBytes(workgroupSize) + 16 * quadsOf(plan) : 0;
}
