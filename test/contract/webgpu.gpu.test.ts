import { afterAll, beforeAll, expect } from 'vitest';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { DeviceManager } from '../../src/gpu/device-manager.ts';
import { findNodeGpu } from '../../src/gpu/node.ts';
import { shaderSources } from '../../src/kernels/sources.ts';
import { contractSuite } from './suite.ts';

const manager = new DeviceManager(findNodeGpu, shaderSources);
// Small networks would be trained by the fused executor, which has a test of its own.
const engine = createWebgpuEngine(manager, 'tiled');

beforeAll(async () => {
  const availability = await engine.probe();
  expect(availability).toMatchObject({ available: true });
});
afterAll(() => manager.close());

// A float32 sum over K terms errs by up to K·6e-8 of its terms' size, which cancel in a
// gradient; exp is granted a few units in the last place, more the larger its argument. The
// tolerances are those that the project promises; what was measured is far smaller.
contractSuite(engine, { gradient: 1e-4, training: 1e-3, vanished: 1e-3 });
