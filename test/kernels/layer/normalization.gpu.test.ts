import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NORMALIZATION_EPSILON } from '../../../src/core/plan.ts';
import { teams } from '../../../src/engines/webgpu/teams.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { normalization } from '../../../src/kernels/layer/normalization.ts';
import {
  expectWithin,
  normals,
  ROUNDING,
  SMALLEST_NORMAL,
} from '../../support/float32.ts';
import {
  createTestManager,
  NOTHING_REPORTED,
  runDefinition,
} from '../../support/gpu-run.ts';
import { elementsOf, groupsOf } from '../../support/normalization-groups.ts';

/** Shared sums are the harder way to sum: they are tested on any adapter. */
const GPU = { isProcessor: false };

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

interface Case {
  readonly kind: 'batch' | 'layer';
  readonly B: number;
  readonly O: number;
  readonly z: Float32Array;
}

const I = 3;
const ALPHA = 0.25;

function run({ kind, B, O, z }: Case, activation = 'leaky-relu', residual = true) {
  const groups = groupsOf(kind, B, O);
  return runDefinition(gpu, normalization, {
    functions: [`activation/${activation}`],
    fields: {
      I,
      O,
      ...groups,
      scale: 1,
      shift: 1 + O,
      residual: residual ? 1 : 0,
      alpha: ALPHA,
      epsilon: NORMALIZATION_EPSILON,
      place: 2,
    },
    buffers: {
      parameters: affine(O),
      x: normals('x', B * I),
      z,
      standardized: B * O,
      moments: 3 * groups.groups,
      n: B * O,
      h: B * O,
    },
    ...teams(GPU, groups.groups, groups.length),
  });
}

/** γ from element 1 on, β behind it. */
function affine(O: number): Float32Array {
  return normals('affine', 1 + 2 * O);
}

function expectNormalized(
  { kind, B, O, z }: Case,
  { buffers }: Awaited<ReturnType<typeof run>>,
): void {
  const groups = groupsOf(kind, B, O);
  const epsilon = Math.fround(NORMALIZATION_EPSILON);
  const parameters = affine(O);
  const x = normals('x', B * I);
  for (let g = 0; g < groups.groups; g++) {
    const elements = elementsOf(groups, g);
    const mean = elements.reduce((sum, at) => sum + z[at], 0) / groups.length;
    const variance =
      elements.reduce((sum, at) => sum + (z[at] - mean) ** 2, 0) / groups.length;
    const inverse = 1 / Math.sqrt(variance + epsilon);
    const largest = Math.max(...elements.map((at) => Math.abs(z[at])));
    // Sums of `length` terms for mean and variance, and some 20 roundings for subtraction,
    // division and root (2.5 units each in WGSL), all relative to the largest value.
    const roundings = (2 * groups.length + 20) * ROUNDING;
    const bound = roundings * largest * inverse;
    const standardized = elements.map((at) => (z[at] - mean) * inverse);
    const n = elements.map(
      (at, k) =>
        parameters[1 + (at % O)] * standardized[k] + parameters[1 + O + (at % O)],
    );
    const h = elements.map((at, k) => {
      const unit = at % O;
      const skip = unit < I ? x[Math.floor(at / O) * I + unit] : 0;
      return (n[k] >= 0 ? n[k] : ALPHA * n[k]) + skip;
    });
    const pick = (values: Float32Array) => elements.map((at) => values[at]);
    expectWithin(pick(buffers.standardized), standardized, () => bound, 'standardized');
    const affineBound = (k: number) =>
      bound * Math.abs(parameters[1 + (elements[k] % O)]) +
      4 * ROUNDING * (Math.abs(n[k]) + 4);
    expectWithin(pick(buffers.n), n, affineBound, 'n');
    expectWithin(pick(buffers.h), h, (k) => affineBound(k) + 8 * ROUNDING, 'h');
    const moments = [0, 1, 2].map((row) => buffers.moments[row * groups.groups + g]);
    expectWithin(moments.slice(0, 1), [mean], () => roundings * largest, 'mean');
    // The error of the mean enters squared; the rest is relative.
    const varianceBound =
      roundings * variance + (roundings * largest) ** 2 + SMALLEST_NORMAL;
    expectWithin(moments.slice(1, 2), [variance], () => varianceBound, 'variance');
    expectWithin(
      moments.slice(2),
      [inverse],
      () => inverse * (roundings + varianceBound / (variance + epsilon)),
      'inverse deviation',
    );
  }
}

describe.each(['batch', 'layer'] as const)('%s normalization', (kind) => {
  it.each([
    [2, 1],
    [3, 33],
    [64, 2],
    [65, 130],
  ])('of %i rows of %i units', async (B, O) => {
    const z = normals('z', B * O).map((value) => 3 * value + 1);
    const result = await run({ kind, B, O, z });
    expectNormalized({ kind, B, O, z }, result);
    expect(result.report).toBe(NOTHING_REPORTED);
  });

  // 1e18 has a square of 1e36, next to the largest float; 1e-20 one that is no float at all.
  it.each([1e-20, 1e-3, 1e6, 1e18])('of a deviation of %d', async (deviation) => {
    const z = normals('z', 65 * 33, deviation);
    const result = await run({ kind, B: 65, O: 33, z });
    expectNormalized({ kind, B: 65, O: 33, z }, result);
    expect(result.report).toBe(NOTHING_REPORTED);
  });

  it('of values that are all the same gives 0', async () => {
    const z = new Float32Array(33 * 5).fill(0.1);
    const result = await run({ kind, B: 33, O: 5, z });
    expectNormalized({ kind, B: 33, O: 5, z }, result);
  });

  it('standardizes a deviation of 1e25, whose square is no float', async () => {
    const z = Float32Array.of(-1e25, 1e25, -1e25, 1e25);
    const shape = kind === 'batch' ? { B: 4, O: 1 } : { B: 1, O: 4 };
    const { buffers, report } = await run({ kind, ...shape, z });
    expectWithin(buffers.standardized, [-1, 1, -1, 1], () => 8 * ROUNDING);
    expect(report).toBe(NOTHING_REPORTED);
  });

  it('reports a sum that overflowed even where the activation hides it', async () => {
    const z = Float32Array.of(3e38, 3e38, 3e38, 1);
    const shape = kind === 'batch' ? { B: 4, O: 1 } : { B: 1, O: 4 };
    const { report } = await run({ kind, ...shape, z }, 'relu', false);
    expect(report).toBe(2);
  });
});
