import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import { weightParts } from '../../../src/kernels/metric/weight-parts.ts';
import { expectWithin, normals, ROUNDING } from '../../support/float32.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

const ROW = 12;
/** First elements and sizes of the kernels, with a bias behind the first. */
const KERNELS = [
  { kernel: 3, size: 131 },
  { kernel: 140, size: 1 },
  { kernel: 141, size: 2050 },
];
const P = 2191;

/** One share of the first two kernels, three of the last. */
const SHARES = [
  { ...KERNELS[0], share: 0, shares: 1 },
  { ...KERNELS[1], share: 0, shares: 1 },
  ...[0, 1, 2].map((share) => ({ ...KERNELS[2], share, shares: 3 })),
];

const buffersOf = (size: number) => ({
  parameters: normals('parameters', P),
  gradients: normals('gradients', P, size),
  change: normals('change', P, size * 1e-3),
});

async function run(size: number, INVOCATIONS: number, updates: boolean) {
  const { buffers } = await runDefinition(gpu, weightParts, {
    constants: { INVOCATIONS },
    fields: { updates: updates ? 1 : 0 },
    buffers: {
      ...buffersOf(size),
      shares: Uint32Array.from(
        SHARES.flatMap(({ kernel, size: elements, share, shares }) => [
          kernel,
          elements,
          share,
          shares,
        ]),
      ),
      parts: SHARES.length * ROW,
    },
    workgroups: [SHARES.length],
  });
  return buffers.parts;
}

/** Norms and maxima of gradient, change and weight of a share, in float64. */
function reference(
  size: number,
  INVOCATIONS: number,
  updates: boolean,
  { kernel, size: elements, share, shares }: (typeof SHARES)[number],
) {
  const { parameters, gradients, change } = buffersOf(size);
  const mine: number[] = [];
  // Fours go round the invocations of all shares.
  for (let k = 0; k < elements; k++)
    if (Math.floor(k / 4 / INVOCATIONS) % shares === share) mine.push(kernel + k);
  return [
    mine.map((at) => gradients[at]),
    mine.map((at) => change[at]),
    mine.map((at) => Math.fround(parameters[at] - (updates ? change[at] : 0))),
  ].map((values) => ({
    largest: Math.max(0, ...values.map(Math.abs)),
    norm: Math.hypot(...values),
  }));
}

describe.each([4, 64])('with %i invocations', (INVOCATIONS) => {
  // Squares of 1e-30 and 1e30 are no floats.
  it.each([
    [1, true],
    [1, false],
    [1e-30, true],
    [1e30, true],
  ])('norms of kernels, of size %d, updated: %s', async (size, updates) => {
    const parts = await run(size, INVOCATIONS, updates);
    for (const [at, share] of SHARES.entries()) {
      const expected = reference(size, INVOCATIONS, updates, share);
      const row = parts.subarray(at * ROW, (at + 1) * ROW);
      const found = expected.flatMap((_, figure) => [
        row[figure],
        Math.sqrt(row[4 + figure]) / row[8 + figure],
      ]);
      const wanted = expected.flatMap(({ largest, norm }) => [largest, norm]);
      // Sums of up to 2050/4 positive terms an invocation.
      const bound = (2050 / 4 + 24) * ROUNDING;
      expectWithin(found, wanted, (index) => bound * wanted[index], `share ${at}`);
      expect(row[3]).toBe(0);
    }
  });
});
