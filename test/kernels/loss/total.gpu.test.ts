import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { totalLoss } from '../../../src/kernels/loss/total.ts';
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

/** First element and size of two kernels with something between them that is not penalized. */
const KERNELS = Uint32Array.of(2, 70, 75, 130);
const PARAMETERS = 210;

function run(
  parameters: Float32Array,
  row_loss: Float32Array,
  rates: { l1: number; l2: number },
  L = 2,
) {
  const row_hit = row_loss.map((_, row) => (row % 3 === 0 ? 1 : 0));
  return runDefinition(gpu, totalLoss, {
    fields: { B: row_loss.length, L, ...rates, place: 8 },
    buffers: { parameters, kernels: KERNELS, row_loss, row_hit, results: 8 },
    workgroups: [1],
    step: { index: 2 },
  });
}

it.each([
  [1, 0, 0],
  [65, 0.5, 0],
  [130, 0, 0.25],
  [33, 0.5, 0.25],
])('%i rows, l1 = %d, l2 = %d', async (B, l1, l2) => {
  const parameters = normals('parameters', PARAMETERS);
  const losses = normals('losses', B).map(Math.abs);
  const { buffers, report } = await run(parameters, losses, { l1, l2 });
  let expected = losses.reduce((sum, value) => sum + value / B, 0);
  for (let layer = 0; layer < 2; layer++) {
    const start = KERNELS[2 * layer];
    for (const weight of parameters.subarray(start, start + KERNELS[2 * layer + 1]))
      expected += l1 * Math.abs(weight) + 0.5 * l2 * weight * weight;
  }
  const { results } = buffers;
  // All terms are positive, so that every sum is relatively exact: 64 threads add up to
  // ceil(B/64) rows and 4 weights each, six levels join them.
  expectWithin([results[4]], [expected], () => 20 * ROUNDING * expected, 'loss');
  expectWithin([results[5]], [Math.ceil(B / 3) / B], () => 4 * ROUNDING, 'accuracy');
  expect([...results].filter((_, at) => at !== 4 && at !== 5)).toEqual([
    0, 0, 0, 0, 0, 0,
  ]);
  expect(report).toBe(NOTHING_REPORTED);
});

it('reads no weight where there is no penalty', async () => {
  const parameters = new Float32Array(PARAMETERS).fill(NaN);
  const { buffers, report } = await run(
    parameters,
    Float32Array.of(1, 3),
    { l1: 0, l2: 0 },
    0,
  );
  expect(buffers.results[4]).toBe(2);
  expect(report).toBe(NOTHING_REPORTED);
});

it('penalizes |w| of 1e25, whose square is no float', async () => {
  const parameters = new Float32Array(PARAMETERS);
  parameters[2] = -1e25;
  const { buffers, report } = await run(parameters, Float32Array.of(1), { l1: 1, l2: 0 });
  expectWithin([buffers.results[4]], [1e25], () => 1e25 * 2 * ROUNDING, 'loss');
  expect(report).toBe(NOTHING_REPORTED);
});

it('reports a loss that overflowed', async () => {
  const { report } = await run(
    new Float32Array(PARAMETERS),
    Float32Array.of(3e38, 3e38, 3e38),
    { l1: 0, l2: 0 },
  );
  expect(report).toBe((2 << 16) | 8);
});
