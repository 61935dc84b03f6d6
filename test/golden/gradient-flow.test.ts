import { expect, test } from 'vitest';
import { gradientFlow } from '../../src/engines/cpu/gradient-flow.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { readFlowFixtures } from './gradient-flow-fixtures.ts';
import {
  flowOfGradients,
  flowOfTraining,
  gradientFlowSuite,
} from './gradient-flow-suite.ts';

test('the networks are deep, of every kind, and reach norms whose squares float32 has not', () => {
  const fixtures = readFlowFixtures();
  expect(fixtures.length).toBeGreaterThanOrEqual(8);
  const depths = fixtures.map(({ figures }) => figures.case.hidden.length);
  expect(Math.min(...depths)).toBe(20);
  expect(Math.max(...depths)).toBe(100);
  const layers = fixtures.flatMap(({ plan }) => plan.layers);
  expect(layers.some(({ residual }) => residual)).toBe(true);
  const normalizations = new Set(layers.map(({ normalization }) => normalization));
  expect([...normalizations].sort()).toEqual(['batch', 'layer', 'none']);

  const smallest = fixtures.map(({ figures }) => Math.min(...figures.gradientNorms));
  // The square of 1e-23 is 0 in float32.
  expect(smallest.filter((norm) => norm < 1e-29).length).toBeGreaterThanOrEqual(3);
  // A norm that is in fact lost would be no test of how norms are taken.
  expect(Math.min(...smallest)).toBeGreaterThan(1e-31);
  for (const { figures } of fixtures)
    expect(Math.min(...figures.deltaNorms), figures.case.name).toBeGreaterThan(1e-31);
});

// Two float64 programs differ by some 1e-15 of what they add; a chaotic network multiplies it.
const FLOAT64 = 1e-9;
// What the project promises of float32.
const FLOAT32 = 1e-3;

gradientFlowSuite('cpu-f64', flowOfGradients(cpuFloat64Engine), FLOAT64);
gradientFlowSuite('cpu', flowOfGradients(cpuEngine), FLOAT32);
gradientFlowSuite('cpu in training', flowOfTraining(cpuEngine), FLOAT32);
gradientFlowSuite(
  'the float64 gradient flow',
  // Not async: it computes at once.
  ({ plan, parameters, batch }) => {
    const { loss, layers } = gradientFlow(plan, parameters, batch, 0);
    const gradientNorms = layers.map(({ kernelGradient }) => kernelGradient);
    const deltaNorms = layers.map(({ delta }) => delta);
    return Promise.resolve({ loss, gradientNorms, deltaNorms });
  },
  FLOAT64,
);
