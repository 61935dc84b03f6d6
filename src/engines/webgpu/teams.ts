/** Invocations of a workgroup, as `shaders/lib/reduce.wgsl` has it. */
const WORKGROUP = 64;
/** Values that one invocation sums before it is worth to share them with another. */
const VALUES_EACH = 16;

/**
 * How a kernel of `lib/reduce` divides its workgroups into teams: the constants of its
 * pipeline and its number of workgroups.
 *
 * @param groups number of sums
 * @param length values of each
 */
export function teams(
  groups: number,
  length: number,
): { constants: { readonly TEAM: number }; workgroups: [number] } {
  const needed = 2 ** Math.ceil(Math.log2(Math.max(1, length / VALUES_EACH)));
  const TEAM = Math.min(WORKGROUP, needed);
  return { constants: { TEAM }, workgroups: [Math.ceil((groups * TEAM) / WORKGROUP)] };
}
