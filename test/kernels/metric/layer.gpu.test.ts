import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DEAD_SLOPE,
  LAYER_FIGURES,
  SATURATION_SLOPE,
} from '../../../src/core/metrics.ts';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { layerMetrics } from '../../../src/kernels/metric/layer.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const KERNEL = 3;
const WIDTH = LAYER_FIGURES.length;

interface Layer {
  readonly B: number;
  readonly I: number;
  readonly O: number;
  /** Size of the gradients, the changes and δ; weights and n are of size 1. */
  readonly size: number;
  readonly updates?: boolean;
}

function buffersOf({ B, I, O, size }: Layer) {
  const P = KERNEL + I * O;
  const n = normals('n', B * O);
  // Unit 0 is dead, unit 1 (where there is one) is dead in all but one example.
  for (let row = 0; row < B; row++) {
    n[row * O] = -1;
    if (O > 1) n[row * O + 1] = row === B - 1 ? 1 : -1;
  }
  return {
    parameters: normals('parameters', P),
    gradients: normals('gradients', P, size),
    change: normals('change', P, size * 1e-3),
    delta: normals('delta', B * O, size),
    n,
  };
}

async function run(layer: Layer, row = 1) {
  const { B, I, O, updates = true } = layer;
  const { buffers } = await runDefinition(gpu, layerMetrics, {
    functions: ['activation/relu'],
    fields: {
      B,
      I,
      O,
      L: 3,
      layer: 2,
      kernel: KERNEL,
      alpha: 0,
      saturation_slope: SATURATION_SLOPE,
      dead_slope: DEAD_SLOPE,
      updates: updates ? 1 : 0,
    },
    buffers: { ...buffersOf(layer), metrics: 2 * 3 * WIDTH },
    workgroups: [2],
    step: { measured: true, metricsRow: row },
  });
  return buffers.metrics;
}

/** The figures in float64, in the order of LAYER_FIGURES. */
function reference(layer: Layer): number[] {
  const { B, O, updates = true } = layer;
  const { parameters, gradients, change, delta, n } = buffersOf(layer);
  const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
  const kernel = (values: Float32Array) => values.subarray(KERNEL);
  const before = kernel(parameters).map((weight, at) => weight - kernel(change)[at]);
  const outputs = Array.from(n, (value) => Math.max(0, value));
  const mean = outputs.reduce((sum, value) => sum + value, 0) / outputs.length;
  const squares = outputs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const flat = Array.from(n).filter((value) => value <= 0).length;
  const dead = Array.from({ length: O }, (_, unit) =>
    Array.from({ length: B }, (_row, row) => n[row * O + unit]).every(
      (value) => value <= 0,
    ),
  ).filter(Boolean).length;
  return [
    norm(kernel(gradients)),
    Math.max(...kernel(gradients).map(Math.abs)),
    norm(delta),
    mean,
    Math.sqrt(squares / outputs.length),
    flat / outputs.length,
    dead / O,
    updates ? norm(kernel(change)) / norm(before) : 0,
  ];
}

describe.each([
  [1, 1, 1],
  [3, 33, 65],
  [65, 3, 130],
  [33, 65, 2],
])('the figures of %i rows, %i to %i', (B, I, O) => {
  // Squares of 1e-30 and 1e30 are no floats.
  it.each([1, 1e-30, 1e30])('gradients and errors of size %d', async (size) => {
    const layer = { B, I, O, size };
    const metrics = await run(layer);
    const expected = reference(layer);
    // Sums of up to ceil(I·O/64) positive terms a thread, six levels; roots and divisions.
    const bound = (Math.ceil((Math.max(I, B) * O) / 64) + 24) * ROUNDING;
    const row = metrics.subarray(5 * WIDTH);
    expectWithin(row, expected, (at) => bound * Math.abs(expected[at]), 'figure');
    expect(metrics.subarray(0, 5 * WIDTH).every((value) => value === 0)).toBe(true);
  });
});

it('the update ratio is 0 where nothing is updated', async () => {
  const metrics = await run({ B: 3, I: 2, O: 4, size: 1, updates: false }, 0);
  expect(metrics[2 * WIDTH + LAYER_FIGURES.indexOf('updateRatio')]).toBe(0);
});
