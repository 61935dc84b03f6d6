import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { figureOfLayers, type Metrics } from '../../src/core/metrics.ts';
import { readFlowFixtures, type FlowFixture } from './gradient-flow-fixtures.ts';

/** What is compared with PyTorch, a value a layer. */
export interface MeasuredFlow {
  readonly loss: number;
  readonly gradientNorms: ArrayLike<number>;
  readonly deltaNorms: ArrayLike<number>;
}

/**
 * The gradient flow of deep networks against PyTorch, each layer relative to its own norm: an
 * absolute tolerance, or one error for all layers, would take a vanished gradient for a right
 * one.
 *
 * @param takes which networks can be measured so
 */
export function gradientFlowSuite(
  name: string,
  measure: (fixture: FlowFixture) => Promise<MeasuredFlow>,
  tolerance: number,
  takes: (fixture: FlowFixture) => boolean = () => true,
): void {
  describe(`the gradient flow of ${name} and PyTorch`, () => {
    for (const fixture of readFlowFixtures().filter(takes)) {
      const { figures } = fixture;
      test(figures.case.name, async () => {
        const flow = await measure(fixture);
        expectLayersClose('loss', [flow.loss], [figures.loss], tolerance);
        const { gradientNorms, deltaNorms } = figures;
        expectLayersClose('‖∂L/∂W‖', flow.gradientNorms, gradientNorms, tolerance);
        expectLayersClose('‖δ‖', flow.deltaNorms, deltaNorms, tolerance);
      });
    }
  });
}

/** From the gradients that an engine is asked for. */
export function flowOfGradients(engine: Engine) {
  return async ({ plan, parameters, batch }: FlowFixture): Promise<MeasuredFlow> => {
    const executor = await engine.compile({ plan, parameters, training: batch });
    try {
      const { metrics, overflow } = await executor.gradients(batch);
      expect(overflow).toBeNull();
      return flowOfMetrics(metrics);
    } finally {
      executor.dispose();
    }
  };
}

/** From what an engine measures in a training step. */
export function flowOfTraining(engine: Engine) {
  return async ({ plan, parameters, batch }: FlowFixture): Promise<MeasuredFlow> => {
    const executor = await engine.compile({ plan, parameters, training: batch });
    try {
      const { metrics, overflow } = await executor.train(1, { metricsEvery: 1 });
      expect(overflow).toBeNull();
      return flowOfMetrics(metrics[0]);
    } finally {
      executor.dispose();
    }
  };
}

const flowOfMetrics = (metrics: Metrics): MeasuredFlow => ({
  loss: metrics.loss,
  gradientNorms: figureOfLayers(metrics, 'gradientNorm'),
  deltaNorms: figureOfLayers(metrics, 'deltaNorm'),
});

/** Fails with every layer that is off. */
function expectLayersClose(
  what: string,
  actual: ArrayLike<number>,
  expected: readonly number[],
  tolerance: number,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  const off = expected.flatMap((value, layer) => {
    const error = Math.abs(actual[layer] / value - 1);
    // Written so that NaN is off, too.
    if (error <= tolerance) return [];
    return [`${what} of layer ${layer}: ${actual[layer]}, PyTorch has ${value}`];
  });
  expect(off).toEqual([]);
}
