import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { normalizationRunning } from '../../../src/kernels/layer/normalization-running.ts';
import { runningStatistics } from '../../../src/kernels/layer/running-statistics.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import {
  createTestManager,
  NOTHING_REPORTED,
  runDefinition,
} from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const O = 65;

function move(moments: Float32Array, running: Float32Array) {
  return runDefinition(gpu, runningStatistics, {
    fields: { O, statistics: 1, momentum: 0.1, unbiased: 1.5, place: 6 },
    buffers: { moments, running },
    workgroups: [2],
    step: { index: 2 },
  });
}

it('moves mean and unbiased variance by the momentum, and nothing beside them', async () => {
  const moments = normals('moments', 3 * O).map(Math.abs);
  const before = normals('running', 1 + 2 * O + 1).map(Math.abs);
  const { buffers, report } = await move(moments, before);
  const expected = Float64Array.from(before);
  for (let unit = 0; unit < O; unit++) {
    expected[1 + unit] += 0.1 * (moments[unit] - before[1 + unit]);
    expected[1 + O + unit] += 0.1 * (1.5 * moments[O + unit] - before[1 + O + unit]);
  }
  const largest = Math.max(...moments, ...before);
  expectWithin(buffers.running, expected, () => 6 * ROUNDING * largest);
  expect([buffers.running[0], buffers.running[1 + 2 * O]]).toEqual([
    before[0],
    before[1 + 2 * O],
  ]);
  expect(report).toBe(NOTHING_REPORTED);
});

it('reports a variance that float32 cannot hold', async () => {
  const moments = new Float32Array(3 * O);
  moments[O + 4] = Infinity;
  const { report } = await move(moments, new Float32Array(1 + 2 * O));
  expect(report).toBe((2 << 16) | 6);
});

it('predictions use them: (z − mean)/√(variance + ε), then γ, β, φ and the skip', async () => {
  const [B, I] = [33, 3];
  const parameters = normals('affine', 2 * O);
  const x = normals('x', B * I);
  const z = normals('z', B * O);
  const running = normals('running', 1 + 2 * O).map(Math.abs);
  const epsilon = 1e-5;
  const { buffers } = await runDefinition(gpu, normalizationRunning, {
    functions: ['activation/linear'],
    fields: {
      B,
      I,
      O,
      scale: 0,
      shift: O,
      statistics: 1,
      residual: 1,
      alpha: 0,
      epsilon,
    },
    buffers: { parameters, x, z, running, h: B * O },
    // Fewer invocations than elements: each takes several.
    workgroups: [3],
  });
  const size = new Float64Array(B * O);
  const expected = Float64Array.from(z, (value, at) => {
    const unit = at % O;
    const inverse = 1 / Math.sqrt(running[1 + O + unit] + epsilon);
    const skip = unit < I ? x[Math.floor(at / O) * I + unit] : 0;
    const scale = parameters[unit] * inverse;
    size[at] =
      Math.abs(scale) * (Math.abs(value) + running[1 + unit]) +
      Math.abs(parameters[O + unit]) +
      Math.abs(skip);
    return scale * (value - running[1 + unit]) + parameters[O + unit] + skip;
  });
  // Five operations of half a unit, root and division of 2.5 units each.
  expectWithin(buffers.h, expected, (at) => 16 * ROUNDING * size[at], 'h');
});
