import { afterAll, beforeAll, describe, it } from 'vitest';
import { DEAD_SLOPE, SATURATION_SLOPE } from '../../../src/core/metrics.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { unitParts } from '../../../src/kernels/metric/unit-parts.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const ROW = 12;
const FIRST = 2;

interface Layer {
  readonly B: number;
  readonly O: number;
  readonly slice: number;
  /** Size of δ. */
  readonly size: number;
}

function valuesOf({ B, O, size }: Layer) {
  const n = normals('n', B * O);
  // Unit 0 is dead, unit 1 (where there is one) is dead in all but the last example.
  for (let row = 0; row < B; row++) {
    n[row * O] = -1;
    if (O > 1) n[row * O + 1] = row === B - 1 ? 1 : -1;
  }
  return { n, delta: normals('delta', B * O, size) };
}

/** [Σ φ(n), Σ (φ(n) − pivot)², saturated, dead, max |δ|, ‖δ‖] of a slice, in float64. */
function reference(layer: Layer, part: number): number[] {
  const { B, O, slice } = layer;
  const { n, delta } = valuesOf(layer);
  const units = Array.from({ length: O }, (_, unit) => unit).slice(
    part * slice,
    (part + 1) * slice,
  );
  const rows = Array.from({ length: B }, (_, row) => row);
  const at = units.flatMap((unit) => rows.map((row) => row * O + unit));
  const relu = (x: number) => Math.max(0, x);
  const pivot = relu(n[0]);
  const errors = at.map((index) => delta[index]);
  return [
    at.reduce((sum, index) => sum + relu(n[index]), 0),
    at.reduce((sum, index) => sum + (relu(n[index]) - pivot) ** 2, 0),
    at.filter((index) => n[index] <= 0).length,
    units.filter((unit) => rows.every((row) => n[row * O + unit] <= 0)).length,
    Math.max(...errors.map(Math.abs)),
    Math.hypot(...errors),
  ];
}

describe.each([
  [1, 1, 1],
  [3, 65, 16],
  [65, 130, 64],
  [130, 3, 2],
  [33, 65, 65],
])('%i rows of %i units, %i a workgroup', (B, O, slice) => {
  // Squares of 1e-30 and 1e30 are no floats.
  it.each([
    [4, 1],
    [64, 1],
    [64, 1e-30],
    [4, 1e30],
  ])('with %i invocations, errors of size %d', async (INVOCATIONS, size) => {
    const layer = { B, O, slice, size };
    const count = Math.ceil(O / slice);
    const { buffers } = await runDefinition(gpu, unitParts, {
      functions: ['activation/relu'],
      constants: { INVOCATIONS },
      fields: {
        B,
        O,
        slice,
        first: FIRST,
        alpha: 0,
        saturation_slope: SATURATION_SLOPE,
        dead_slope: DEAD_SLOPE,
      },
      buffers: { ...valuesOf(layer), parts: (FIRST + count) * ROW },
      workgroups: [count],
    });
    for (let part = 0; part < count; part++) {
      const row = buffers.parts.subarray((FIRST + part) * ROW);
      const values = B * Math.min(slice, O - part * slice);
      const [shifted, squares, saturated, dead, pivot] = row;
      const [largest, sum, inverse] = row.subarray(8);
      const expected = reference(layer, part);
      const bound = (values + 24) * ROUNDING;
      expectWithin(
        [
          shifted + pivot * values,
          squares,
          saturated,
          dead,
          largest,
          Math.sqrt(sum) / inverse,
        ],
        expected,
        (index) => bound * expected[index],
        `part ${part}`,
      );
    }
  });
});
