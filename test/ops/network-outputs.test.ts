import { describe, expect, it } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { compilePlan } from '../../src/core/plan.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Normalization } from '../../src/core/spec.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { activateOutputs, evaluateLogits } from '../../src/ops/evaluate-outputs.ts';
import {
  initialParameters,
  initialStatistics,
} from '../../src/ops/initial-parameters.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import { losses } from '../../src/ops/losses/index.ts';

interface Options {
  outputs?: number;
  output?: string;
  loss?: string;
  classification?: boolean;
  seed?: number;
  units?: number;
  normalization?: Normalization;
}

function planOf(options: Options = {}): Plan {
  const initializer = choose(initializers.get('he-normal'));
  return compilePlan(
    {
      seed: options.seed ?? 7,
      network: {
        hidden: [
          {
            units: options.units ?? 4,
            activation: choose(activations.get('tanh')),
            initializer,
            normalization: options.normalization ?? 'none',
            residual: false,
            dropout: 0,
            frozen: false,
          },
        ],
        output: {
          activation: { id: options.output ?? 'softmax' },
          initializer,
          frozen: false,
        },
      },
      loss: choose(losses.get(options.loss ?? 'cross-entropy')),
      optimizer: { id: 'sgd', learningRate: 0.1 },
      schedule: { id: 'constant' },
      regularization: { id: 'none' },
      clipping: { id: 'none' },
      batchSize: 8,
    },
    {
      inputs: 3,
      outputs: options.outputs ?? 3,
      examples: 100,
      classification: options.classification ?? true,
    },
  );
}

describe('initial parameters', () => {
  it('has kernels from the initializer, zero biases and shifts, unit scales', () => {
    const plan = planOf({ normalization: 'layer' });
    const parameters = initialParameters(plan);
    const tensor = (name: string) => {
      const found = plan.tensors.find((layout) => layout.name === name);
      if (!found) throw new Error(`No tensor ${name}.`);
      return [...parameters.subarray(found.offset, found.offset + found.size)];
    };
    expect(tensor('dense_0/kernel').every((value) => value !== 0)).toBe(true);
    expect(tensor('dense_0/bias')).toEqual([0, 0, 0, 0]);
    expect(tensor('dense_0/scale')).toEqual([1, 1, 1, 1]);
    expect(tensor('dense_0/shift')).toEqual([0, 0, 0, 0]);
    expect(tensor('dense_1/bias')).toEqual([0, 0, 0]);
  });

  it('follows from the seed, each layer on its own', () => {
    const first = initialParameters(planOf());
    expect(initialParameters(planOf())).toEqual(first);
    expect(initialParameters(planOf({ seed: 8 }))).not.toEqual(first);
    const wider = planOf({ outputs: 5 });
    expect(initialParameters(wider).subarray(0, 12)).toEqual(first.subarray(0, 12));
  });

  it('starts running statistics at mean 0 and variance 1', () => {
    const plan = planOf({ normalization: 'batch', units: 2 });
    expect([...initialStatistics(plan)]).toEqual([0, 0, 1, 1]);
  });
});

describe('outputs', () => {
  const logits = Float64Array.of(2, 1, 0, 0, 3, 1);

  it('of softmax are probabilities, and the larger logit decides', () => {
    const plan = planOf();
    const outputs = activateOutputs(plan, logits);
    expect(outputs[0] + outputs[1] + outputs[2]).toBeCloseTo(1, 14);
    const targets = Float64Array.of(1, 0, 0, 0, 0, 1);
    const { loss, accuracy } = evaluateLogits(plan, logits, targets);
    expect(accuracy).toBe(0.5);
    expect(loss).toBeCloseTo(-(Math.log(outputs[0]) + Math.log(outputs[5])) / 2, 14);
  });

  it('of one sigmoid are decided at logit 0, from logits or from outputs', () => {
    for (const loss of ['binary-cross-entropy', 'mean-squared-error']) {
      const plan = planOf({ outputs: 1, output: 'sigmoid', loss });
      const targets = Float64Array.of(1, 0, 0);
      const { accuracy } = evaluateLogits(plan, Float64Array.of(0.1, -0.1, 0.1), targets);
      expect(accuracy).toBeCloseTo(2 / 3, 15);
    }
  });

  it('of one tanh are decided by their sign', () => {
    const plan = planOf({ outputs: 1, output: 'tanh', loss: 'half-squared-error' });
    const result = evaluateLogits(
      plan,
      Float64Array.of(0.5, 0.5),
      Float64Array.of(1, -1),
    );
    expect(result.accuracy).toBe(0.5);
    const y = Math.tanh(0.5);
    expect(result.loss).toBeCloseTo(((y - 1) ** 2 + (y + 1) ** 2) / 4, 14);
  });

  it('are averaged over outputs or summed as the loss says', () => {
    const targets = Float64Array.of(0, 0, 0, 0, 0, 0);
    const lossOf = (loss: string) =>
      evaluateLogits(planOf({ output: 'linear', loss }), logits, targets).loss;
    expect(lossOf('mean-squared-error')).toBeCloseTo((5 + 10) / 6, 14);
    expect(lossOf('half-squared-error')).toBeCloseTo((5 + 10) / 4, 14);
  });

  it('have no accuracy in regression', () => {
    const plan = planOf({
      outputs: 1,
      output: 'linear',
      loss: 'mean-squared-error',
      classification: false,
    });
    expect(evaluateLogits(plan, Float64Array.of(1), Float64Array.of(1))).toEqual({
      loss: 0,
      accuracy: NaN,
    });
  });

  it('of no examples are NaN', () => {
    const empty = new Float64Array(0);
    expect(evaluateLogits(planOf(), empty, empty)).toEqual({ loss: NaN, accuracy: NaN });
  });
});
