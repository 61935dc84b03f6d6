import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { elementwiseLoss } from '../../../src/kernels/loss/elementwise.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

/** Shared sums are the harder way to sum: they are tested on any adapter. */
const GPU = { isProcessor: false };

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const ALPHA = 0.25;

interface Batch {
  readonly B: number;
  readonly O: number;
  readonly n: Float32Array;
  readonly targets: Float32Array;
  readonly reduce: number;
  readonly classification?: boolean;
}

/** Squared errors through a leaky ReLU: both are exact but for single roundings. */
function run({ B, O, n, targets, reduce, classification = false }: Batch) {
  const u = n.map((value) => (value >= 0 ? value : ALPHA * value));
  return runDefinition(gpu, elementwiseLoss, {
    functions: ['loss/mean-squared-error', 'activation/leaky-relu'],
    fields: {
      B,
      O,
      reduce,
      share: reduce / B,
      parameter: 0,
      alpha: ALPHA,
      boundary: 0.5,
      target_boundary: 0,
      classification: classification ? 1 : 0,
    },
    buffers: { n, u, targets, delta: B * O, row_loss: B, row_hit: B },
    ...teams(GPU, B, O),
  });
}

describe.each([
  [1, 1],
  [3, 65],
  [65, 3],
  [33, 130],
])('%i rows of %i outputs', (B, O) => {
  it.each([1, 1 / O])('reduced by %d', async (reduce) => {
    const n = normals('n', B * O);
    const targets = normals('targets', B * O);
    const { buffers } = await run({ B, O, n, targets, reduce });
    const loss = new Float64Array(B);
    const delta = new Float64Array(B * O);
    n.forEach((value, at) => {
      const slope = value >= 0 ? 1 : ALPHA;
      const error = Math.fround(slope * value) - targets[at];
      loss[Math.floor(at / O)] += reduce * error * error;
      delta[at] = (reduce / B) * 2 * error * slope;
    });
    // Positive terms: each thread adds ceil(O/64), six levels join them.
    const terms = Math.ceil(O / 64) + 6 + 4;
    expectWithin(
      buffers.row_loss,
      loss,
      (row) => 2 * terms * ROUNDING * loss[row],
      'loss',
    );
    expectWithin(buffers.delta, delta, (at) => 6 * ROUNDING * Math.abs(delta[at]), 'δ');
    expect(buffers.row_hit.every((hit) => hit === 0)).toBe(true);
  });
});

it('one output is right on its side of the boundary', async () => {
  const n = Float32Array.of(0.75, 0.75, 0.25, 0.25);
  const targets = Float32Array.of(1, -1, -1, 1);
  const { buffers } = await run({
    B: 4,
    O: 1,
    n,
    targets,
    reduce: 1,
    classification: true,
  });
  expect([...buffers.row_hit]).toEqual([1, 0, 1, 0]);
});

it('of several outputs the largest counts, the first of equals', async () => {
  const n = Float32Array.of(0.1, 0.9, 0.2, 0.5, 0.5, 0.1, 0.5, 0.5, 0.1);
  const targets = Float32Array.of(0, 1, 0, 1, 0, 0, 0, 1, 0);
  const { buffers } = await run({
    B: 3,
    O: 3,
    n,
    targets,
    reduce: 1,
    classification: true,
  });
  expect([...buffers.row_hit]).toEqual([1, 1, 0]);
});
