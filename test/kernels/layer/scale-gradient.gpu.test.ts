import { afterAll, beforeAll, expect, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { scaleGradient } from '../../../src/kernels/layer/scale-gradient.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import {
  createTestManager,
  NOTHING_REPORTED,
  runDefinition,
} from '../../support/gpu-run.ts';

/** Shared sums are the harder way to sum: they are tested on any adapter. */
const GPU = { isProcessor: false };

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

it.each([
  [1, 1],
  [3, 65],
  [65, 33],
  [130, 3],
])('sums over %i rows for %i units', async (B, O) => {
  const error = normals('error', B * O);
  const standardized = normals('standardized', B * O);
  const { buffers, report } = await runDefinition(gpu, scaleGradient, {
    fields: { B, O, scale: 1, shift: 1 + O, place: 0 },
    buffers: { error, standardized, gradients: 2 + 2 * O },
    ...teams(GPU, O, B),
  });
  const expected = new Float64Array(2 * O);
  const size = new Float64Array(2 * O);
  error.forEach((value, at) => {
    const unit = at % O;
    const product = value * standardized[at];
    expected[unit] += product;
    expected[O + unit] += value;
    size[unit] += Math.abs(product);
    size[O + unit] += Math.abs(value);
  });
  const bound = (at: number) => (B + 1) * ROUNDING * size[at];
  expectWithin(buffers.gradients.subarray(1), expected, bound, 'dγ, dβ');
  expect([buffers.gradients[0], buffers.gradients[1 + 2 * O]]).toEqual([0, 0]);
  expect(report).toBe(NOTHING_REPORTED);
});
