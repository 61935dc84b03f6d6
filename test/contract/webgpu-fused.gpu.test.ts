import { afterAll, describe, expect, test } from 'vitest';
import { figureOfLayers, LAYER_FIGURES } from '../../src/core/metrics.ts';
import { NORMALIZATIONS } from '../../src/core/spec.ts';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { fusedObstacle } from '../../src/engines/webgpu/fused/fused-training.ts';
import {
  PROPAGATIONS,
  unrollingObstacle,
} from '../../src/engines/webgpu/fused/propagation.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { expectClose, expectFrozen, expectTensorsClose } from '../support/compare.ts';
import { createTestManager } from '../support/gpu-run.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';
import {
  exploding,
  frozenTrainings,
  outputActivations,
  raggedNormalizations,
  raggedSizes,
  trainings,
  vanishing,
} from './cases.ts';

/*
 * The fused executor trains; gradients, predictions and all else of an executor are the
 * tiled kernels', which the contract suite holds. So it is held by what training shows: the
 * losses, the figures of every step, and the state afterwards.
 */
const manager = createTestManager();
afterAll(() => manager.close());

/** As `exploding`, in fewer layers. */
const explodingAtOnce: NetworkCase = {
  ...exploding,
  name: '9 linear layers, gain 10⁵',
  hidden: Array.from({ length: 9 }, () => 4),
  initializer: ['glorot-normal', { gain: 1e5 }],
};

/** As promised for 20 steps; one batch agrees to 1e-4, see webgpu.gpu.test.ts. */
const TOLERANCE = 1e-3;

const SMALL = {
  inputs: 3,
  hidden: [5, 4, 6],
  outputs: 2,
  batchSize: 7,
  examples: 20,
  optimizer: ['sgd', { learningRate: 0.02 }],
} as const;

