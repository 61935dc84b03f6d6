import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  dropoutBits,
  dropoutKey,
  dropoutThreshold,
  writeDropoutFactors,
} from '../../../src/core/dropout.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { dropout } from '../../../src/kernels/layer/dropout.ts';
import { normals } from '../../support/float32.ts';
import {
  createTestManager,
  NOTHING_REPORTED,
  runDefinition,
} from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

interface Options {
  readonly B: number;
  readonly O: number;
  readonly values: Float32Array;
  readonly seed?: number;
  readonly number?: number;
  readonly layer?: number;
  readonly threshold: number;
  readonly scale?: number;
  readonly x?: Float32Array;
  readonly I?: number;
}

function run({ B, O, values, x, I = 0, ...options }: Options) {
  return runDefinition(gpu, dropout, {
    fields: {
      B,
      I,
      O,
      residual: x ? 1 : 0,
      seed: options.seed ?? 0,
      layer: options.layer ?? 0,
      threshold: options.threshold,
      scale: options.scale ?? 1,
      place: 5,
    },
    buffers: { x: x ?? 1, values },
    // Fewer invocations than elements, where there are many.
    workgroups: [2],
    step: { index: 3, number: options.number ?? 0 },
  });
}

it.each([
  [0, 0, 0],
  [1, 2, 3],
  [2 ** 32 - 1, 9_999_999, 127],
  [0x8000_0000, 0x1234_5678, 64],
])(
  'has all 32 bits of the mask in common with core: seed %i, step %i, layer %i',
  async (seed, number, layer) => {
    const [B, O] = [3, 5];
    const values = new Float32Array(B * O).fill(1);
    const key = dropoutKey(seed, number, layer);
    for (let at = 0; at < B * O; at++) {
      // An element is dropped by a threshold above its bits and by none below: the whole
      // number is told by the two, here once for each element.
      const bits = dropoutBits(key, Math.floor(at / O), at % O);
      const common = { B, O, values, seed, number, layer };
      const kept = (await run({ ...common, threshold: bits })).buffers.values;
      const dropped = (await run({ ...common, threshold: bits + 1 })).buffers.values;
      expect([kept[at], dropped[at]]).toEqual([1, 0]);
    }
  },
);

it.each([
  [1, 1],
  [3, 65],
  [130, 63],
])('multiplies [%i, %i] by the factors of core', async (B, O) => {
  const values = normals('values', B * O);
  const factors = new Float64Array(B * O);
  writeDropoutFactors(dropoutKey(11, 12, 13), 0.75, B, O, factors);
  const { buffers, report } = await run({
    B,
    O,
    values,
    seed: 11,
    number: 12,
    layer: 13,
    threshold: dropoutThreshold(0.75),
    scale: 4,
  });
  expect([...buffers.values].map(Math.abs)).toEqual(
    [...values].map((value, at) => Math.abs(value * factors[at])),
  );
  expect(report).toBe(NOTHING_REPORTED);
});

it.each([
  ['narrower', 3],
  ['as wide', 6],
  ['wider', 9],
])('adds an input that is %s, whole, behind it', async (_what, I) => {
  const [B, O] = [7, 6];
  const values = normals('values', B * O);
  const x = normals('x', B * I);
  const factors = new Float64Array(B * O);
  writeDropoutFactors(dropoutKey(1, 2, 3), 0.5, B, O, factors);
  const { buffers } = await run({
    B,
    I,
    O,
    values,
    x,
    seed: 1,
    number: 2,
    layer: 3,
    threshold: dropoutThreshold(0.5),
    scale: 2,
  });
  const expected = values.map((value, at) => {
    const [row, unit] = [Math.floor(at / O), at % O];
    return Math.fround(value * factors[at]) + (unit < I ? x[row * I + unit] : 0);
  });
  // The factor is a power of two, so that one rounding is all, fused or not.
  expect([...buffers.values]).toEqual([...expected]);
});

it('reports what its scale makes infinite', async () => {
  const values = new Float32Array(6).fill(3e38);
  const { report } = await run({ B: 2, O: 3, values, threshold: 0, scale: 2 });
  expect(report).toBe((3 << 16) | 5);
});
