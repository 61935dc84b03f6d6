import packageJson from '../../package.json' with { type: 'json' };
import type { SpeedEnvironment } from './results/speed-result.ts';
import type { SpeedHost } from './speed-host.ts';

/** Where the measurement takes place; asks for an adapter, but for no device. */
export async function describeEnvironment(host: SpeedHost): Promise<SpeedEnvironment> {
  const adapter = await adapterOf(host);
  return {
    userAgent: navigatorOrNode(),
    cores: globalThis.navigator?.hardwareConcurrency ?? 1,
    isolated: globalThis.crossOriginIsolated ?? true,
    clockResolution: clockResolution(),
    adapter: adapter?.name ?? null,
    softwareAdapter: adapter?.software ?? false,
    date: new Date().toISOString(),
    version: packageJson.version,
  };
}

/** Looks at the clock until it has moved a few times. @returns its smallest step in milliseconds; Infinity where it stands still */
export function clockResolution(now: () => number = () => performance.now()): number {
  const CHANGES = 20;
  const MOST_LOOKS = 1e8;
  let smallest = Infinity;
  let before = now();
  let changes = 0;
  for (let look = 0; changes < CHANGES && look < MOST_LOOKS; look++) {
    const time = now();
    if (time === before) continue;
    smallest = Math.min(smallest, time - before);
    before = time;
    changes++;
  }
  return smallest;
}

async function adapterOf(
  host: SpeedHost,
): Promise<{ name: string; software: boolean } | null> {
  try {
    const adapter = await (
      await host.findGpu()
    )?.requestAdapter({
      powerPreference: 'high-performance',
    });
    if (!adapter) return null;
    const { describeAdapter, runsOnProcessor } = await import('../gpu/gpu-device.ts');
    const { subgroupMinSize, isFallbackAdapter } = adapter.info;
    return {
      name: describeAdapter(adapter),
      software: isFallbackAdapter || runsOnProcessor(subgroupMinSize),
    };
  } catch {
    return null;
  }
}

function navigatorOrNode(): string {
  return typeof process !== 'undefined' && 'versions' in process
    ? `Node ${process.version}`
    : globalThis.navigator.userAgent;
}
