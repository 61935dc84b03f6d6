/** Tells how many of the buffers that a device made, from now on, have not been destroyed. */
export function countBuffers(device: GPUDevice): {
  readonly made: () => number;
  readonly alive: () => number;
} {
  const alive = new Set<GPUBuffer>();
  let made = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      return destroy();
    };
    alive.add(buffer);
    made++;
    return buffer;
  };
  return { made: () => made, alive: () => alive.size };
}
