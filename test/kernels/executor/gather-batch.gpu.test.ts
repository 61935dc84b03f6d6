import { afterAll, beforeAll, expect, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { gatherBatch } from '../../../src/kernels/executor/gather-batch.ts';
import { normals } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

it.each([
  [1, 1],
  [3, 33],
  [65, 3],
  [33, 130],
  [3, 1030],
])('copies %i rows of %i values of the step', async (B, W) => {
  const count = 2 * B + 3;
  // The rows begin behind other values, as the targets do behind the inputs.
  const start = 7;
  const source = normals('source', start + count * W);
  // Three steps; the rows repeat and run backwards.
  const order = Uint32Array.from(
    { length: 3 * B },
    (_, at) => count - 1 - ((at * 5) % count),
  );
  for (const [index, isProcessor] of [
    [0, false],
    [2, false],
    [2, true],
  ] as const) {
    const { buffers } = await runDefinition(gpu, gatherBatch, {
      fields: { B, W, start },
      buffers: { source, order, rows: B * W + 1 },
      ...teams({ isProcessor }, B, W),
      step: { index },
    });
    const expected = Array.from({ length: B }, (_, row) => {
      const example = order[index * B + row];
      return [...source.subarray(start + example * W, start + (example + 1) * W)];
    });
    expect([...buffers.rows]).toEqual([...expected.flat(), 0]);
  }
});
