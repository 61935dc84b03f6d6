import { expect, it } from 'vitest';
import type { GradientFlow } from '../../../src/core/gradient-flow.ts';
import { conditionSince } from '../../../src/ui/flow/since.ts';

/** Two hidden layers and the output; `ratio` of ‖δ‖ of the first to the second. */
function flow(ratio: number): GradientFlow {
  const layer = (delta: number) => ({
    delta,
    throughKernel: 1,
    throughActivation: 1,
    predicted: NaN,
    kernelGradient: 1,
    activationDeviation: 1,
    saturatedFraction: 0,
    deadFraction: 0,
  });
  return { step: 0, count: 1, loss: 1, layers: [layer(ratio), layer(1), layer(1)] };
}

it('is the step from which on the last condition has held', () => {
  const course = [1, 1, 1e-5, 1, 1e5, 1e6].map((ratio, at) => ({
    step: 10 * at,
    flow: flow(ratio),
  }));
  expect(conditionSince(course)).toEqual({ condition: 'exploding', step: 40 });
  expect(conditionSince(course.slice(0, 4))).toEqual({ condition: 'healthy', step: 30 });
  expect(conditionSince(course.slice(0, 2))).toEqual({ condition: 'healthy', step: 0 });
});

it('passes over what was not measured', () => {
  const course = [
    { step: 0, flow: flow(1e-5) },
    { step: 5, flow: null },
    { step: 9, flow: flow(1e-6) },
  ];
  expect(conditionSince(course)).toEqual({ condition: 'vanishing', step: 0 });
  expect(conditionSince([{ step: 0, flow: null }])).toBeNull();
});
