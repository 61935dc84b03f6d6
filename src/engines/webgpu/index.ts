import type { Availability, Engine } from '../../core/engine.ts';
import type { DeviceManager } from '../../gpu/device-manager.ts';
import { WebgpuExecutor } from './executor.ts';

/** Hand-written WGSL on the device that `manager` hands out. */
export function createWebgpuEngine(manager: DeviceManager): Engine {
  return {
    id: 'webgpu',
    label: 'WebGPU',
    precision: 'float32',
    async probe(): Promise<Availability> {
      try {
        return { available: true, adapter: await manager.probe() };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { available: false, reason };
      }
    },
    async compile(options) {
      return WebgpuExecutor.create(await manager.acquire(), options);
    },
  };
}
