import type { EngineHost } from './engine-catalogue.ts';

/** A page or a worker: WebGPU is where the browser puts it, if the context is secure. */
export const browserHost: EngineHost = {
  // The types promise a GPU; old browsers and insecure pages have none.
  findGpu: async () => (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu,
};
