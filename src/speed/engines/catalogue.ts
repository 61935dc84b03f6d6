import { cpuEngine } from '../../engines/cpu/index.ts';
import { createRegistry, type Registry } from '../../core/registry.ts';
import type { ExecutorKind } from '../../engines/webgpu/training-chain.ts';
import type { TimedEngine } from '../timed-engine.ts';
import type { SpeedHost } from '../speed-host.ts';
import { createJaxEngine } from './jax.ts';
import { controlsOf } from './controls.ts';
import { finiteDifferences } from './finite-differences.ts';
import { webgpuObstacle } from './obstacles.ts';
import { createOwnEngine } from './ours.ts';
import { createTfjsEngine } from './tfjs.ts';

type Entry = TimedEngine & { readonly label: string };

/** Engines that are measured only where they are asked for: `webgpu` is one of the first two. */
export const ON_REQUEST: readonly string[] = [
  'webgpu-fused',
  'webgpu-tiled',
  'finite-differences',
  'cpu-again',
  'cpu-slowed',
  'cpu-broken',
];

/** Every engine that can be measured; nothing of it is loaded before its `start`. */
export function createTimedEngines(host: SpeedHost): Registry<Entry> {
  const webgpu = (id: string, form: string, forced?: ExecutorKind) =>
    createOwnEngine(
      id,
      form,
      async () => {
        const [
          { createWebgpuEngine },
          { createDeviceManager },
          { multiply },
          { GpuClock },
        ] = await Promise.all([
          import('../../engines/webgpu/index.ts'),
          import('../../engines/webgpu/create-device-manager.ts'),
          import('./webgpu-product.ts'),
          import('./gpu-clock.ts'),
        ]);
        const manager = createDeviceManager(() => host.findGpu());
        const engine = createWebgpuEngine(manager, forced);
        return {
          engine,
          // Populations are the fused executor's, whatever is forced.
          populate: forced === 'tiled' ? undefined : engine.populate?.bind(engine),
          multiply:
            forced === undefined
              ? async (product) => multiply(await manager.acquire(), product)
              : undefined,
          openClock: async () => GpuClock.create(await manager.acquire()),
          close: () => manager.close(),
        };
      },
      () => webgpuObstacle(host),
    );
  const cpu = createOwnEngine('cpu', 'our TypeScript, float32, one thread', async () => ({
    engine: cpuEngine,
    multiply: (await import('./cpu-product.ts')).multiply,
  }));
  const engines: TimedEngine[] = [
    webgpu('webgpu', 'our kernels; the cost model chooses the executor'),
    webgpu('webgpu-fused', 'our kernels, fused executor', 'fused'),
    webgpu('webgpu-tiled', 'our kernels, tiled executor', 'tiled'),
    cpu,
    createTfjsEngine('cpu', host),
    createTfjsEngine('wasm', host),
    createTfjsEngine('webgl', host),
    createTfjsEngine('webgpu', host),
    createJaxEngine('wasm', host),
    createJaxEngine('webgpu', host),
    finiteDifferences,
    ...controlsOf(cpu),
  ];
  return createRegistry(
    'engine',
    engines.map((engine) => ({ ...engine, label: engine.form })),
  );
}
