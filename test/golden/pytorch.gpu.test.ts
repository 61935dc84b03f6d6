import { afterAll } from 'vitest';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { DeviceManager } from '../../src/gpu/device-manager.ts';
import { findNodeGpu } from '../../src/gpu/node.ts';
import { shaderSources } from '../../src/kernels/sources.ts';
import { pytorchSuite } from './pytorch-suite.ts';

const manager = new DeviceManager(findNodeGpu, shaderSources);
afterAll(() => manager.close());

// What the project promises of float32 on any adapter; updates multiply rounding errors.
pytorchSuite(createWebgpuEngine(manager), { gradient: 1e-4, training: 1e-3 });
