import { afterAll, beforeAll, describe, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { normalizationGradient } from '../../../src/kernels/layer/normalization-gradient.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';
import { elementsOf, groupsOf } from '../../support/normalization-groups.ts';

/** Shared sums are the harder way to sum: they are tested on any adapter. */
const GPU = { isProcessor: false };

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

describe.each(['batch', 'layer'] as const)('through %s normalization', (kind) => {
  it.each([
    [2, 1, 1],
    [3, 33, 1],
    [65, 130, 1],
    // Errors that vanished on the way down, and a deviation that is huge.
    [65, 33, 1e-30],
  ])('%i rows of %i units, errors of %d', async (B, O, size) => {
    const groups = groupsOf(kind, B, O);
    const parameters = normals('scale', 2 + O);
    const standardized = normals('standardized', B * O);
    const error = normals('error', B * O, size);
    const inverse = normals('inverse', groups.groups).map(
      (value) => Math.abs(value) + 0.1,
    );
    const moments = new Float32Array(3 * groups.groups);
    moments.set(inverse, 2 * groups.groups);
    const { buffers } = await runDefinition(gpu, normalizationGradient, {
      fields: { O, ...groups, scale: 2 },
      buffers: { parameters, standardized, moments, error },
      ...teams(GPU, groups.groups, groups.length),
    });
    for (let g = 0; g < groups.groups; g++) {
      const elements = elementsOf(groups, g);
      const d = elements.map((at) => parameters[2 + (at % O)] * error[at]);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      const mean = sum(d) / groups.length;
      const projection =
        sum(d.map((value, k) => value * standardized[elements[k]])) / groups.length;
      const expected = elements.map(
        (at, k) => inverse[g] * (d[k] - mean - standardized[at] * projection),
      );
      const largest = Math.max(...d.map(Math.abs));
      const widest = Math.max(1, ...elements.map((at) => Math.abs(standardized[at])));
      // Two sums of `length` terms and eight more operations, relative to the largest term.
      const bound =
        (2 * groups.length + 8) * ROUNDING * inverse[g] * largest * (1 + widest ** 2);
      expectWithin(
        elements.map((at) => buffers.error[at]),
        expected,
        () => bound,
        'δ',
      );
    }
  });
});
