import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { copy } from '../../../src/kernels/speed/copy.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

/** Quads, workgroups, rounds and stride: fewer invocations than quads, as many, and more. */
const cases = [
  { quads: 1024, workgroups: 2, rounds: 2, stride: 128 },
  { quads: 1024, workgroups: 2, rounds: 6, stride: 128 },
  { quads: 256, workgroups: 4, rounds: 1, stride: 17 * 64 },
  { quads: 64, workgroups: 4, rounds: 3, stride: 17 * 64 },
];

it.each(cases)(
  'copies $quads quads by $workgroups workgroups in $rounds rounds, and nothing beside them',
  async ({ quads, workgroups, rounds, stride }) => {
    const beyond = 8;
    const source = Float32Array.from({ length: 4 * quads + beyond }, (_, at) => at + 1);
    const { buffers } = await runDefinition(gpu, copy, {
      fields: { rounds, stride, mask: quads - 1 },
      buffers: { source, copied: 4 * quads + beyond },
      workgroups: [workgroups],
    });
    const expected = source.map((value, at) => (at < 4 * quads ? value : 0));
    expect(buffers.copied).toEqual(expected);
  },
);

it('copies no more than its rounds reach', async () => {
  const quads = 1024;
  const { buffers } = await runDefinition(gpu, copy, {
    fields: { rounds: 1, stride: 64, mask: quads - 1 },
    buffers: { source: new Float32Array(4 * quads).fill(3), copied: 4 * quads },
    workgroups: [1],
  });
  // 64 invocations, four quads each.
  expect(buffers.copied.findLastIndex((value) => value === 3)).toBe(4 * 256 - 1);
});
