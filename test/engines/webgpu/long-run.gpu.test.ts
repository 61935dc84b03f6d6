import { afterAll, describe, expect, it } from 'vitest';
import type { Executor, ExecutorKind } from '../../../src/core/engine.ts';
import { createWebgpuEngine } from '../../../src/engines/webgpu/index.ts';
import { countBuffers } from '../../support/count-buffers.ts';
import { countCreations } from '../../support/count-creations.ts';
import { createTestManager } from '../../support/gpu-run.ts';
import { examplesFor, parametersFor, planOf } from '../../support/networks.ts';
import { usedMemory } from '../../support/used-memory.ts';

const manager = createTestManager();
afterAll(() => manager.close());

const FIRST = 100;
/** Each executor takes as many steps as a software adapter takes in some seconds, and as many at a call. */
const RUNS = [
  { kind: 'fused', steps: 100_000, call: 20 },
  { kind: 'tiled', steps: 3000, call: 10 },
] as const;

/**
 * Bytes by which the memory may grow. Compiled code and what the compiler learns move it by up
 * to 350 kB, however many steps there are; on the fused executor 10 bytes left in every step, or
 * 200 in every call, would exceed it.
 */
const LEFT = 1e6;
/** Staging buffers that the device keeps for later reads. */
const STAGING = 4;

const plan = planOf({
  name: 'tiny',
  inputs: 2,
  hidden: [4],
  outputs: 1,
  batchSize: 4,
  examples: 16,
});

const compile = (kind: ExecutorKind): Promise<Executor> =>
  createWebgpuEngine(manager, kind).compile({
    plan,
    parameters: parametersFor(plan),
    training: examplesFor(plan, 16),
  });

async function train(executor: Executor, steps: number, call: number): Promise<void> {
  for (let taken = 0; taken < steps; taken += call) await executor.train(call);
}

describe('a long run', () => {
  it.each(RUNS)(
    'leaves memory and objects of the GPU as they were after 100 steps: $kind',
    async ({ kind, steps, call }) => {
      const gpu = await manager.acquire();
      const buffers = countBuffers(gpu.device);
      const created = countCreations(gpu.device);
      const executor = await compile(kind);
      const ownBuffers = () => buffers.alive().filter((label) => label !== 'staging');

      await train(executor, FIRST, call);
      const before = {
        memory: await usedMemory(),
        own: ownBuffers(),
        created: { ...created },
      };
      expect(before.own.length).toBeGreaterThan(10);
      await train(executor, steps - FIRST, call);
      expect((await usedMemory()) - before.memory).toBeLessThan(LEFT);

      expect(ownBuffers()).toEqual(before.own);
      // Submissions grow to what takes the time they may, and so do their staging buffers.
      const { createBuffer, ...others } = created;
      const { createBuffer: buffersBefore, ...othersBefore } = before.created;
      expect(createBuffer - buffersBefore).toBeLessThanOrEqual(STAGING);
      expect(others).toEqual(othersBefore);
      executor.dispose();
    },
  );
});
