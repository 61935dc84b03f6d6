import type { Availability, CompileOptions, Engine } from '../../core/engine.ts';
import type { DeviceManager } from '../../gpu/device-manager.ts';
import { chooseExecutor } from './choose-executor.ts';
import { WebgpuExecutor } from './executor.ts';
import type { ExecutorKind } from './training-chain.ts';

/**
 * Hand-written WGSL on the device that `manager` hands out.
 * @param forced the executor that every network gets; otherwise the cost model chooses
 */
export function createWebgpuEngine(
  manager: DeviceManager,
  forced?: ExecutorKind,
): Engine {
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
      // Before anything is waited for: the caller may go on with its arrays.
      const own = copyOf(options);
      const gpu = await manager.acquire();
      return WebgpuExecutor.create(
        gpu,
        own,
        forced ?? chooseExecutor(own.plan, gpu.isProcessor),
      );
    },
  };
}

function copyOf({ plan, parameters, training, state }: CompileOptions): CompileOptions {
  return {
    plan,
    parameters: parameters.slice(),
    training: {
      count: training.count,
      inputs: training.inputs.slice(),
      targets: training.targets.slice(),
    },
    state: state && {
      step: state.step,
      parameters: state.parameters.slice(),
      slots: state.slots.slice(),
      statistics: state.statistics.slice(),
    },
  };
}
