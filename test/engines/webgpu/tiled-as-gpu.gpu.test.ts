import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebgpuExecutor } from '../../../src/engines/webgpu/executor.ts';
import { productParts } from '../../../src/engines/webgpu/products.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { asGpu } from '../../support/as-gpu.ts';
import { expectTensorsClose } from '../../support/compare.ts';
import { createTestManager } from '../../support/gpu-run.ts';
import { examplesFor, parametersFor, planOf } from '../../support/networks.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const METHOD = { id: 'tiled', reason: 'asked-for' } as const;
const BATCH = 520;
/** Every kind of product has 520 terms somewhere: rows, inputs of the last and units of the second layer. */
const plan = planOf({
  name: 'long sums',
  inputs: 5,
  hidden: [8, 520],
  outputs: 3,
  batchSize: BATCH,
  residual: true,
  regularization: ['l2', { rate: 0.01 }],
});

async function train(device: GpuDevice) {
  const training = examplesFor(plan, BATCH);
  const parameters = parametersFor(plan);
  const executor = await WebgpuExecutor.create(
    device,
    { plan, parameters, training },
    METHOD,
  );
  const { gradients } = await executor.gradients(training);
  const { losses } = await executor.train(3);
  executor.dispose();
  return { gradients, losses };
}

it('a network whose sums a GPU computes in parts trains as without, and twice alike', async () => {
  const hardware = asGpu(gpu);
  for (const [M, N] of [
    [BATCH, 3],
    [BATCH, 8],
    [8, 520],
  ])
    expect(productParts(hardware, { M, K: 520, N }).parts).toBe(2);
  const whole = await train(gpu);
  const parts = await train(hardware);
  expectTensorsClose(plan, parts.gradients, whole.gradients, 1e-5);
  for (const [step, loss] of parts.losses.entries())
    expect(Math.abs(loss / whole.losses[step] - 1)).toBeLessThan(1e-5);
  expect(parts.gradients).not.toEqual(whole.gradients);
  expect(await train(hardware)).toEqual(parts);
});
