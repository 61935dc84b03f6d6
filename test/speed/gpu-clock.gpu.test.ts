import { afterAll, describe, expect, it } from 'vitest';
import { networks } from '../../bench/cases/networks.ts';
import {
  populationCase,
  populationProblemOf,
} from '../../src/speed/cases/population-case.ts';
import { productCase, productOf } from '../../src/speed/cases/product-case.ts';
import { problemOf } from '../../src/speed/cases/training-case.ts';
import type { TimedRun } from '../../src/speed/timed-engine.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { GpuClock } from '../../src/speed/engines/gpu-clock.ts';
import { createNodeSpeedHost } from '../../bench/hosts/node.ts';
import { countBuffers } from '../support/count-buffers.ts';
import { createTestManager } from '../support/gpu-run.ts';

const engines = createTimedEngines(createNodeSpeedHost(''));
const manager = createTestManager();
const used = ['webgpu', 'webgpu-fused', 'webgpu-tiled'].map((id) => engines.get(id));
afterAll(async () => {
  for (const engine of used) await engine.close();
  await manager.close();
});

/** Milliseconds by the clock of the device, null without one, and by that on the wall. */
async function timesOf(run: TimedRun, steps: number) {
  const clock = (await run.openClock?.()) ?? null;
  await run.step(steps);
  const begin = performance.now();
  clock?.start();
  await run.step(steps);
  const wall = performance.now() - begin;
  const device = (await clock?.stop()) ?? null;
  clock?.close();
  run.dispose();
  return { wall, device, resolution: clock?.resolution };
}

describe('the clock of the GPU', () => {
  const tiny = networks.find(({ id }) => id === 'tiny')!;
  const runs: [string, () => Promise<TimedRun>, number][] = [
    ...used.map((engine): [string, () => Promise<TimedRun>, number] => [
      `training steps of ${engine.id}`,
      () => engine.prepare(problemOf(tiny)),
      // More than go into one submission.
      300,
    ]),
    [
      'steps of a population',
      async () => (await used[0].populate(populationProblemOf(populationCase(70))))!,
      140,
    ],
    [
      'matrix products',
      () => used[0].multiply(productOf(productCase(64, 'forward'))),
      100,
    ],
  ];

  it.each(runs)('times %s', async (_what, prepare, steps) => {
    for (const engine of used) await engine.start();
    const { wall, device, resolution } = await timesOf(await prepare(), steps);
    const { device: hardware } = await manager.acquire();
    expect(device !== null).toBe(hardware.features.has('timestamp-query'));
    if (device === null) return;
    expect(resolution).toBeGreaterThan(0);
    expect(device).toBeGreaterThan(0);
    // What the GPU computes is a part of what is waited for; clocks may be coarse.
    expect(device).toBeLessThan(wall + 2 * resolution!);
  });

  it('leaves no buffer and no trace behind', async () => {
    const gpu = await manager.acquire();
    const buffers = countBuffers(gpu.device);
    const clock = await GpuClock.create(gpu);
    clock?.start();
    const encoder = gpu.device.createCommandEncoder();
    encoder.beginComputePass().end();
    gpu.device.queue.submit([encoder.finish()]);
    await clock?.stop();
    clock?.close();
    expect(buffers.alive().filter((label) => label !== 'staging')).toEqual([]);
    expect(Object.hasOwn(gpu.device, 'createCommandEncoder')).toBe(false);
    gpu.assertHealthy();
  });
});
