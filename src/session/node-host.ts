import type { EngineHost } from './engine-catalogue.ts';

/** Node: WebGPU is Dawn, a native addon that is loaded when it is asked for. */
export const nodeHost: EngineHost = {
  findGpu: async () => (await import('../gpu/node.ts')).findNodeGpu(),
};
