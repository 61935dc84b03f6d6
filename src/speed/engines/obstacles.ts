import type { SpeedHost } from '../speed-host.ts';

/** Why WebGPU cannot be used here, or null. It is asked for an adapter, as the engines will. */
export async function webgpuObstacle(host: SpeedHost): Promise<string | null> {
  const gpu = await host.findGpu();
  if (!gpu)
    return 'There is no WebGPU here: the browser lacks it, or the page is neither served over https nor from localhost.';
  try {
    return (await gpu.requestAdapter())
      ? null
      : 'WebGPU found no graphics processor that it may use.';
  } catch (error) {
    return `WebGPU found no graphics processor: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export async function webglObstacle(): Promise<string | null> {
  if (typeof OffscreenCanvas === 'undefined')
    return 'There is no WebGL in workers here: OffscreenCanvas is missing.';
  return new OffscreenCanvas(1, 1).getContext('webgl2')
    ? null
    : 'There is no WebGL 2 here.';
}

export async function wasmObstacle(): Promise<string | null> {
  return typeof WebAssembly === 'undefined' ? 'There is no WebAssembly here.' : null;
}
