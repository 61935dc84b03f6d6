/** What a device makes for good: each costs memory until it is collected. */
const METHODS = [
  'createBuffer',
  'createBindGroup',
  'createBindGroupLayout',
  'createPipelineLayout',
  'createShaderModule',
  'createComputePipeline',
  'createComputePipelineAsync',
  'createQuerySet',
] as const satisfies readonly (keyof GPUDevice)[];

/** Counts the calls of a device's methods that make objects, from now on. */
export function countCreations(
  device: GPUDevice,
): Readonly<Record<(typeof METHODS)[number], number>> {
  const counts = Object.fromEntries(METHODS.map((name) => [name, 0])) as Record<
    (typeof METHODS)[number],
    number
  >;
  for (const name of METHODS) {
    const create = device[name].bind(device) as (...given: unknown[]) => unknown;
    Object.assign(device, {
      [name](...given: unknown[]) {
        counts[name]++;
        return create(...given);
      },
    });
  }
  return counts;
}
