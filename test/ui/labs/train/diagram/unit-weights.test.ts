import { describe, expect, it } from 'vitest';
import {
  isInPlan,
  shortestFloat32,
  unitFormula,
  weightsOf,
} from '../../../../../src/ui/labs/train/diagram/unit-weights.ts';
import { describeRequest } from '../../../support/fake-session.ts';
import { tinySpec } from '../../../../session/sample-runs.ts';

const describeNetwork = (hidden: readonly Record<string, unknown>[]) =>
  describeRequest({
    spec: tinySpec({
      network: {
        hidden: hidden.map((layer) => ({ units: 3, activation: 'tanh', ...layer })),
        output: { activation: 'softmax' },
      },
    }),
    engine: 'cpu',
    metricsEvery: 0,
  });

describe('weightsOf', () => {
  it('lists bias and weights of one unit, where they stand in the vector', () => {
    const description = describeNetwork([{}]);
    const { kernel, bias } = description.plan.layers[0];
    expect(weightsOf(description, 0, 1)).toEqual({
      weights: [
        { label: 'Bias', parameter: (bias?.offset ?? NaN) + 1, from: null },
        { label: 'from x₁', parameter: kernel.offset + 1, from: 0 },
        { label: 'from x₂', parameter: kernel.offset + 4, from: 1 },
      ],
      unlisted: 0,
    });
    expect(weightsOf(description, 1, 0).weights.map(({ label }) => label)).toEqual([
      'Bias',
      'from h1',
      'from h2',
      'from h3',
    ]);
  });

  it('has scale and shift of a normalized layer, and no bias before batch normalization', () => {
    const description = describeNetwork([{ normalization: 'batch' }]);
    const labels = weightsOf(description, 0, 2).weights.map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual(['Scale γ', 'Shift β']);
  });

  it('counts what it does not list', () => {
    const description = describeNetwork([{ units: 50 }]);
    const { weights, unlisted } = weightsOf(description, 1, 0);
    expect(weights).toHaveLength(33);
    expect(unlisted).toBe(18);
  });
});

describe('shortestFloat32', () => {
  it.each([0, 0.1, -1 / 3, 1e-30, 3.4028234663852886e38, 16777217, 0.30000001192092896])(
    'keeps the float32 of %d with the fewest digits',
    (value) => {
      const short = shortestFloat32(Math.fround(value));
      expect(Math.fround(short)).toBe(Math.fround(value));
      expect(String(short).length).toBeLessThanOrEqual(14);
    },
  );
  it('writes 0.1 as 0.1', () => {
    expect(shortestFloat32(Math.fround(0.1))).toBe(0.1);
  });
});

describe('unitFormula', () => {
  it('writes a unit out with its numbers', () => {
    const description = describeNetwork([{}]);
    const parameters = new Float32Array(description.plan.parameterCount);
    for (const { parameter, from } of weightsOf(description, 0, 1).weights)
      parameters[parameter] = from === null ? -0.05 : from === 0 ? 0.5 : -1.25;
    expect(unitFormula(description, parameters, 0, 1)).toBe(
      'tanh(0.500·x₁ − 1.25·x₂ − 0.0500)',
    );
  });

  it('names normalization, residual connection and what it leaves out', () => {
    const description = describeNetwork([
      { units: 9 },
      { units: 9, normalization: 'layer', residual: true, activation: 'relu' },
    ]);
    const formula = unitFormula(
      description,
      new Float32Array(description.plan.parameterCount),
      1,
      2,
    );
    expect(formula).toMatch(/^relu\(layer norm\(.*·h6 \+ … 3 more \+ 0\.00\)\) \+ h3$/);
  });
});

it('isInPlan tells the units of a network from those it had before', () => {
  const { plan } = describeNetwork([{}]);
  expect(isInPlan(plan, 0, 2)).toBe(true);
  expect(isInPlan(plan, 0, 3)).toBe(false);
  expect(isInPlan(plan, 2, 0)).toBe(false);
  expect(isInPlan(plan, -1, 0)).toBe(false);
});
