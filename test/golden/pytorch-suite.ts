import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { relativeError } from '../support/compare.ts';
import { planOf } from '../support/networks.ts';
import {
  examplesOf,
  flatten,
  readPytorchFigures,
  type PytorchFigures,
} from './pytorch-fixtures.ts';

/** How far an engine may be from PyTorch, relative, in the Euclidean norm of each tensor. */
export interface GoldenTolerances {
  /** Loss, gradients and predictions of one batch. */
  readonly gradient: number;
  /** Losses, parameters, statistics and predictions after 12 updates. */
  readonly training: number;
}

/**
 * `clip_grad_norm_` divides by the norm + 1e-6, so that the clipped gradient is a little
 * shorter than the limit; ours has exactly the limit as its norm. What is clipped here has
 * norms above 0.1, so that the updates differ by less than 1e-5.
 */
const NORM_CLIPPING = 1e-5;

/** An engine against the figures of PyTorch. */
export function pytorchSuite(engine: Engine, tolerances: GoldenTolerances): void {
  for (const figures of readPytorchFigures()) {
    const plan = planOf(figures.case);
    const isNormClipped = plan.training.clipping.id === 'norm';
    const training = isNormClipped
      ? Math.max(tolerances.training, NORM_CLIPPING)
      : tolerances.training;
    describe(`${engine.id} and PyTorch: ${figures.case.name}`, () => {
      let computed: ReturnType<typeof compute> | null = null;
      const actual = () => (computed ??= compute(engine, figures));

      test('loss', async () => {
        const { loss } = (await actual()).gradients;
        expectClose([loss], [figures.loss], tolerances.gradient);
      });
      test('predictions', async () => {
        const { predictions } = await actual();
        expectClose(predictions, figures.predictions, tolerances.gradient);
      });
      for (const { name, offset, size } of plan.tensors)
        test(`gradient of ${name}`, async () => {
          const { gradients } = (await actual()).gradients;
          const values = gradients.subarray(offset, offset + size);
          expectClose(values, figures.gradients[name], tolerances.gradient);
        });

      const { losses, parameters, statistics, predictions } = figures.training;
      test('losses of every update', async () => {
        expectClose((await actual()).trained.losses, losses, training);
      });
      for (const { name, offset, size } of plan.tensors)
        test(`${name} after the last update`, async () => {
          const { state } = await actual();
          const values = state.parameters.subarray(offset, offset + size);
          expectClose(values, parameters[name], training);
        });
      if (plan.statisticsCount > 0)
        test('running statistics after the last update', async () => {
          expectClose((await actual()).state.statistics, statistics, training);
        });
      test('predictions after the last update', async () => {
        expectClose((await actual()).trainedPredictions, predictions, training);
      });
    });
  }
}

async function compute(engine: Engine, figures: PytorchFigures) {
  const plan = planOf(figures.case);
  const examples = examplesOf(figures);
  const executor = await engine.compile({
    plan,
    parameters: flatten(plan, figures.parameters),
    training: examples,
  });
  try {
    const gradients = await executor.gradients(examples);
    const predictions = await executor.predict(examples.inputs);
    const trained = await executor.train(figures.training.losses.length);
    expect(trained.overflow).toBeNull();
    const state = await executor.readState();
    const trainedPredictions = await executor.predict(examples.inputs);
    return { gradients, predictions, trained, state, trainedPredictions };
  } finally {
    executor.dispose();
  }
}

/** Fails with the relative error and the largest difference. */
function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  const error = relativeError(actual, expected);
  let worst = 0;
  for (let i = 0; i < expected.length; i++)
    if (!(Math.abs(actual[i] - expected[i]) <= Math.abs(actual[worst] - expected[worst])))
      worst = i;
  expect(
    error,
    `relative error; the largest difference is in element ${worst}, ` +
      `${actual[worst]} where PyTorch has ${expected[worst]}`,
  ).toBeLessThanOrEqual(tolerance);
}
