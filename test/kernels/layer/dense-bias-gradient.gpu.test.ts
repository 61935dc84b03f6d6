import { afterAll, beforeAll, expect, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { denseBiasGradient } from '../../../src/kernels/layer/dense-bias-gradient.ts';
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

function run(
  delta: Float32Array,
  B: number,
  O: number,
  { hasBias = true, isProcessor = false } = {},
) {
  return runDefinition(gpu, denseBiasGradient, {
    fields: { B, O, bias: 2, has_bias: hasBias ? 1 : 0, place: 4 },
    buffers: { delta, gradients: 2 + O + 1 },
    ...teams({ isProcessor }, O, B),
    step: { index: 5 },
  });
}

it.each([
  [1, 1],
  [3, 65],
  [63, 3],
  [64, 2],
  [65, 33],
  [130, 130],
  [300, 2],
])('sums δ over %i rows for %i units', async (B, O) => {
  const delta = normals('delta', B * O);
  const expected = new Float64Array(O);
  const size = new Float64Array(O);
  delta.forEach((value, at) => {
    expected[at % O] += value;
    size[at % O] += Math.abs(value);
  });
  // In teams, and each sum in one invocation.
  for (const isProcessor of [false, true]) {
    const { buffers, report } = await run(delta, B, O, { isProcessor });
    const { gradients } = buffers;
    expectWithin(gradients.subarray(2), expected, (at) => B * ROUNDING * size[at], 'db');
    expect([gradients[0], gradients[1], gradients[2 + O]]).toEqual([0, 0, 0]);
    expect(report).toBe(NOTHING_REPORTED);
  }
});

it('writes nothing where there is no bias, but checks δ', async () => {
  const delta = Float32Array.of(1, 2, 3, Infinity);
  const { buffers, report } = await run(delta, 2, 2, { hasBias: false });
  expect([...buffers.gradients]).toEqual([0, 0, 0, 0, 0]);
  expect(report).toBe((5 << 16) | 4);
});

it.each([0, 130, 299])('finds a δ that is not finite in row %i', async (row) => {
  const delta = new Float32Array(300);
  delta[row] = NaN;
  for (const isProcessor of [false, true]) {
    const { report } = await run(delta, 300, 1, { isProcessor });
    expect(report).toBe((5 << 16) | 4);
  }
});

it('tells a sum that overflowed from a δ that did', async () => {
  const { report } = await run(new Float32Array(3).fill(3e38), 3, 1);
  expect(report).toBe((5 << 16) | 5);
});
