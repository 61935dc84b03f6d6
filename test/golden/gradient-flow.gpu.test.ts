import { afterAll } from 'vitest';
import { fusedObstacle } from '../../src/engines/webgpu/fused/fused-training.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { createTestManager } from '../support/gpu-run.ts';
import {
  flowOfGradients,
  flowOfTraining,
  gradientFlowSuite,
} from './gradient-flow-suite.ts';

const manager = createTestManager();
afterAll(() => manager.close());

const tiled = createWebgpuEngine(manager, 'tiled');
// Networks so deep are never unrolled.
const fused = createWebgpuEngine(manager, 'fused', 'looped');

// What the project promises of float32 on any adapter, down to norms of 1e-30.
const TOLERANCE = 1e-3;

gradientFlowSuite('webgpu', flowOfGradients(tiled), TOLERANCE);
gradientFlowSuite('webgpu, tiled, in training', flowOfTraining(tiled), TOLERANCE);
// Its gradients are the tiled kernels'; what it measures itself shows in training.
gradientFlowSuite(
  'webgpu, fused, in training',
  flowOfTraining(fused),
  TOLERANCE,
  ({ plan }) => fusedObstacle(plan) === null,
);
