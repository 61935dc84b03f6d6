import { describe, expect, it } from 'vitest';
import { diagnoseFlow, type FlowCondition } from '../../src/core/gradient-flow.ts';
import { initialParameters } from '../../src/ops/initial-parameters.ts';
import { gradientFlow } from '../../src/engines/cpu/gradient-flow.ts';
import { examplesFor, planOf, type NetworkCase } from '../support/networks.ts';

type More = Partial<NetworkCase>;
const lecun = (gain: number) => ({ initializer: ['lecun-normal', { gain }] as const });
const he = (gain = 1) => ({ initializer: ['he-normal', { gain }] as const });
const glorot = (gain = 1) => ({ initializer: ['glorot-uniform', { gain }] as const });

/**
 * Networks whose condition is known beforehand: from the factor a layer that theory gives them,
 * to the power of the layers between (a thousandth is vanishing), or from how far their weights
 * drive them into saturation.
 */
const TABLE: readonly (readonly [
  FlowCondition,
  depth: number,
  activation: string,
  More,
])[] = [
  // The slope of sigmoid is at most ¼, and its weights do not make up for it: 0.25ⁿ and less.
  ['vanishing', 8, 'sigmoid', glorot()],
  ['vanishing', 10, 'sigmoid', glorot()],
  ['vanishing', 20, 'sigmoid', he()],
  ['vanishing', 50, 'sigmoid', lecun(1)],
  ['vanishing', 100, 'sigmoid', lecun(2)],
  ['vanishing', 30, 'tanh', lecun(0.5)],
  ['vanishing', 60, 'tanh', lecun(0.8)],
  ['vanishing', 20, 'tanh', lecun(0.3)],
  // 2^(−n/2) of Glorot with ReLU.
  ['vanishing', 40, 'relu', glorot()],
  ['vanishing', 30, 'relu', lecun(1)],
  ['vanishing', 20, 'relu', he(0.5)],
  ['vanishing', 20, 'leaky-relu', lecun(0.5)],
  ['vanishing', 20, 'gelu', lecun(1)],
  ['vanishing', 20, 'silu', lecun(1)],
  ['vanishing', 20, 'elu', lecun(0.5)],
  ['vanishing', 15, 'linear', lecun(0.5)],
  ['vanishing', 12, 'softplus', lecun(0.5)],
  // 2ⁿ and the like.
  ['exploding', 15, 'linear', lecun(2)],
  ['exploding', 30, 'linear', lecun(1.5)],
  ['exploding', 20, 'relu', he(2)],
  ['exploding', 40, 'relu', he(1.5)],
  ['exploding', 20, 'leaky-relu', he(2)],
  ['exploding', 80, 'tanh', lecun(2)],
  ['exploding', 100, 'tanh', lecun(1.8)],
  ['exploding', 30, 'sine', lecun(2)],
  ['exploding', 20, 'elu', lecun(3)],
  // Beyond what even float64 holds.
  ['exploding', 100, 'linear', lecun(1e4)],
  // Few layers with weights far too large.
  ['saturated', 3, 'tanh', lecun(20)],
  ['saturated', 2, 'tanh', lecun(30)],
  ['saturated', 2, 'sigmoid', lecun(40)],
  ['saturated', 3, 'sigmoid', lecun(60)],
  // Equal negative weights: the first layer passes on what is positive, the second nothing.
  ['dead', 3, 'relu', { initializer: ['constant', { value: -0.5 }] }],
  ['dead', 5, 'relu', { initializer: ['constant', { value: -1 }] }],
  ['healthy', 1, 'tanh', lecun(1)],
  ['healthy', 2, 'relu', he()],
  ['healthy', 5, 'tanh', lecun(1)],
  ['healthy', 20, 'tanh', lecun(1)],
  ['healthy', 10, 'relu', he()],
  ['healthy', 30, 'relu', he()],
  ['healthy', 10, 'leaky-relu', he()],
  ['healthy', 20, 'selu', lecun(1)],
  ['healthy', 20, 'linear', lecun(1)],
  ['healthy', 3, 'sigmoid', glorot()],
  ['healthy', 50, 'tanh', { ...lecun(1), residual: true, normalization: 'layer' }],
  ['healthy', 100, 'relu', { ...he(), residual: true, normalization: 'layer' }],
  ['healthy', 20, 'tanh', { ...lecun(0.5), normalization: 'layer' }],
  ['healthy', 20, 'relu', { ...he(), normalization: 'batch' }],
  ['healthy', 0, 'tanh', lecun(1)],
];

describe('the diagnosis', () => {
  it('has a table with every condition, and enough of it', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(40);
    expect(new Set(TABLE.map(([condition]) => condition)).size).toBe(5);
  });

  it.each(TABLE)(
    'says %s of %d layers of %s, %j',
    (condition, depth, activation, more) => {
      const plan = planOf({
        name: '',
        inputs: 32,
        hidden: Array.from({ length: depth }, () => 32),
        outputs: 2,
        batchSize: 32,
        activation,
        ...more,
      });
      const flow = gradientFlow(plan, initialParameters(plan), examplesFor(plan, 32), 0);
      const diagnosis = diagnoseFlow(flow);
      expect(diagnosis, JSON.stringify(diagnosis)).toMatchObject({ condition });
      if (condition === 'healthy') expect(diagnosis.layers).toEqual([]);
      else expect(diagnosis.layers.length).toBeGreaterThan(0);
    },
  );
});
