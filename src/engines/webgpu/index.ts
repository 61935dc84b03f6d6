import type {
  Availability,
  CompileOptions,
  Engine,
  ExecutorKind,
} from '../../core/engine.ts';
import { checkPopulation } from '../../core/population.ts';
import { createSequentialPopulation } from '../../core/sequential-population.ts';
import type { DeviceManager } from '../../gpu/device-manager.ts';
import { chooseExecutor, takeExecutor } from './choose-executor.ts';
import { WebgpuExecutor } from './executor.ts';
import { fusedObstacle } from './fused/fused-training.ts';
import type { Propagation } from './fused/propagation.ts';
import { WebgpuPopulation } from './population/webgpu-population.ts';

/**
 * Hand-written WGSL on the device that `manager` hands out.
 * @param forced the executor of every network that asks for none; otherwise the cost model
 * chooses it
 * @param propagation of the fused executor; otherwise the size of the network decides
 */
export function createWebgpuEngine(
  manager: DeviceManager,
  forced?: ExecutorKind,
  propagation?: Propagation,
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
      const { plan, executor = 'auto' } = own;
      const wanted = executor === 'auto' ? forced : executor;
      const given = wanted && takeExecutor(plan, wanted);
      const gpu = await manager.acquire();
      const method = given ?? chooseExecutor(plan, gpu.isProcessor);
      return WebgpuExecutor.create(gpu, own, method, propagation);
    },
    async populate(options) {
      checkPopulation(options);
      // What no workgroup can train alone is trained one after the other.
      if (options.plans.some((plan) => fusedObstacle(plan) !== null))
        return createSequentialPopulation(this, options);
      const own = { ...options, parameters: options.parameters.slice() };
      return WebgpuPopulation.create(await manager.acquire(), own, propagation);
    },
  };
}

function copyOf(options: CompileOptions): CompileOptions {
  const { plan, parameters, training, state, executor } = options;
  return {
    plan,
    executor,
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
