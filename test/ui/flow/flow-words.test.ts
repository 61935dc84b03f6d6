import { expect, it, test } from 'vitest';
import {
  diagnoseFlow,
  type GradientFlow,
  type LayerFlow,
} from '../../../src/core/gradient-flow.ts';
import { factorTicks, layerAt } from '../../../src/ui/flow/flow-chart.ts';
import {
  describeLayer,
  explanation,
  headline,
  nameLayers,
} from '../../../src/ui/flow/flow-words.ts';

const layer = (change: Partial<LayerFlow>): LayerFlow => ({
  delta: 1,
  throughKernel: 1,
  throughActivation: 1,
  predicted: NaN,
  kernelGradient: 0.5,
  activationDeviation: 0.25,
  saturatedFraction: 0,
  deadFraction: 0,
  ...change,
});
const flowOf = (layers: readonly LayerFlow[], loss = 1): GradientFlow => ({
  step: 3,
  count: 10,
  loss,
  layers: [...layers, layer({ throughKernel: NaN })],
});
const words = (flow: GradientFlow) => {
  const diagnosis = diagnoseFlow(flow);
  return `${headline(diagnosis)} ${explanation(flow, diagnosis)}`;
};

test('layers are named as people count them', () => {
  expect([[0], [0, 1], [1, 2, 3, 4], [0, 2, 3]].map(nameLayers)).toEqual([
    'layer 1',
    'layers 1 and 2',
    'layers 2 to 5',
    'layers 1, 3 and 4',
  ]);
});

it('says what is the matter, by how much, and where it comes from', () => {
  const vanishing = [1e-4, 1e-2, 1].map((delta) =>
    layer({ delta, throughActivation: 0.02, throughKernel: 0.5 }),
  );
  expect(words(flowOf(vanishing))).toBe(
    'The gradient vanishes. The first hidden layer gets 1.00e-4 times what the last one has, 0.0100 a layer. The slopes φ′ take most of it away.',
  );
  const exploding = [1e4, 1e2, 1].map((delta) => layer({ delta, throughKernel: 100 }));
  expect(words(flowOf(exploding))).toMatch(
    /^The gradient explodes\. The first hidden layer gets \S+ times what the last one has, 100\S* a layer\. Most of that is done by the weights Wᵀ\.$/,
  );
  expect(words(flowOf([layer({ delta: Infinity })], Infinity))).toBe(
    'The gradient explodes. It is larger than a number can be.',
  );
  expect(words(flowOf([layer({ saturatedFraction: 0.95 }), layer({})]))).toContain(
    'Units are saturated in layer 1. There up to 95.0 % of the slopes φ′ are near 0',
  );
  expect(words(flowOf([layer({}), layer({ deadFraction: 1 })]))).toContain(
    'Units are dead in layer 2.',
  );
  expect(words(flowOf([layer({})]))).toBe(
    'The gradient gets through. There is one hidden layer, and nothing in its way.',
  );
});

it('has a sentence for each layer, with theory where there is one', () => {
  const flow = flowOf([
    layer({ throughActivation: 0.25, throughKernel: 0.8, predicted: 0.21 }),
  ]);
  expect(describeLayer(flow, 0)).toMatch(
    /^Layer 1 of 1: ‖δ‖ 1\.0+ = 0\.20+ times the layer above \(Wᵀ 0\.80+ · φ′ 0\.250+, theory 0\.210+\)/,
  );
  expect(describeLayer(flow, 1)).toMatch(/^Output layer: ‖δ‖ 1\.0+\.$/);
});

test('the axis of factors has round ones', () => {
  expect(factorTicks(0.7).map((exponent) => Number((10 ** exponent).toFixed(6)))).toEqual(
    [0.25, 0.5, 1, 2, 4],
  );
  expect(factorTicks(2.5).map((exponent) => Math.round(exponent))).toEqual([
    -2, -1, 0, 1, 2,
  ]);
});

test('a place in the chart belongs to a layer, or to none', () => {
  const size = { width: 160, height: 100, font: 10 };
  // From 50 to 150, 4 layers.
  expect([49, 51, 76, 149, 151].map((x) => layerAt(x, 4, size))).toEqual([
    null,
    0,
    1,
    3,
    null,
  ]);
});
