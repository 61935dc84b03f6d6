import type { GpuDevice } from '../../src/gpu/gpu-device.ts';

/** The same device, taken for hardware or for software, so that what is chosen for one can be tested on any. */
export function asGpu(gpu: GpuDevice, isProcessor = false): GpuDevice {
  return new Proxy(gpu, {
    get(target, name) {
      if (name === 'isProcessor') return isProcessor;
      const value: unknown = Reflect.get(target, name, target);
      // Methods keep their own `this`: private members are not those of a proxy.
      return typeof value === 'function'
        ? (...args: unknown[]): unknown => Reflect.apply(value, target, args)
        : value;
    },
  });
}
