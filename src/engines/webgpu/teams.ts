import type { GpuDevice } from '../../gpu/gpu-device.ts';

/** Invocations of a workgroup, as `shaders/lib/reduce.wgsl` has it. */
const WORKGROUP = 64;
/** Values that one invocation sums before it is worth to share them with another. */
const VALUES_EACH = 16;

/**
 * How a kernel of `lib/reduce` divides its workgroups into teams: the constants of its
 * pipeline and its number of workgroups.
 *
 * A processor (software adapter) has teams of one, whatever the length: a barrier costs it
 * more than a round of sums, and its few cores are busy with few invocations.
 *
 * @param groups number of sums
 * @param length values of each
 */
export function teams(
  { isProcessor }: Pick<GpuDevice, 'isProcessor'>,
  groups: number,
  length: number,
): { constants: { readonly TEAM: number }; workgroups: [number] } {
  const needed = 2 ** Math.ceil(Math.log2(Math.max(1, length / VALUES_EACH)));
  const TEAM = isProcessor ? 1 : Math.min(WORKGROUP, needed);
  return { constants: { TEAM }, workgroups: [Math.ceil((groups * TEAM) / WORKGROUP)] };
}
