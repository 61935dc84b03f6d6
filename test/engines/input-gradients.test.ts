import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import type { Plan } from '../../src/core/plan.ts';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import {
  inputGradients,
  type AnswerPart,
} from '../../src/engines/cpu/input-gradients.ts';
import { CpuNetwork } from '../../src/engines/cpu/network.ts';
import { activations } from '../../src/ops/activations/index.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';

/** A power of two: inputs that are multiples of it stay exact in float32 when moved by it. */
const STEP = 2 ** -11;
const ROWS = 3;

const base: Omit<NetworkCase, 'name'> = {
  inputs: 4,
  // A residual connection is cut off, then padded.
  hidden: [3, 5],
  outputs: 3,
  batchSize: ROWS,
};

/** Inputs on a grid that float32 holds with room for the differences. */
function pointsFor(plan: Plan, seed: number): Float32Array {
  const random = createRandom(seed, 'points');
  return Float32Array.from(
    { length: ROWS * plan.inputs },
    () => Math.round((2 * random.normal()) / STEP) * STEP,
  );
}

/** Running statistics that are neither those of a fresh nor of a standard normal layer. */
function statisticsFor(plan: Plan): Float64Array {
  const random = createRandom(3, 'statistics');
  const statistics = new Float64Array(plan.statisticsCount);
  for (const { statistics: start, units } of plan.layers)
    if (start >= 0)
      for (let unit = 0; unit < units; unit++) {
        statistics[start + unit] = 0.3 * random.normal();
        statistics[start + units + unit] = random.between(0.3, 3);
      }
  return statistics;
}

/** The same derivatives from five-point central differences of what `cpu-f64` predicts. */
async function differences(
  plan: Plan,
  parameters: Float64Array,
  statistics: Float64Array,
  inputs: Float32Array,
  { output, of }: AnswerPart,
): Promise<Float64Array> {
  const executor = await cpuFloat64Engine.compile({
    plan,
    parameters,
    training: examplesFor(plan, ROWS),
    state: { step: 1, parameters, slots: new Float64Array(0), statistics },
  });
  const network = new CpuNetwork(plan, 'float64');
  const predict = async (moved: Float32Array) =>
    of === 'output'
      ? executor.predict(moved)
      : network.logits(parameters, statistics, moved);
  const result = new Float64Array(inputs.length);
  for (let input = 0; input < plan.inputs; input++) {
    const at = async (shift: number) => {
      const moved = inputs.slice();
      for (let row = 0; row < ROWS; row++)
        moved[row * plan.inputs + input] += shift * STEP;
      return predict(moved);
    };
    const [left2, left, right, right2] = [
      await at(-2),
      await at(-1),
      await at(1),
      await at(2),
    ];
    for (let row = 0; row < ROWS; row++) {
      const k = row * plan.outputs + output;
      result[row * plan.inputs + input] =
        (8 * (right[k] - left[k]) - (right2[k] - left2[k])) / (12 * STEP);
    }
  }
  executor.dispose();
  return result;
}

async function compare(network: Omit<NetworkCase, 'name'>, part: AnswerPart, seed = 1) {
  const plan = planOf({ name: 'sensitivity', ...network });
  const parameters = Float64Array.from(parametersFor(plan));
  const statistics = statisticsFor(plan);
  const inputs = pointsFor(plan, seed);
  const { gradients } = inputGradients(plan, parameters, statistics, inputs, part);
  const numeric = await differences(plan, parameters, statistics, inputs, part);
  const largest = numeric.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(1e-4);
  gradients.forEach((value, at) => {
    // Relative to the value itself where it stands out of the rounding of the differences.
    const scale = Math.max(Math.abs(numeric[at]), 1e-4 * largest);
    expect(Math.abs(value - numeric[at]) / scale, `input ${at}`).toBeLessThan(1e-6);
  });
}

describe('the derivative by the inputs agrees with differences of float64 predictions', () => {
  describe.each(activations.ids)('%s', (activation) => {
    describe.each(['none', 'batch', 'layer'] as const)(
      'normalization %s',
      (normalization) => {
        it.each([false, true])('residual %s', async (residual) => {
          const network = { ...base, activation, normalization, residual };
          await compare(network, { output: 1, of: 'output' });
        });
      },
    );
  });

  it.each(activations.ids)('output activation %s', async (outputActivation) => {
    await compare({ ...base, outputActivation }, { output: 2, of: 'output' });
  });

  it.each(['output', 'logit'] as const)('%s of a softmax', async (of) => {
    const network = { ...base, loss: 'cross-entropy', normalization: 'batch' } as const;
    for (let output = 0; output < 3; output++) await compare(network, { output, of });
  });

  it.each(['output', 'logit'] as const)('%s of a sigmoid', async (of) => {
    const network = { ...base, loss: 'binary-cross-entropy', outputs: 1 };
    await compare(network, { output: 0, of });
  });

  it('without hidden layers', async () => {
    await compare({ ...base, hidden: [] }, { output: 0, of: 'output' });
  });
});

it('does not vanish where a softmax is sure of itself', () => {
  const plan = planOf({
    ...base,
    name: 'sure',
    hidden: [],
    inputs: 2,
    outputs: 2,
    loss: 'cross-entropy',
  });
  // z = (x₁, x₂): at (60, 0) the probability of class 0 is 1 in float64.
  const parameters = Float64Array.of(1, 0, 0, 1, 0, 0);
  const { outputs, gradients } = inputGradients(
    plan,
    parameters,
    new Float64Array(0),
    Float32Array.of(60, 0),
    { output: 0, of: 'output' },
  );
  expect(outputs[0]).toBe(1);
  expect(gradients[0] / Math.exp(-60)).toBeCloseTo(1, 12);
});

it('takes any number of rows, each as if it were alone', () => {
  const plan = planOf({ ...base, name: 'many', normalization: 'layer', residual: true });
  const parameters = parametersFor(plan);
  const none = new Float32Array(0);
  const { inputs } = examplesFor(plan, 600);
  const part = { output: 1, of: 'output' } as const;
  const all = inputGradients(plan, parameters, none, inputs, part);
  for (const row of [0, 255, 256, 599]) {
    const one = inputs.subarray(row * 4, row * 4 + 4);
    const alone = inputGradients(plan, parameters, none, one, part);
    expect(all.gradients.subarray(row * 4, row * 4 + 4)).toEqual(alone.gradients);
    expect(all.outputs.subarray(row * 3, row * 3 + 3)).toEqual(alone.outputs);
  }
  expect(inputGradients(plan, parameters, none, none, part).gradients.length).toBe(0);
});
