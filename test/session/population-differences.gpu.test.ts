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
      1e-4,
    );
    // Strong curvature looks like a kink: few entries may be left out for that.
    const left = differences.filter(({ value }) => Number.isNaN(value)).length;
    expect(left).toBeLessThan(positions.length / 5);
    const values = differences.map(({ value }, at) =>
      Number.isNaN(value) ? gradients[at] : value,
    );
    expectTensorsClose(plan, Float64Array.from(values), gradients, TOLERANCE);
  });

  it('leave out a parameter beside a kink', async () => {
    const plan = planOf({
      name: 'kink',
      inputs: 1,
      hidden: [1],
      outputs: 1,
      batchSize: 1,
      activation: 'relu',
    });
    // The pre-activation is the bias itself: 0.001, a tenth of a step above the kink.
    const parameters = Float32Array.of(1, 0.001, 1, 0);
    const examples = {
      count: 1,
      inputs: Float32Array.of(0),
      targets: Float32Array.of(1),
    };
    const [kernel, bias] = await populationDifferences(
      cpuEngine,
      plan,
      parameters,
      examples,
      [0, 1],
      1e-3,
    );
    expect(kernel.value).toBe(0);
    expect(bias.value).toBeNaN();
  });

  it('work on an engine without populations, and refuse what is no parameter', async () => {
    const plan = planOf({ name: 'x', inputs: 2, hidden: [], outputs: 1, batchSize: 3 });
    const parameters = parametersFor(plan);
    const examples = examplesFor(plan, 3);
    const of = (positions: number[]) =>
      populationDifferences(cpuEngine, plan, parameters, examples, positions, 0);
    expect(await of([0, 2])).toHaveLength(2);
    await expect(of([3])).rejects.toThrow('no parameter 3; they run from 0 to 2');
  });
});
