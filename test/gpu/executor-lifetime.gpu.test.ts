import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { Executor } from '../../src/core/engine.ts';
import { LIMITS } from '../../src/core/spec.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { DeviceLostError } from '../../src/gpu/device-lost-error.ts';
import { countBuffers } from '../support/count-buffers.ts';
import { createTestManager } from '../support/gpu-run.ts';
import { examplesFor, parametersFor, planOf } from '../support/networks.ts';

/** Tests that lose the device leave it to the next one to open another. */
const manager = createTestManager();
afterAll(() => manager.close());

const plan = planOf({
  name: 'small',
  inputs: 3,
  hidden: [5, 4],
  outputs: 2,
  batchSize: 8,
  examples: 20,
  normalization: 'batch',
  loss: 'cross-entropy',
  optimizer: 'adam',
  clipping: 'norm',
});
const training = examplesFor(plan, 20);

function compile(): Promise<Executor> {
  const parameters = parametersFor(plan);
  return createWebgpuEngine(manager).compile({ plan, parameters, training });
}

describe('the arrays handed to compile', () => {
  it('are copied before it returns its promise', async () => {
    const parameters = parametersFor(plan);
    const examples = examplesFor(plan, 20);
    const compiling = createWebgpuEngine(manager).compile({
      plan,
      parameters,
      training: examples,
    });
    for (const array of [parameters, examples.inputs, examples.targets]) array.fill(7);
    const executor = await compiling;
    const other = await compile();
    expect(await executor.readParameters()).toEqual(parametersFor(plan));
    expect((await executor.train(3)).losses).toEqual((await other.train(3)).losses);
  });
});

it('rejects gradients of a batch that no dispatch can take, and goes on', async () => {
  const executor = await compile();
  const batch = examplesFor(plan, LIMITS.batchSize + 1);
  const rejected = executor.gradients(batch);
  await expect(rejected).rejects.toThrow(UserError);
  await expect(rejected).rejects.toThrow('The batch has 32769 examples');
  expect((await executor.gradients(examplesFor(plan, 9))).loss).toBeGreaterThan(0);
  executor.dispose();
});

describe('a lost device', () => {
  it('rejects every call of an executor that stood on it', async () => {
    const executor = await compile();
    const state = await executor.readState();
    const { device } = await manager.acquire();
    device.destroy();
    await device.lost;
    const calls = {
      train: () => executor.train(1),
      predict: () => executor.predict(training.inputs),
      evaluate: () => executor.evaluate(training),
      gradients: () => executor.gradients(training),
      readParameters: () => executor.readParameters(),
      writeParameters: () => executor.writeParameters(parametersFor(plan)),
      readState: () => executor.readState(),
      writeState: () => executor.writeState(state),
    };
    for (const [name, call] of Object.entries(calls))
      await expect(call(), name).rejects.toThrow(DeviceLostError);
    executor.dispose();
  });

  it('rejects the call under way and those that wait behind it', async () => {
    const executor = await compile();
    const { device } = await manager.acquire();
    const calls = [
      executor.train(10_000),
      executor.predict(training.inputs),
      executor.readState(),
    ];
    const settled = Promise.allSettled(calls);
    await device.queue.onSubmittedWorkDone();
    device.destroy();
    for (const result of await settled) {
      expect(result.status).toBe('rejected');
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(
        DeviceLostError,
      );
    }
  });

  it('is followed by one on which a snapshot goes on as if nothing had been', async () => {
    const executor = await compile();
    await executor.train(5);
    const state = await executor.readState();
    const undisturbed = await executor.train(5);
    const { generation } = manager;
    (await manager.acquire()).destroy();
    const parameters = parametersFor(plan);
    const again = await createWebgpuEngine(manager).compile({
      plan,
      parameters,
      training,
      state,
    });
    expect(manager.generation).toBe(generation + 1);
    expect(again.step).toBe(5);
    expect(await again.train(5)).toEqual(undisturbed);
  });
});

describe('disposal', () => {
  async function useAll(executor: Executor): Promise<void> {
    await executor.train(5, { metricsEvery: 2 });
    await executor.gradients(training);
    await executor.gradients(examplesFor(plan, 3));
    for (const count of [1, 3, 20])
      await executor.predict(examplesFor(plan, count).inputs);
    await executor.evaluate(training);
  }

  it('frees every buffer of the executor', async () => {
    const gpu = await manager.acquire();
    const buffers = countBuffers(gpu.device);
    const executor = await compile();
    await useAll(executor);
    expect(buffers.alive().length).toBeGreaterThan(50);
    executor.dispose();
    executor.dispose();
    await gpu.device.queue.onSubmittedWorkDone();
    // Staging buffers belong to the device, which keeps a few.
    expect(buffers.alive().filter((label) => label !== 'staging')).toEqual([]);
    expect(buffers.alive().length).toBeLessThanOrEqual(4);
    gpu.assertHealthy();
  });

  it('does not pile up buffers in use', async () => {
    const gpu = await manager.acquire();
    const executor = await compile();
    await useAll(executor);
    const buffers = countBuffers(gpu.device);
    await useAll(executor);
    const once = buffers.alive().length;
    for (let i = 0; i < 3; i++) await useAll(executor);
    expect(buffers.alive().length).toBeLessThanOrEqual(once + 4);
  });

  it('lets a call under way finish', async () => {
    const gpu = await manager.acquire();
    const buffers = countBuffers(gpu.device);
    const executor = await compile();
    const running = executor.train(50);
    const waiting = executor.readParameters();
    executor.dispose();
    await expect(executor.train(1)).rejects.toThrow('disposed');
    expect((await running).losses).toHaveLength(50);
    expect(await waiting).toHaveLength(plan.parameterCount);
    await gpu.device.queue.onSubmittedWorkDone();
    expect(buffers.alive().filter((label) => label !== 'staging')).toEqual([]);
    gpu.assertHealthy();
  });
});

describe('a network beyond the limits of the adapter', () => {
  it('is refused in words and leaves nothing behind', async () => {
    const gpu = await manager.acquire();
    const buffers = countBuffers(gpu.device);
    const huge = planOf({
      name: 'huge',
      inputs: 1,
      hidden: Array.from({ length: 40 }, () => 16_384),
      outputs: 1,
      batchSize: 1,
    });
    const compiling = createWebgpuEngine(manager).compile({
      plan: huge,
      parameters: new Float32Array(0),
      training: examplesFor(huge, 1),
    });
    await expect(compiling).rejects.toThrow(UserError);
    await expect(compiling).rejects.toThrow(/GiB for "parameters".*at most/);
    expect(buffers.alive()).toEqual([]);
    const executor = await compile();
    expect((await executor.train(2)).losses).toHaveLength(2);
  });
});
