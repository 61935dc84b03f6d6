import { afterAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../src/core/engine.ts';
import type { Plan } from '../../src/core/plan.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { createTestManager } from '../support/gpu-run.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';

const manager = createTestManager();
afterAll(() => manager.close());

const EXAMPLES = 20;

function compile(plan: Plan, inputScale = 1): Promise<Executor> {
  const training = examplesFor(plan, EXAMPLES);
  const inputs = training.inputs.map((value) => value * inputScale);
  const parameters = parametersFor(plan);
  return createWebgpuEngine(manager).compile({
    plan,
    parameters,
    training: { ...training, inputs },
  });
}

describe('an exploding network', () => {
  it('of depth 50 and gain 10 reports the layer and the step, and stays as it was', async () => {
    const plan = planOf({
      name: 'exploding',
      inputs: 8,
      hidden: Array.from({ length: 50 }, () => 8),
      outputs: 2,
      batchSize: 4,
      examples: EXAMPLES,
      activation: 'linear',
      initializer: ['glorot-uniform', { gain: 10 }],
      optimizer: 'momentum',
    });
    const executor = await compile(plan);
    const before = await executor.readState();
    const result = await executor.train(10, { metricsEvery: 1 });
    // Each layer multiplies by about 10, and float32 ends at 10^38.5.
    expect(result.overflow).toMatchObject({ step: 0, stage: 'forward' });
    expect(result.overflow?.layer).toBeGreaterThan(30);
    expect(result.overflow?.layer).toBeLessThan(48);
    expect(result.losses).toHaveLength(0);
    expect(result.metrics).toEqual([]);
    expect(await executor.readState()).toEqual(before);
    // The gradients of such a batch name the same place, and change nothing either.
    const { overflow } = await executor.gradients(examplesFor(plan, 4, 6));
    expect(overflow?.stage).toBe('forward');
    expect(await executor.readState()).toEqual(before);
  });

  it('reports a running variance that float32 cannot hold', async () => {
    const plan = planOf({
      name: 'wide inputs',
      inputs: 3,
      hidden: [4],
      outputs: 1,
      batchSize: 8,
      examples: EXAMPLES,
      normalization: 'batch',
    });
    const executor = await compile(plan, 1e22);
    const before = await executor.readState();
    const { overflow } = await executor.train(3);
    expect(overflow).toEqual({ step: 0, layer: 0, stage: 'forward' });
    expect(await executor.readState()).toEqual(before);
  });
});

/**
 * Runs away at such a rate: at once where layers multiply each other, by a factor a step
 * where there is only one.
 */
function diverging(
  learningRate: number,
  optimizer: string,
  hidden: readonly number[],
): NetworkCase {
  return {
    name: 'diverging',
    inputs: 3,
    hidden,
    outputs: 2,
    batchSize: 8,
    examples: EXAMPLES,
    activation: 'relu',
    normalization: 'batch',
    optimizer: [optimizer, { learningRate }],
  };
}

describe('a run that overflows in the middle of a submission', () => {
  it.each<[string, number, number[], number, number]>([
    // The first submission has four steps, of which the third or fourth overflows.
    ['sgd', 1e12, [5], 1, 3],
    ['momentum', 1e9, [5], 1, 3],
    // Later ones have as many steps as the time allows.
    ['sgd', 5, [], 5, 60],
    ['nesterov', 3, [], 5, 60],
  ])(
    'with %s at a rate of %d, hidden units %j, leaves what the steps before leave alone',
    async (optimizer, rate, hidden, fewest, most) => {
      const plan = planOf(diverging(rate, optimizer, hidden));
      const whole = await compile(plan);
      const found = await whole.train(100, { metricsEvery: 1 });
      const step = found.overflow?.step ?? -1;
      expect(step).toBeGreaterThanOrEqual(fewest);
      expect(step).toBeLessThanOrEqual(most);
      expect(found.losses).toHaveLength(step);
      expect(whole.step).toBe(step);

      const single = await compile(plan);
      for (let i = 0; i < step; i++) {
        const { losses, metrics, overflow } = await single.train(1, { metricsEvery: 1 });
        expect(overflow).toBeNull();
        expect(losses[0]).toBe(found.losses[i]);
        expect(metrics[0]).toEqual(found.metrics[i]);
      }
      expect(await whole.readState()).toEqual(await single.readState());

      // The same step overflows again, whoever takes it.
      for (const executor of [whole, single]) {
        const again = await executor.train(5);
        expect(again.overflow).toEqual(found.overflow);
        expect(again.losses).toHaveLength(0);
      }
      expect(await whole.readState()).toEqual(await single.readState());
    },
  );

  it('finite parameters written afterwards train on', async () => {
    const plan = planOf(diverging(1e12, 'sgd', [5]));
    const executor = await compile(plan);
    expect((await executor.train(10)).overflow).not.toBeNull();
    await executor.writeParameters(parametersFor(plan));
    expect((await executor.train(1)).overflow).toBeNull();
  });
});
