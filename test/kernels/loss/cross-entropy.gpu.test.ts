import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { crossEntropy } from '../../../src/kernels/loss/cross-entropy.ts';
import { softmax } from '../../../src/kernels/loss/softmax.ts';
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

interface Batch {
  readonly B: number;
  readonly O: number;
  readonly z: Float32Array;
  readonly targets: Float32Array;
}

function run({ B, O, z, targets }: Batch) {
  return runDefinition(gpu, crossEntropy, {
    fields: { B, O },
    buffers: { z, targets, delta: B * O, row_loss: B, row_hit: B },
    ...teams(GPU, B, O),
  });
}

/** Row by row in float64, shifted by the largest logit. */
function reference({ B, O, z, targets }: Batch) {
  const p = new Float64Array(B * O);
  const delta = new Float64Array(B * O);
  const loss = new Float64Array(B);
  for (let row = 0; row < B; row++) {
    const logits = Array.from(z.subarray(row * O, (row + 1) * O));
    const top = Math.max(...logits);
    const exponentials = logits.map((logit) => Math.exp(logit - top));
    const total = exponentials.reduce((sum, value) => sum + value, 0);
    logits.forEach((logit, k) => {
      const at = row * O + k;
      p[at] = exponentials[k] / total;
      delta[at] = (p[at] - targets[at]) / B;
      if (targets[at] > 0) loss[row] += targets[at] * (Math.log(total) - (logit - top));
    });
  }
  return { p, delta, loss };
}

function oneHot(B: number, O: number): Float32Array {
  const targets = new Float32Array(B * O);
  for (let row = 0; row < B; row++) targets[row * O + ((row * 7) % O)] = 1;
  return targets;
}

/**
 * exp(x) may be off by 3 + 2·|x| units in the last place and log by 3 (WGSL, accuracy of
 * expressions); where |x| is large exp(x) is small, and the error of the whole with it.
 */
const expError = (O: number) => (2 * O + 2 * (3 + 2 * 20) + 12) * ROUNDING;

describe.each([
  [1, 2],
  [3, 10],
  [33, 65],
  [65, 130],
])('%i rows of %i classes', (B, O) => {
  it.each([1, 30, 1e4])('logits of size %d', async (size) => {
    const batch = { B, O, z: normals('z', B * O, size), targets: oneHot(B, O) };
    const { buffers } = await run(batch);
    const { p, delta, loss } = reference(batch);
    expectWithin(buffers.delta, delta, () => expError(O) / B, 'δ');
    const largest = Math.max(...batch.z.map(Math.abs));
    expectWithin(
      buffers.row_loss,
      loss,
      (row) => expError(O) + 4 * ROUNDING * (loss[row] + 2 * largest),
      'loss of row',
    );
    const hits = Array.from({ length: B }, (_, row) => {
      const rowOf = (values: Float32Array) => values.subarray(row * O, (row + 1) * O);
      const best = (values: Float32Array) => values.indexOf(Math.max(...values));
      return best(rowOf(batch.z)) === best(rowOf(batch.targets)) ? 1 : 0;
    });
    expect([...buffers.row_hit]).toEqual(hits);

    const predicted = await runDefinition(gpu, softmax, {
      fields: { B, O },
      buffers: { z: batch.z, p: B * O },
      ...teams(GPU, B, O),
    });
    expectWithin(predicted.buffers.p, p, () => expError(O), 'p');
  });
});

it('logits of ±10⁴ give a finite loss and gradient', async () => {
  const z = Float32Array.of(1e4, -1e4, -1e4, 1e4);
  const { buffers } = await run({ B: 2, O: 2, z, targets: Float32Array.of(1, 0, 1, 0) });
  expect([...buffers.row_loss]).toEqual([0, 2e4]);
  expect([...buffers.delta]).toEqual([0, 0, -0.5, 0.5]);
  expect([...buffers.row_hit]).toEqual([1, 0]);
});

it('softmax of (1000, 1001, 1002) is that of (0, 1, 2)', async () => {
  const { buffers } = await runDefinition(gpu, softmax, {
    fields: { B: 1, O: 3 },
    buffers: { z: [1000, 1001, 1002], p: 3 },
    ...teams(GPU, 1, 3),
  });
  expectWithin(buffers.p, [0.09003057, 0.24472847, 0.66524096], () => expError(3), 'p');
});

it('a small probability keeps its relative precision', async () => {
  const z = Float32Array.of(0, -60);
  const { buffers } = await run({ B: 1, O: 2, z, targets: Float32Array.of(1, 0) });
  expect(Math.abs(buffers.delta[1] / Math.exp(-60) - 1)).toBeLessThan(
    (3 + 2 * 60 + 4) * 2 * ROUNDING,
  );
});

it('soft targets count by their share', async () => {
  const batch = {
    B: 2,
    O: 3,
    z: normals('soft', 6),
    targets: Float32Array.of(0.5, 0.25, 0.25, 0, 0.125, 0.875),
  };
  const { buffers } = await run(batch);
  const { delta, loss } = reference(batch);
  expectWithin(buffers.delta, delta, () => expError(3), 'δ');
  expectWithin(buffers.row_loss, loss, () => 4 * expError(3), 'loss of row');
});
