import { afterAll, beforeAll, expect, it } from 'vitest';
import { LAYER_FIGURES } from '../../../src/core/metrics.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { layerMetrics } from '../../../src/kernels/metric/layer.ts';
import { expectWithin, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const WIDTH = LAYER_FIGURES.length;
const L = 3;
const METRICS_ROW = 1;

/** Two parts of weights and two of units for the second layer; one of each for the others. */
const LAYERS = [
  [0, 1, 4, 1, 1, 1],
  [1, 2, 5, 2, 5, 40],
  [3, 1, 7, 1, 2, 6],
];

/** Norms given with scales that differ from part to part, as far apart as floats allow. */
const weightPart = (largest: number[], norms: number[], inverses: number[]) => [
  ...largest,
  0,
  ...norms.map((norm, at) => (norm * inverses[at]) ** 2),
  0,
  ...inverses,
  2 ** 126,
];
const unitPart = (
  [shifted, squares, saturated, dead]: number[],
  pivot: number,
  [largest, norm, inverse]: number[],
) => [
  ...[shifted, squares, saturated, dead],
  ...[pivot, 0, 0, 0],
  ...[largest, (norm * inverse) ** 2, inverse, 0],
];
const small = 2 ** -100;
const PARTS = [
  weightPart([0, 0, 0], [0, 0, 0], [2 ** 126, 2 ** 126, 2 ** 126]),
  weightPart([1.5, small, 3], [2, 2 * small, 4], [1, 2 ** 100, 0.5]),
  weightPart(
    [small, 1.5 * small, 4],
    [3 * small, 3 * small, 8],
    [2 ** 100, 2 ** 100, 0.25],
  ),
  weightPart([1, 1, 0], [1, 1, 0], [1, 1, 2 ** 126]),
  unitPart([0, 0, 1, 1], 0.5, [0, 0, 2 ** 126]),
  unitPart([10, 20, 3, 1], -1, [1.5, 3, 1]),
  unitPart([2, 12, 4, 1], -1, [6, 4, 0.25]),
  unitPart([0, 0, 0, 0], 2, [small, 2 * small, 2 ** 100]),
].flat();

const run = async (updates: boolean) =>
  (
    await runDefinition(gpu, layerMetrics, {
      fields: { L, updates: updates ? 1 : 0 },
      buffers: {
        layers: Uint32Array.from(LAYERS.flat()),
        parts: PARTS,
        metrics: 2 * L * WIDTH,
      },
      workgroups: [1],
      step: { measured: true, metricsRow: METRICS_ROW },
    })
  ).buffers.metrics;

it('puts the parts of each layer together, in the row of the step', async () => {
  const metrics = await run(true);
  const changes = Math.hypot(2 * small, 3 * small);
  const mean = (10 + 2) / 40;
  const expected = [
    [0, 0, 0, 0.5, 0, 1, 1, 0],
    [
      2,
      1.5,
      5,
      mean - 1,
      Math.sqrt(32 / 40 - mean ** 2),
      7 / 40,
      2 / 5,
      changes / Math.hypot(4, 8),
    ],
    // No weights but updates: there is nothing to relate them to.
    [1, 1, 2 * small, 2, 0, 0, 0, 0],
  ].flat();
  expectWithin(
    metrics.subarray(METRICS_ROW * L * WIDTH),
    expected,
    (at) => 16 * ROUNDING * Math.abs(expected[at]),
    'figure',
  );
  expect(metrics.subarray(0, METRICS_ROW * L * WIDTH).every((value) => value === 0)).toBe(
    true,
  );
});

it('the update ratio is 0 where nothing is updated', async () => {
  const metrics = await run(false);
  const ratio = LAYER_FIGURES.indexOf('updateRatio');
  expect(metrics[METRICS_ROW * L * WIDTH + WIDTH + ratio]).toBe(0);
});
