/** Tells how many buffers a device made from now on, and the labels of those not destroyed. */
export function countBuffers(device: GPUDevice): {
  readonly made: () => number;
  readonly alive: () => string[];
} {
  const alive = new Set<GPUBuffer>();
  let made = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      destroy();
    };
    alive.add(buffer);
    made++;
    return buffer;
  };
  return { made: () => made, alive: () => [...alive].map(({ label }) => label) };
}
