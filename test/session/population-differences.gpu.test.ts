import { afterAll, describe, expect, it } from 'vitest';
import { cpuEngine } from '../../src/engines/cpu/index.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { populationDifferences } from '../../src/session/population-differences.ts';
import { expectTensorsClose } from '../support/compare.ts';
import { createTestManager } from '../support/gpu-run.ts';
import { examplesFor, parametersFor, planOf } from '../support/networks.ts';

const manager = createTestManager();
const webgpu = createWebgpuEngine(manager);
afterAll(() => manager.close());

/**
 * Rounding leaves about 10⁻⁵ of the loss in a difference (see the step there); the gradients of
 * these networks are of the size of their loss.
 */
const TOLERANCE = 1e-3;

describe('differences by a population', () => {
  it.each([
    ['tanh, mean squared error', {}],
    [
      'cross-entropy, softplus, l2',
      {
        outputs: 3,
        loss: 'cross-entropy',
        activation: 'softplus',
        regularization: ['l2', { rate: 0.05 }] as const,
      },
    ],
    ['layer normalization', { normalization: 'layer' as const, activation: 'gelu' }],
  ])('agree with the gradients of the same engine: %s', async (name, choices) => {
    const batch = 12;
    const plan = planOf({
      name,
      inputs: 2,
      hidden: [4, 3],
      outputs: 1,
      batchSize: batch,
      ...choices,
    });
    const parameters = parametersFor(plan);
    const examples = examplesFor(plan, batch);
    const positions = [...parameters.keys()];
    const executor = await webgpu.compile({ plan, parameters, training: examples });
    const { gradients } = await executor.gradients(examples);
    executor.dispose();
    const differences = await populationDifferences(
      webgpu,
      plan,
      parameters,
      examples,
      positions,
    );
    expectTensorsClose(plan, differences, gradients, TOLERANCE);
  });

  it('work on an engine without populations, and refuse what is no parameter', async () => {
    const plan = planOf({ name: 'x', inputs: 2, hidden: [], outputs: 1, batchSize: 3 });
    const parameters = parametersFor(plan);
    const examples = examplesFor(plan, 3);
    const of = (positions: number[]) =>
      populationDifferences(cpuEngine, plan, parameters, examples, positions);
    expect(await of([0, 2])).toHaveLength(2);
    await expect(of([3])).rejects.toThrow('no parameter 3; they run from 0 to 2');
  });
});
