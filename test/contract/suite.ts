import { describe, expect, test } from 'vitest';
import type { NumericArray } from '../../src/core/arrays.ts';
import type { Engine, Executor } from '../../src/core/engine.ts';
import { figureOfLayers, LAYER_FIGURES } from '../../src/core/metrics.ts';
import type { Plan } from '../../src/core/plan.ts';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import {
  expectClose,
  expectFrozen,
  expectTensorsClose,
  relativeError,
} from '../support/compare.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';
import {
  combinations,
  dropoutNetworks,
  exploding,
  frozenTrainings,
  hiddenOverflows,
  outputActivations,
  raggedNormalizations,
  raggedSizes,
  trainings,
  vanishing,
} from './cases.ts';

/** How far an engine may be from the float64 reference, relative, in the Euclidean norm of each tensor. */
export interface Tolerances {
  /** Loss, outputs, figures and gradients of one batch. */
  readonly gradient: number;
  /** Losses and parameters after 20 updates. */
  readonly training: number;
  /** Gradients that have shrunk through 30 saturated layers. */
  readonly vanished: number;
}

/** What every engine must do, measured against the float64 reference. */
export function contractSuite(engine: Engine, tolerances: Tolerances): void {
  const withExecutors = async (
    network: NetworkCase,
    check: (plan: Plan, executor: Executor, reference: Executor) => Promise<void>,
    parameters?: (plan: Plan) => NumericArray,
  ) => {
    const plan = planOf(network);
    const options = {
      plan,
      parameters: (parameters ?? parametersFor)(plan),
      training: examplesFor(plan, network.examples ?? network.batchSize),
    };
    const executor = await engine.compile(options);
    const reference = await cpuFloat64Engine.compile(options);
    try {
      await check(plan, executor, reference);
    } finally {
      executor.dispose();
      reference.dispose();
    }
  };

  /** Loss, every gradient tensor, every figure and the predictions of one batch. */
  const checkBatch = (network: NetworkCase, tolerance = tolerances.gradient) =>
    withExecutors(network, async (plan, executor, reference) => {
      const batch = examplesFor(plan, network.batchSize, 21);
      const actual = await executor.gradients(batch);
      const expected = await reference.gradients(batch);
      expect(actual.overflow).toBeNull();
      expectClose('loss', [actual.loss], [expected.loss], tolerance);
      expectTensorsClose(plan, actual.gradients, expected.gradients, tolerance, 'zeros');
      for (const figure of LAYER_FIGURES)
        expectClose(
          figure,
          figureOfLayers(actual.metrics, figure),
          figureOfLayers(expected.metrics, figure),
          tolerance,
        );
      const predictions = await executor.predict(batch.inputs);
      expectClose(
        'predictions',
        predictions,
        await reference.predict(batch.inputs),
        tolerance,
      );
    });

  describe(`${engine.id}: gradients of one batch`, () => {
    for (const group of [
      combinations,
      outputActivations,
      raggedSizes,
      raggedNormalizations,
      dropoutNetworks,
    ])
      for (const network of group) test(network.name, () => checkBatch(network));

    test(`${vanishing.name}: right, not zero`, () =>
      withExecutors(vanishing, async (plan, executor, reference) => {
        const batch = examplesFor(plan, vanishing.batchSize, 21);
        const { gradients } = await reference.gradients(batch);
        const first = plan.layers[0].kernel;
        const size = Math.hypot(
          ...gradients.subarray(first.offset, first.offset + first.size),
        );
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThan(1e-15);
        const actual = await executor.gradients(batch);
        expectTensorsClose(plan, actual.gradients, gradients, tolerances.vanished);
      }));
  });

  describe(`${engine.id}: 20 training steps`, () => {
    for (const network of trainings)
      test(network.name, () =>
        withExecutors(network, async (plan, executor, reference) => {
          const actual = await executor.train(20, { metricsEvery: 5 });
          const expected = await reference.train(20, { metricsEvery: 5 });
          expect(actual.overflow).toBeNull();
          expect(executor.step).toBe(20);
          expectClose('losses', actual.losses, expected.losses, tolerances.training);
          expectTensorsClose(
            plan,
            await executor.readParameters(),
            await reference.readParameters(),
            tolerances.training,
          );
          expect(actual.metrics.map(({ step }) => step)).toEqual([0, 5, 10, 15]);
          actual.metrics.forEach((metrics, at) => {
            expect(metrics.accuracy).toBeCloseTo(expected.metrics[at].accuracy, 6);
            for (const figure of LAYER_FIGURES)
              expectClose(
                `${figure} in step ${metrics.step}`,
                figureOfLayers(metrics, figure),
                figureOfLayers(expected.metrics[at], figure),
                tolerances.training,
              );
          });
          const test = examplesFor(plan, 29, 33);
          const evaluation = await executor.evaluate(test);
          const wanted = await reference.evaluate(test);
          expectClose('test loss', [evaluation.loss], [wanted.loss], tolerances.training);
          expect(evaluation.accuracy).toBe(wanted.accuracy);
          const state = await executor.readState();
          const wantedState = await reference.readState();
          expectClose('slots', state.slots, wantedState.slots, tolerances.training);
          expectClose(
            'running statistics',
            state.statistics,
            wantedState.statistics,
            tolerances.training,
          );
        }),
      );
  });

  describe(`${engine.id}: frozen layers`, () => {
    for (const network of frozenTrainings)
      test(`${network.name}: nothing of them changes`, () =>
        withExecutors(network, async (plan, executor) => {
          const before = await executor.readState();
          const { metrics } = await executor.train(7, { metricsEvery: 3 });
          expectFrozen(plan, before, await executor.readState());
          for (const figures of metrics) {
            const ratios = figureOfLayers(figures, 'updateRatio');
            const norms = figureOfLayers(figures, 'gradientNorm');
            for (const { index, frozen } of plan.layers) {
              expect(ratios[index] === 0, `update ratio of ${index}`).toBe(frozen);
              expect(norms[index]).toBeGreaterThan(0);
            }
          }
        }));
  });

  describe(`${engine.id}: dropout`, () => {
    const network: NetworkCase = {
      ...trainings[0],
      name: 'dropout',
      dropout: 0.5,
      batchSize: 37,
    };

    test('has a mask for each step, which gradients share with training', () =>
      withExecutors(network, async (plan, executor) => {
        const batch = examplesFor(plan, 37);
        const parameters = await executor.readParameters();
        const first = await executor.gradients(batch);
        expect((await executor.gradients(batch)).gradients).toEqual(first.gradients);
        await executor.train(1);
        await executor.writeParameters(parameters);
        const second = await executor.gradients(batch);
        expect(relativeError(second.gradients, first.gradients)).toBeGreaterThan(0.05);
      }));

    test('is absent from predictions and evaluations', () =>
      withExecutors(network, async (plan, executor) => {
        const plain = planOf({ ...network, dropout: 0 });
        const without = await engine.compile({
          plan: plain,
          parameters: parametersFor(plain),
          training: examplesFor(plain, 37),
        });
        const test = examplesFor(plan, 29, 33);
        expect(await executor.predict(test.inputs)).toEqual(
          await without.predict(test.inputs),
        );
        expect(await executor.evaluate(test)).toEqual(await without.evaluate(test));
        without.dispose();
      }));

    test('goes on with the same masks from a state', () =>
      withExecutors(network, async (_plan, executor) => {
        await executor.train(5);
        const state = await executor.readState();
        const { losses } = await executor.train(4);
        await executor.writeState(state);
        expect((await executor.train(4)).losses).toEqual(losses);
        expect(new Set(losses).size).toBe(4);
      }));
  });

  describe(`${engine.id}: numerical limits`, () => {
    /** One layer whose kernel is the identity: the inputs are the logits. */
    const logits = (outputs: number, loss: string, batchSize: number): NetworkCase => ({
      name: 'logits',
      inputs: outputs,
      hidden: [],
      outputs,
      batchSize,
      loss,
    });
    const identity = (plan: Plan) => {
      const parameters = new Float32Array(plan.parameterCount);
      for (let k = 0; k < plan.outputs; k++) parameters[k * plan.outputs + k] = 1;
      return parameters;
    };

    test('softmax of (1000, 1001, 1002)', () =>
      withExecutors(
        logits(3, 'cross-entropy', 1),
        async (_, executor) => {
          const p = await executor.predict(Float32Array.of(1000, 1001, 1002));
          expectClose('p', p, [0.09003057, 0.24472847, 0.66524096], 1e-6);
        },
        identity,
      ));

    for (const loss of ['cross-entropy', 'binary-cross-entropy'])
      test(`${loss} of logits of ±10⁴`, () =>
        withExecutors(
          logits(2, loss, 2),
          async (plan, executor, reference) => {
            const batch = {
              count: 2,
              inputs: Float32Array.of(1e4, -1e4, -1e4, 1e4),
              targets: Float32Array.of(1, 0, 1, 0),
            };
            const actual = await executor.gradients(batch);
            const expected = await reference.gradients(batch);
            expect(actual.overflow).toBeNull();
            expect(Number.isFinite(actual.loss)).toBe(true);
            expectClose('loss', [actual.loss], [expected.loss], tolerances.gradient);
            expectTensorsClose(
              plan,
              actual.gradients,
              expected.gradients,
              tolerances.gradient,
            );
          },
          identity,
        ));

    test('an overflow stops the run, is located, and leaves the parameters before it', () =>
      withExecutors(exploding, async (_plan, executor) => {
        const before = await executor.readParameters();
        const result = await executor.train(10);
        expect(result.overflow).not.toBeNull();
        expect(result.losses.length).toBe(executor.step);
        expect(result.overflow?.step).toBe(executor.step);
        if (engine.precision === 'float32') {
          // The activations grow about tenfold a layer and float32 ends at 3.4e38.
          expect(result.overflow).toMatchObject({ step: 0, stage: 'forward' });
          expect(result.overflow?.layer).toBeGreaterThan(30);
          expect(result.overflow?.layer).toBeLessThan(50);
          expect(await executor.readParameters()).toEqual(before);
        }
        expect((await executor.readParameters()).every(Number.isFinite)).toBe(true);
      }));

    for (const { network, inputScale, parameters, overflow } of hiddenOverflows)
      test(`${network.name} is reported, although the outputs stay finite`, async () => {
        const plan = planOf(network);
        const examples = examplesFor(plan, network.batchSize);
        const inputs = examples.inputs.map((value) => value * inputScale);
        const executor = await engine.compile({
          plan,
          parameters: parameters(plan),
          training: { ...examples, inputs },
        });
        const before = await executor.readState();
        const result = await executor.train(2);
        if (engine.precision === 'float32') {
          expect(result.overflow).toEqual({ step: 0, ...overflow });
          expect(result.losses).toHaveLength(0);
          expect(await executor.readState()).toEqual(before);
        } else expect(result.overflow).toBeNull();
        executor.dispose();
      });

    test('a run that overflows later stands where the steps before it left it', () =>
      withExecutors(
        {
          ...trainings[0],
          loss: 'mean-squared-error',
          optimizer: ['momentum', { learningRate: 8 }],
        },
        async (plan, executor) => {
          const result = await executor.train(2000);
          expect(result.overflow).not.toBeNull();
          const good = result.losses.length;
          expect(good).toBeGreaterThan(2);
          const again = await engine.compile({
            plan,
            parameters: parametersFor(plan),
            training: examplesFor(plan, 37),
          });
          const prefix = await again.train(good);
          expect(prefix.overflow).toBeNull();
          expect(prefix.losses).toEqual(result.losses);
          expect(await again.readState()).toEqual(await executor.readState());
          again.dispose();
        },
      ));
  });

  describe(`${engine.id}: gradients without an update`, () => {
    test.each([1, 5].map((steps) => ({ steps })))(
      '$steps batches: their losses at the same parameters, and nothing changes',
      ({ steps }) =>
        withExecutors(
          {
            name: 'differentiate',
            inputs: 3,
            hidden: [7, 5],
            outputs: 2,
            batchSize: 4,
            examples: 12,
          },
          async (_, executor, reference) => {
            for (const each of [executor, reference]) await each.train(2);
            const before = await executor.readState();
            const losses = await executor.differentiate(steps);
            expectClose(
              'losses',
              losses,
              await reference.differentiate(steps),
              tolerances.gradient,
            );
            expect(await executor.readState()).toEqual(before);
            // The first of the batches is the next that is trained on.
            const [next] = (await executor.train(1)).losses;
            expectClose('next loss', [losses[0]], [next], tolerances.gradient);
          },
        ),
    );
  });

  describe(`${engine.id}: guarantees`, () => {
    const network: NetworkCase = {
      ...trainings[0],
      normalization: 'batch',
      optimizer: ['adam', { learningRate: 0.01 }],
    };
    const start = (state?: Awaited<ReturnType<Executor['readState']>>) => {
      const plan = planOf(network);
      return engine.compile({
        plan,
        parameters: parametersFor(plan),
        training: examplesFor(plan, 37),
        state,
      });
    };

    test('the same run twice is bit-identical, however it is divided', async () => {
      const once = await start();
      const pieces = await start();
      const whole = await once.train(30);
      const parts = [];
      for (const steps of [1, 2, 7, 20])
        parts.push(...(await pieces.train(steps)).losses);
      expect(parts).toEqual([...whole.losses]);
      expect(await pieces.readState()).toEqual(await once.readState());
      once.dispose();
      pieces.dispose();
    });

    test('a state moves to another executor, which goes on with the same numbers', async () => {
      const first = await start();
      await first.train(10);
      const state = await first.readState();
      const rest = await first.train(10);
      const second = await start(state);
      expect(second.step).toBe(10);
      expect((await second.train(10)).losses).toEqual(rest.losses);
      const third = await start();
      await third.writeState(state);
      expect((await third.train(10)).losses).toEqual(rest.losses);
      for (const executor of [first, second, third]) executor.dispose();
    });

    test('parameters written are the parameters read', async () => {
      const executor = await start();
      const values = (await executor.readParameters()).map((_, index) =>
        Math.fround(Math.sin(index)),
      );
      await executor.writeParameters(values);
      expect(await executor.readParameters()).toEqual(values);
      executor.dispose();
    });

    test('calls are carried out in the order in which they were made', async () => {
      const executor = await start();
      const before = executor.readParameters();
      const trained = executor.train(3);
      const between = executor.readParameters();
      const more = executor.train(3);
      const after = executor.readParameters();
      const all = await Promise.all([before, trained, between, more, after]);
      expect([...all[0]]).toEqual([...parametersFor(planOf(network))]);
      const again = await start();
      await again.train(3);
      expect(await again.readParameters()).toEqual(all[2]);
      await again.train(3);
      expect(await again.readParameters()).toEqual(all[4]);
      executor.dispose();
      again.dispose();
    });

    test('gradients and predictions change nothing', async () => {
      const executor = await start();
      await executor.train(2);
      const state = await executor.readState();
      const plan = planOf(network);
      await executor.gradients(examplesFor(plan, 12, 3));
      await executor.predict(examplesFor(plan, 5, 4).inputs);
      await executor.evaluate(examplesFor(plan, 5, 4));
      expect(await executor.readState()).toEqual(state);
      executor.dispose();
    });

    test('inputs are copied before a call returns', async () => {
      const executor = await start();
      const { inputs } = examplesFor(planOf(network), 6, 8);
      const expected = await executor.predict(inputs);
      const pending = executor.predict(inputs);
      inputs.fill(7);
      expect(await pending).toEqual(expected);
      executor.dispose();
    });

    test('no examples give no predictions and an evaluation of NaN', async () => {
      const executor = await start();
      expect((await executor.predict(new Float32Array(0))).length).toBe(0);
      const none = {
        count: 0,
        inputs: new Float32Array(0),
        targets: new Float32Array(0),
      };
      expect(await executor.evaluate(none)).toEqual({ loss: NaN, accuracy: NaN });
      executor.dispose();
    });

    test('after disposal every call rejects, and a second disposal does nothing', async () => {
      const executor = await start();
      executor.dispose();
      executor.dispose();
      await expect(executor.train(1)).rejects.toThrow('disposed');
      await expect(executor.readParameters()).rejects.toThrow('disposed');
      await expect(executor.predict(new Float32Array(4))).rejects.toThrow('disposed');
    });
  });
}
