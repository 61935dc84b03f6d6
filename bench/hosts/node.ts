import { findNodeGpu } from '../../src/gpu/node.ts';
import type { SpeedHost } from '../../src/speed/speed-host.ts';

/** Node: WebGPU is Dawn. @param wasmFolder path, with a separator at its end */
export function createNodeSpeedHost(wasmFolder: string): SpeedHost {
  const names = ['', '-simd', '-threaded-simd'].map(
    (variant) => `tfjs-backend-wasm${variant}.wasm`,
  );
  return {
    async findGpu() {
      const gpu = await findNodeGpu();
      // Node has no WebGPU of its own, and libraries look for it where browsers have it.
      if (gpu !== undefined && !('gpu' in navigatorOf()))
        Object.defineProperty(navigatorOf(), 'gpu', { value: gpu });
      return gpu;
    },
    wasmPaths: Object.fromEntries(names.map((name) => [name, `${wasmFolder}${name}`])),
  };
}

/** Node 20 has no `navigator`. */
function navigatorOf(): object {
  if (!('navigator' in globalThis))
    Object.defineProperty(globalThis, 'navigator', {
      value: { userAgent: `Node.js/${process.versions.node}` },
    });
  return globalThis.navigator;
}
