import type { GpuDevice } from '../../src/gpu/gpu-device.ts';

/** The same device, taken for hardware: what is chosen for GPUs alone can be tested on any adapter. */
export function asGpu(gpu: GpuDevice): GpuDevice {
  return new Proxy(gpu, {
    get(target, name) {
      if (name === 'isProcessor') return false;
      const value: unknown = Reflect.get(target, name, target);
      // Methods keep their own `this`: private members are not those of a proxy.
      return typeof value === 'function'
        ? (...args: unknown[]): unknown => Reflect.apply(value, target, args)
        : value;
    },
  });
}
