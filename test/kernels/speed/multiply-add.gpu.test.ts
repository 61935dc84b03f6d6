import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GpuDevice } from '../../../src/gpu/gpu-device.ts';
import {
  multiplyAdd,
  multiplyAddShape,
} from '../../../src/kernels/speed/multiply-add.ts';
import { createTestManager, runDefinition } from '../../support/gpu-run.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

/** Each sum in float64, by the recurrence itself. */
function reference(at: number, rounds: number, factor: number, term: number): number {
  let total = 0;
  for (let k = 0; k < multiplyAddShape.sums; k++) {
    let sum = (at % 64) + k;
    for (let time = 0; time < multiplyAddShape.addsARound * rounds; time++)
      sum = sum * factor + term;
    total += sum;
  }
  return total;
}

it.each([
  { rounds: 0, factor: 1, term: 1 },
  { rounds: 1, factor: 1, term: 1 },
  { rounds: 37, factor: 1, term: 3 },
  { rounds: 3, factor: 0.5, term: 0.25 },
  { rounds: 2, factor: -1, term: 2 },
])(
  'takes $rounds rounds of s = s · $factor + $term',
  async ({ rounds, factor, term }) => {
    const { buffers } = await runDefinition(gpu, multiplyAdd, {
      fields: { rounds },
      buffers: { values: [factor, term], results: 192 },
      workgroups: [2],
    });
    for (const [at, result] of buffers.results.entries()) {
      // The third workgroup's results stay as they are.
      const expected = at < 128 ? reference(at, rounds, factor, term) : 0;
      // Factors are powers of two and terms few bits: only the last sums round, if any.
      expect(Math.abs(result - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
    }
  },
);
