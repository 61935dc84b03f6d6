import { expect, it } from 'vitest';
import { MAX_INSPECTED } from '../../../../../src/session/handle.ts';
import { DEFAULT_SPEC, defaultSpecFor } from '../../../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../../../src/spec/parse-spec.ts';
import {
  columnOf,
  hasLogits,
  longestSide,
  nameOfOutput,
  rowNorms,
} from '../../../../../src/ui/labs/train/tools/sensitivity/sensitivity-query.ts';
import { describeRequest } from '../../../support/fake-session.ts';

const describeSpec = (spec: typeof DEFAULT_SPEC) =>
  describeRequest({ spec, engine: 'cpu', metricsEvery: 0 });

it('an output is named by its class, and by what it says', () => {
  const softmax = describeSpec(DEFAULT_SPEC);
  expect(nameOfOutput(softmax, 0, 'output')).toBe('the probability of no');
  expect(nameOfOutput(softmax, 1, 'logit')).toBe('the logit of yes');
  const tanh = describeSpec(
    parseSpec({
      ...DEFAULT_SPEC,
      network: { ...DEFAULT_SPEC.network, output: { activation: 'tanh' } },
      loss: 'half-squared-error',
    }),
  );
  // A single output speaks for the second class.
  const single = { ...tanh, plan: { ...tanh.plan, outputs: 1 } };
  expect(nameOfOutput(single, 0, 'output')).toBe('the output for yes');
  const regression = { ...describeSpec(defaultSpecFor('plane')), classNames: null };
  expect(nameOfOutput(regression, 0, 'output')).toBe('ŷ');
  expect([softmax, tanh, regression].map(hasLogits)).toEqual([true, true, false]);
});

it('the grid is no larger than a session differentiates at once', () => {
  const description = describeSpec(DEFAULT_SPEC);
  const side = longestSide(description);
  const values = 2 + 8 + 4 + 2;
  expect(side ** 2 * values).toBeLessThanOrEqual(MAX_INSPECTED);
  expect((side + 1) ** 2 * values).toBeGreaterThan(MAX_INSPECTED);
});

it('columns and norms of a matrix', () => {
  const matrix = Float64Array.of(3, 4, 0, -2);
  expect([...columnOf(matrix, 2, 1)]).toEqual([4, -2]);
  expect([...rowNorms(matrix, 2)]).toEqual([5, 2]);
});