describe.each(PROPAGATIONS)('%s', (propagation) => {
  const engine = createWebgpuEngine(manager, 'fused', propagation);
  const unrolls = propagation === 'unrolled';
  /** Whether this propagation can train a network. */
  const takes = (network: NetworkCase) =>
    fusedObstacle(planOf(network)) === null &&
    (!unrolls || unrollingObstacle(planOf(network)) === null);
  async function checkTraining(network: NetworkCase, steps: number): Promise<void> {
    const plan = planOf(network);
    const options = {
      plan,
      parameters: parametersFor(plan),
      training: examplesFor(plan, network.examples ?? network.batchSize),
    };
    const executor = await engine.compile(options);
    const reference = await cpuFloat64Engine.compile(options);
    const actual = await executor.train(steps, { metricsEvery: 2 });
    const expected = await reference.train(steps, { metricsEvery: 2 });
    expect(actual.overflow).toBeNull();
    expectClose('losses', actual.losses, expected.losses, TOLERANCE);
    expectTensorsClose(
      plan,
      await executor.readParameters(),
      await reference.readParameters(),
      TOLERANCE,
    );
    expect(actual.metrics.length).toBe(Math.ceil(steps / 2));
    actual.metrics.forEach((metrics, at) => {
      expect(metrics.step).toBe(2 * at);
      // NaN in regression; otherwise a multiple of 1/batch, which float32 rounds.
      const { accuracy } = expected.metrics[at];
      expect(metrics.accuracy).toEqual(
        Number.isNaN(accuracy) ? NaN : Math.fround(accuracy),
      );
      for (const figure of LAYER_FIGURES)
        expectClose(
          `${figure} in step ${metrics.step}`,
          figureOfLayers(metrics, figure),
          figureOfLayers(expected.metrics[at], figure),
          TOLERANCE,
        );
    });
    const state = await executor.readState();
    expectClose('slots', state.slots, (await reference.readState()).slots, TOLERANCE);
    executor.dispose();
    reference.dispose();
  }

  describe('fused: 20 training steps', () => {
    for (const network of trainings.filter(takes))
      test(network.name, () => checkTraining(network, 20));
  });

  describe('fused: frozen layers', () => {
    for (const network of frozenTrainings.filter(takes))
      test(`${network.name}: nothing of them changes`, async () => {
        const plan = planOf(network);
        const executor = await engine.compile({
          plan,
          parameters: parametersFor(plan),
          training: examplesFor(plan, network.examples ?? network.batchSize),
        });
        const before = await executor.readState();
        const { metrics } = await executor.train(7, { metricsEvery: 3 });
        expectFrozen(plan, before, await executor.readState());
        for (const figures of metrics) {
          const ratios = figureOfLayers(figures, 'updateRatio');
          for (const { index, frozen } of plan.layers)
            expect(ratios[index] === 0, `update ratio of ${index}`).toBe(frozen);
        }
        executor.dispose();
      });
  });

  // The functions of all activations stand in one shader, behind numbers, so that one network
  // that has them all shows each of them with this loss, normalization and connection.
  describe('fused: every activation × loss × normalization × residual', () => {
    const networks = losses.ids.flatMap((loss) =>
      NORMALIZATIONS.flatMap((normalization) =>
        [false, true].map((residual): NetworkCase => ({
          ...SMALL,
          name: `every activation, ${loss}, normalization ${normalization}, ${residual ? 'residual' : 'plain'}`,
          hidden: activations.ids.map((_, index) => 3 + (index % 3)),
          activations: activations.ids,
          // Outputs of eleven layers that add up are large: at a higher rate they diverge, and
          // rounding grows with them.
          optimizer: ['sgd', { learningRate: residual ? 0.0005 : 0.02 }],
          loss,
          normalization,
          residual,
        })),
      ),
    );
    for (const network of networks.filter(takes))
      test(network.name, () => checkTraining(network, 4));
  });

  // Both propagations call the same functions by the same numbers: once is enough. Below them stands
  // every activation, so that networks of one loss share a shader, which takes longest to compile.
  if (!unrolls)
    describe('fused: every activation in the output layer', () => {
      for (const network of outputActivations)
        test(network.name, () =>
          checkTraining(
            {
              ...network,
              hidden: activations.ids.map(() => 3),
              activations: activations.ids,
              optimizer: ['sgd', { learningRate: 0.02 }],
            },
            3,
          ),
        );
    });

  describe('fused: sizes', () => {
    const networks: readonly NetworkCase[] = [
      ...raggedSizes,
      ...raggedNormalizations,
      // More than workgroup memory holds: parameters, then all else, lie in storage.
      {
        name: 'batch 130, widths 63-63-65-5',
        batchSize: 130,
        inputs: 63,
        hidden: [63, 65],
        outputs: 5,
      },
    ].map((network) => ({ ...network, examples: network.batchSize + 1 }));
    for (const network of networks.filter(takes))
      test(network.name, () => checkTraining(network, 3));

    // No network of so many layers is unrolled.
    const deep = [vanishing].filter(takes);
    for (const network of deep)
      test(`${network.name}: right, not zero`, async () => {
        const plan = planOf(network);
        const options = {
          plan,
          parameters: parametersFor(plan),
          training: examplesFor(plan, network.batchSize),
        };
        const executor = await engine.compile(options);
        const reference = await cpuFloat64Engine.compile(options);
        const [actual] = (await executor.train(1, { metricsEvery: 1 })).metrics;
        const [expected] = (await reference.train(1, { metricsEvery: 1 })).metrics;
        const norms = figureOfLayers(expected, 'gradientNorm');
        expect(norms[0]).toBeLessThan(1e-15);
        figureOfLayers(actual, 'gradientNorm').forEach((norm, layer) => {
          expect(Math.abs(norm / norms[layer] - 1)).toBeLessThan(1e-3);
        });
      });
  });

  describe('fused: guarantees', () => {
    test('an overflow is located as the tiled executor locates it, and undone', async () => {
      const network = unrolls ? explodingAtOnce : exploding;
      const plan = planOf(network);
      const options = {
        plan,
        parameters: parametersFor(plan),
        training: examplesFor(plan, network.batchSize),
      };
      const tiled = await createWebgpuEngine(manager, 'tiled').compile(options);
      const executor = await engine.compile(options);
      const before = await executor.readState();
      const { overflow } = await executor.train(5);
      expect(overflow).toEqual((await tiled.train(5)).overflow);
      expect(overflow).not.toBeNull();
      expect(await executor.readState()).toEqual(before);
    });

    test('a run that overflows later stands where the steps before it left it', async () => {
      const plan = planOf({
        ...trainings[0],
        loss: 'mean-squared-error',
        optimizer: ['momentum', { learningRate: 8 }],
      });
      const start = () =>
        engine.compile({
          plan,
          parameters: parametersFor(plan),
          training: examplesFor(plan, 37),
        });
      const executor = await start();
      const { losses: values, overflow } = await executor.train(2000);
      expect(overflow).not.toBeNull();
      expect(values.length).toBeGreaterThan(2);
      const again = await start();
      expect((await again.train(values.length)).losses).toEqual(values);
      expect(await again.readState()).toEqual(await executor.readState());
    });

    test('the same run twice is bit-identical, however it is divided', async () => {
      const plan = planOf(trainings[4]);
      const start = () =>
        engine.compile({
          plan,
          parameters: parametersFor(plan),
          training: examplesFor(plan, 37),
        });
      const once = await start();
      const pieces = await start();
      const whole = await once.train(30);
      const parts = [];
      for (const steps of [1, 2, 7, 20])
        parts.push(...(await pieces.train(steps)).losses);
      expect(parts).toEqual([...whole.losses]);
      expect(await pieces.readState()).toEqual(await once.readState());
    });
  });
});
