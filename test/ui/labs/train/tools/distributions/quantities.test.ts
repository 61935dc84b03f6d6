import { describe, expect, it } from 'vitest';
import { compilePlan } from '../../../../../../src/core/plan.ts';
import type { NumericArray } from '../../../../../../src/core/arrays.ts';
import { parseSpec } from '../../../../../../src/spec/parse-spec.ts';
import {
  inspectedInputs,
  kernelsOf,
  meanUpdate,
  QuantityReader,
} from '../../../../../../src/ui/labs/train/tools/distributions/quantities.ts';
import { FakeSession } from '../../../../support/fake-session.ts';

const spec = parseSpec(
  {
    version: 1,
    data: { dataset: 'circle' },
    network: {
      hidden: [{ units: 3, activation: 'tanh' }],
      output: { activation: 'softmax' },
    },
    loss: 'cross-entropy',
    optimizer: 'sgd',
  },
  'The spec',
);
const plan = compilePlan(spec, {
  inputs: 2,
  outputs: 2,
  examples: 10,
  classification: true,
});
const train = {
  count: 10,
  inputs: new Float32Array(20),
  labels: new Float32Array(10),
  plane: null,
};

class ParameterSession extends FakeSession {
  parameters: Float32Array = new Float32Array(plan.parameterCount);
  override readParameters(): Promise<Float32Array> {
    return Promise.resolve(this.parameters.slice());
  }
}

describe('the quantities of a run', () => {
  it('are those of the kernels, layer by layer', () => {
    const flat = Float32Array.from({ length: plan.parameterCount }, (_, i) => i);
    const [first, second] = kernelsOf(plan, flat).map((values) => [...values]);
    expect(first).toEqual([0, 1, 2, 3, 4, 5]);
    // After the three biases of the first layer.
    expect(second).toEqual([9, 10, 11, 12, 13, 14]);
  });

  it('are weights at first, and updates from the second reading on, a step', async () => {
    const session = new ParameterSession();
    const reader = new QuantityReader(session, plan, train);
    const at = (step: number) => () => step;
    expect(Object.keys(await reader.read('parameters', at(4)))).toEqual(['weights']);
    session.parameters.fill(1);
    const { weights, updates } = await reader.read('parameters', at(6));
    expect(weights?.layers[0][0]).toBe(1);
    expect(updates?.step).toBe(6);
    expect([...(updates?.layers[1] ?? [])]).toEqual(new Array(6).fill(0.5));
    // No step was taken since, or the run was reset.
    expect(await reader.read('parameters', at(6))).not.toHaveProperty('updates');
    expect(await reader.read('parameters', at(0))).not.toHaveProperty('updates');
    expect(await reader.read('parameters', at(1))).toHaveProperty('updates');
  });

  it('are none of a run that has been replaced by another', async () => {
    const session = new ParameterSession();
    session.parameters = new Float32Array(5);
    const reader = new QuantityReader(session, plan, train);
    expect(await reader.read('parameters', () => 0)).toEqual({});
    expect(await reader.read('gradients', () => 0)).toEqual({});
    expect(await reader.read('activations', () => 0)).toEqual({});
  });

  it('are inspected for as many points as is cheap', () => {
    expect(inspectedInputs(plan, train)).toHaveLength(20);
    const many = { ...train, count: 2000, inputs: new Float32Array(4000) };
    expect(inspectedInputs(plan, many)).toHaveLength(1000);
    const wide = { ...plan, layers: [{ ...plan.layers[0], units: 2 ** 17 }] };
    expect(inspectedInputs(wide, many)).toHaveLength(4);
  });
});

describe('meanUpdate', () => {
  it('is the change a step, in float64', () => {
    const before: NumericArray = Float32Array.of(1, 2);
    expect([...meanUpdate(before, Float32Array.of(1, 1), 4)]).toEqual([0, -0.25]);
  });
});
