import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { gradientNorm } from '../../../src/kernels/optimizer/gradient-norm.ts';
import { normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

async function factorOf(
  gradients: Float32Array,
  limit: number,
  ranges: readonly (readonly [first: number, end: number])[] = [[0, gradients.length]],
): Promise<number> {
  const { buffers } = await runDefinition(gpu, gradientNorm, {
    fields: { R: ranges.length, limit },
    buffers: { gradients, ranges: Uint32Array.from(ranges.flat()), factor: 1 },
    workgroups: [1],
  });
  return buffers.factor[0];
}

// The squares of all but the middle ones are no floats.
it.each([
  [1, 1e-30],
  [65, 1e-30],
  [1000, 1e-20],
  [1000, 1],
  [65, 1e19],
  [130, 1e30],
])('%i gradients of size %d are brought down to half their norm', async (P, size) => {
  const gradients = normals('gradients', P, size);
  const norm = Math.hypot(...gradients);
  const limit = Math.fround(norm / 2);
  const factor = await factorOf(gradients, limit);
  // ceil(P/64) squares a thread, six levels, root and division of 2.5 units each.
  const bound = (Math.ceil(P / 64) + 20) * ROUNDING;
  expect(Math.abs(factor / (limit / norm) - 1)).toBeLessThan(bound);
});

it.each([
  ['below the limit', Float32Array.of(3, 4), 5.5],
  ['at the limit', Float32Array.of(3, 4), 5],
  ['of zero', new Float32Array(70), 1],
])('a gradient %s stays as it is', async (_what, gradients, limit) => {
  expect(await factorOf(gradients, limit)).toBe(1);
});

it('the norm of a gradient at the end of float32 does not overflow', async () => {
  const gradients = new Float32Array(4).fill(3e38);
  const factor = await factorOf(gradients, 3e38);
  expect(Math.abs(factor - 0.5)).toBeLessThan(20 * ROUNDING);
});

it('counts the ranges alone, wherever they begin and end', async () => {
  const gradients = normals('gradients', 1000);
  const ranges = [
    [0, 3],
    [7, 8],
    [100, 421],
    [742, 999],
  ] as const;
  // What lies between them would decide the norm, and its scale.
  const counted = gradients.map((value, at) =>
    ranges.some(([first, end]) => first <= at && at < end) ? value : 3e38,
  );
  const norm = Math.hypot(...ranges.flatMap((range) => [...counted.slice(...range)]));
  const factor = await factorOf(counted, Math.fround(norm / 4), ranges);
  expect(Math.abs(factor - 0.25)).toBeLessThan(40 * ROUNDING);
});
