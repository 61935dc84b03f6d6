import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { update } from '../../../src/kernels/optimizer/update.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import {
  createTestManager,
  NOTHING_REPORTED,
  runDefinition,
  type StepRow,
} from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

/** Two layers: parameters 0 … 69 and 70 … 599, which are two blocks of 256 and a part of one. */
const P = 600;
const LAYER_ENDS = Uint32Array.of(70, P);
const NO_CLIPPING = 3.4028234663852886e38;
const RATE = 0.5;
const MOMENTUM = 0.75;

interface Options {
  readonly optimizer?: 'sgd' | 'momentum' | 'adam';
  readonly slotCount?: number;
  readonly clipFactor?: number;
  readonly clipValue?: number;
  readonly step?: StepRow;
  readonly range?: readonly [first: number, end: number];
}

function run(parameters: Float32Array, gradients: Float32Array, options: Options = {}) {
  const { optimizer = 'sgd', slotCount = 0, clipFactor, clipValue } = options;
  const [first, end] = options.range ?? [0, P];
  return runDefinition(gpu, update, {
    functions: [`optimizer/${optimizer}`],
    constants: { SLOT_COUNT: slotCount },
    fields: {
      P,
      first,
      end,
      L: 2,
      clips_norm: clipFactor === undefined ? 0 : 1,
      clip_value: clipValue ?? NO_CLIPPING,
      place: 20,
    },
    buffers: {
      parameters,
      gradients,
      slots: normals('slots', 2 * P).map(Math.abs),
      change: P,
      clip_factor: [clipFactor ?? NaN],
      layer_ends: LAYER_ENDS,
    },
    // Fewer invocations than parameters: each takes several.
    workgroups: [1],
    step: options.step ?? { index: 1, measured: true, scalars: [RATE, MOMENTUM] },
  });
}

const parameters = normals('parameters', P);
const gradients = normals('gradients', P);

describe('the update', () => {
  it('moves each parameter against its gradient and keeps the change', async () => {
    const { buffers, report } = await run(parameters, gradients);
    const change = gradients.map((value) => -RATE * value);
    expect([...buffers.change]).toEqual([...change]);
    expect([...buffers.parameters]).toEqual([
      ...parameters.map((value, at) => value + change[at]),
    ]);
    expect([...buffers.slots]).toEqual([...normals('slots', 2 * P).map(Math.abs)]);
    expect(report).toBe(NOTHING_REPORTED);
  });

  it('keeps no change in a step that is not measured', async () => {
    const { buffers } = await run(parameters, gradients, {
      step: { measured: false, scalars: [RATE] },
    });
    expect(buffers.change.every((value) => value === 0)).toBe(true);
    expect(buffers.parameters[0]).not.toBe(parameters[0]);
  });

  it('clips by the factor of the norm, then by value', async () => {
    const { buffers } = await run(parameters, gradients, {
      clipFactor: 0.5,
      clipValue: 0.25,
    });
    const expected = gradients.map(
      (value) => -RATE * Math.min(0.25, Math.max(-0.25, 0.5 * value)),
    );
    expect([...buffers.change]).toEqual([...expected]);
  });

  it('updates as many slots as the optimizer has', async () => {
    const before = normals('slots', 2 * P).map(Math.abs);
    const { buffers } = await run(parameters, gradients, {
      optimizer: 'momentum',
      slotCount: 1,
    });
    const velocity = Float64Array.from(gradients, (g, at) => MOMENTUM * before[at] + g);
    const size = (at: number) => Math.abs(gradients[at]) + before[at];
    expectWithin(
      buffers.slots.subarray(0, P),
      velocity,
      (at) => 2 * ROUNDING * size(at),
      'velocity',
    );
    expect([...buffers.slots.subarray(P)]).toEqual([...before.subarray(P)]);
  });
});

describe('the update of a range', () => {
  it.each([
    [0, 70],
    [70, P],
    [1, 256],
    [255, 257],
    [599, P],
  ])(
    'from %i up to %i leaves the parameters, slots and changes beside it',
    async (first, end) => {
      const before = normals('slots', 2 * P).map(Math.abs);
      const { buffers, report } = await run(parameters, gradients, {
        optimizer: 'momentum',
        slotCount: 1,
        range: [first, end],
      });
      const whole = await run(parameters, gradients, {
        optimizer: 'momentum',
        slotCount: 1,
      });
      const mixed = (inside: Float32Array, outside: Float32Array) =>
        inside.map((value, at) => (first <= at && at < end ? value : outside[at]));
      expect(buffers.parameters).toEqual(mixed(whole.buffers.parameters, parameters));
      expect(buffers.slots).toEqual(mixed(whole.buffers.slots, before));
      expect(buffers.change).toEqual(mixed(whole.buffers.change, new Float32Array(P)));
      expect(report).toBe(NOTHING_REPORTED);
    },
  );

  it('reports the layer of a parameter in it, and none beside it', async () => {
    const steep = gradients.slice();
    steep[70] = 3e38;
    steep[599] = 3e38;
    const high = parameters.map((value, at) => (at % 529 === 70 ? -3e38 : value));
    const step = { index: 1, scalars: [1] };
    const reports = [];
    for (const range of [
      [0, 70],
      [70, P],
      [71, 599],
    ] as const)
      reports.push((await run(high, steep, { step, range })).report);
    expect(reports).toEqual([NOTHING_REPORTED, (1 << 16) | 21, NOTHING_REPORTED]);
  });
});

describe('an overflow is reported with its layer', () => {
  it.each([
    [0, 20],
    [69, 20],
    [70, 21],
    [255, 21],
    [256, 21],
    [599, 21],
  ])('of parameter %i', async (at, place) => {
    const steep = gradients.slice();
    steep[at] = 3e38;
    const { report } = await run(
      parameters.map((value, i) => (i === at ? -3e38 : value)),
      steep,
      {
        step: { index: 1, scalars: [1] },
      },
    );
    expect(report).toBe((1 << 16) | place);
  });

  it('of a mean square, though the parameter stays finite', async () => {
    const steep = gradients.slice();
    steep[70] = 1e21;
    const scalars = [0.01, 0.9, 0.1, 0.999, 0.001, 1, 1e-8];
    const { buffers, report } = await run(parameters, steep, {
      optimizer: 'adam',
      slotCount: 2,
      step: { index: 1, scalars },
    });
    expect(Number.isFinite(buffers.parameters[70])).toBe(true);
    expect(report).toBe((1 << 16) | 21);
  });
});
