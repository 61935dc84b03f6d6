import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { NumericArray } from '../../src/core/arrays.ts';
import type { Engine } from '../../src/core/engine.ts';
import type { Plan } from '../../src/core/plan.ts';
import { cpuEngine } from '../../src/engines/cpu/index.ts';
import { tfjsCpuEngine } from '../../src/engines/tfjs/index.ts';
import { expectTensorsClose } from '../support/compare.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';

const network: NetworkCase = {
  name: 'a bit of everything',
  inputs: 3,
  hidden: [5, 4],
  outputs: 3,
  batchSize: 6,
  examples: 11,
  activation: 'gelu',
  normalization: 'batch',
  residual: true,
  loss: 'cross-entropy',
  optimizer: 'adam',
  regularization: 'l2',
};

function compile(
  engine: Engine,
  plan: Plan,
  parameters: NumericArray = parametersFor(plan),
) {
  const training = examplesFor(plan, network.examples ?? plan.training.batchSize);
  return engine.compile({ plan, parameters, training });
}

describe('tensors', () => {
  it('are all freed after every call, with executors living side by side', async () => {
    const plan = planOf(network);
    const batch = examplesFor(plan, 4, 3);
    const first = await compile(tfjsCpuEngine, plan);
    const { numTensors, numBytes } = tf.memory();
    const second = await compile(tfjsCpuEngine, plan);
    await Promise.all([first.train(3, { metricsEvery: 2 }), second.train(2)]);
    await Promise.all([first.gradients(batch), second.gradients(batch)]);
    await first.predict(batch.inputs);
    await second.evaluate(batch);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    first.dispose();
    expect((await second.train(1)).losses.length).toBe(1);
    second.dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  });

  it('of a caller outlive the calls made around them', async () => {
    const plan = planOf(network);
    const executor = await compile(tfjsCpuEngine, plan);
    const mine = tf.tensor1d([1, 2, 3]);
    await executor.train(1);
    expect([...mine.dataSync()]).toEqual([1, 2, 3]);
    mine.dispose();
    executor.dispose();
  });
});

it('takes its backend back when another user of TensorFlow.js has chosen one', async () => {
  const plan = planOf(network);
  const undisturbed = await compile(tfjsCpuEngine, plan);
  const executor = await compile(tfjsCpuEngine, plan);
  // A backend without any kernel: whatever ran on it would throw.
  const bare = Object.assign(new tf.KernelBackend(), { dispose: () => undefined });
  tf.registerBackend('without kernels', () => bare);
  await tf.setBackend('without kernels');
  try {
    const { losses } = await executor.train(2);
    expect(losses).toEqual((await undisturbed.train(2)).losses);
    expect(tf.getBackend()).toBe('cpu');
  } finally {
    await tf.setBackend('cpu');
    tf.removeBackend('without kernels');
    executor.dispose();
    undisturbed.dispose();
  }
});

it('the gradient of the L1 penalty is 0 at a weight of 0', async () => {
  const plan = planOf({ ...network, regularization: ['l1', { rate: 0.5 }] });
  const parameters = parametersFor(plan);
  const { offset } = plan.layers[1].kernel;
  parameters.fill(0, offset, offset + 3);
  const batch = examplesFor(plan, 6, 3);
  const [actual, expected] = await Promise.all(
    [tfjsCpuEngine, cpuEngine].map(async (engine) => {
      const executor = await compile(engine, plan, parameters);
      const { gradients } = await executor.gradients(batch);
      executor.dispose();
      return gradients;
    }),
  );
  // One rounding after each operation in float32.
  expectTensorsClose(plan, actual, expected, 1e-5);
});

describe('an overflow is found in the same place as by the cpu engine:', () => {
  /** Linear layers of one unit, so that each weight alone decides where float32 ends. */
  const chain = (learningRate = 0.1): Plan =>
    planOf({
      name: 'chain',
      inputs: 1,
      hidden: [1, 1],
      outputs: 1,
      batchSize: 1,
      activation: 'linear',
      loss: 'half-squared-error',
      optimizer: ['sgd', { learningRate }],
    });
  /** Kernel and bias of each layer. */
  const cases: [stage: string, plan: Plan, parameters: number[]][] = [
    ['forward', chain(), [1e20, 0, 1e20, 0, 1, 0]],
    ['loss', chain(), [1e10, 0, 1e10, 0, 10, 0]],
    ['backward', chain(), [1e-30, 0, 1e25, 0, 1e15, 0]],
    ['gradient', chain(), [1e18, 0, 1e-30, 0, 1, 1e19]],
    ['update', chain(1000), [4e15, 0, 1e-5, 0, 1e5, 0]],
  ];

  it.each(cases)('%s', async (stage, plan, parameters) => {
    const training = {
      count: 1,
      inputs: Float32Array.of(stage === 'gradient' ? 100 : 1),
      targets: Float32Array.of(0),
    };
    const options = { plan, parameters: Float32Array.from(parameters), training };
    const actual = await (await tfjsCpuEngine.compile(options)).train(1);
    const expected = await (await cpuEngine.compile(options)).train(1);
    expect(expected.overflow).toMatchObject({ stage });
    expect(actual.overflow).toEqual(expected.overflow);
  });
});
