import { describe, expect, it } from 'vitest';
import {
  describeProfile,
  describeReach,
  layerNumbers,
  percent,
  rowLabel,
  timeRange,
} from '../../../../../src/ui/labs/speed/profile/profile-words.ts';
import {
  productRate,
  ratesOf,
  stepParts,
  stepTime,
} from '../../../../../src/ui/labs/speed/profile/step-parts.ts';
import { sampleProfile } from './sample-profile.ts';

const [tiled] = sampleProfile.executors;

describe('the parts of a step', () => {
  it('are the kernels’ shares of the GPU’s time, and what is around them', () => {
    const parts = stepParts(sampleProfile);
    const share = parts.reduce((sum, part) => sum + part.share, 0);
    expect(share).toBeCloseTo(1, 12);
    const time = parts.reduce((sum, part) => sum + part.time, 0);
    expect(time).toBeCloseTo(stepTime(sampleProfile), 12);
    const around = parts.find(({ id }) => id === 'around')!;
    expect(around.time).toBeCloseTo(0.05, 12);
    // 51 of 189 µs, of the 0.2 ms on the GPU.
    const forward = parts.find(({ id }) => id === 'forward')!;
    expect(forward.time).toBeCloseTo((0.2 * 51) / 189, 12);
    expect(parts.map(({ id }) => id)).toContain('unknown');
  });

  it('never take less than nothing, where the two clocks disagree', () => {
    const device = { lower: 0.25, median: 0.26, upper: 0.27 };
    const profile = { ...sampleProfile, executors: [{ ...tiled, device }] };
    expect(stepTime(profile)).toBe(0.26);
    expect(stepParts(profile).at(-1)).toEqual({ id: 'around', time: 0, share: 0 });
  });

  it('come from a step in one pass where the GPU has no clock', () => {
    const profile = { ...sampleProfile, executors: [{ ...tiled, device: null }] };
    expect(stepParts(profile).at(-1)!.time).toBeCloseTo(0.25 - 0.19, 12);
  });
});

describe('rates', () => {
  it('count all dispatches of a row', () => {
    const rates = ratesOf(sampleProfile.rows[3])!;
    expect(rates.arithmetic).toBeCloseTo((3 * 8_388_608) / 36e3, 9);
    expect(rates.bandwidth).toBeCloseTo((3 * 459_776) / 36e3, 9);
    expect(rates.intensity).toBeCloseTo(8_388_608 / 459_776, 12);
    expect(ratesOf(sampleProfile.rows[12])).toBeNull();
  });

  it('of the products are those of all of them together', () => {
    const flops = 9 * 8_388_608 + 2 * 1_048_576 + 2 * 327_680;
    expect(productRate(sampleProfile)).toBeCloseTo(flops / 144e3, 9);
  });
});

describe('the words', () => {
  it('answer in a sentence', () => {
    expect(describeProfile(sampleProfile)).toBe(
      'A step of 32-[4 × 256]-10 at a batch of 64 takes 0.25\u00a0ms: 61\u00a0% of it are matrix products, 19\u00a0% the other kernels, 20\u00a0% submission and readback.',
    );
    expect(describeReach(sampleProfile)).toBe(
      'Its matrix products compute 543 GFLOP/s together, 5\u00a0% of the 12,000 GFLOP/s that this adapter reaches with multiply-adds that wait for nothing.',
    );
  });

  it('say that a step in one dispatch is one number', () => {
    const step = { lower: 0.01, median: 0.02, upper: 0.03 };
    const fused = { ...tiled, kind: 'fused', step } as const;
    const profile = {
      ...sampleProfile,
      executors: [fused, { ...tiled, chosen: false }],
    };
    expect(describeProfile(profile)).toContain(
      'takes 0.02\u00a0ms, all in one dispatch. Kernel by kernel it would take 0.25\u00a0ms: 61\u00a0%',
    );
  });

  it('name rows by kernel and layers', () => {
    expect(sampleProfile.rows.map(rowLabel)).toContain('dense 2–4');
    expect(sampleProfile.rows.map(rowLabel)).toContain('gather-batch inputs');
    expect(sampleProfile.rows.map(rowLabel)).toContain('loss/total');
    expect(sampleProfile.rows.map(rowLabel)).toContain('update');
    expect(layerNumbers([0, 1, 3, 5, 6, 7])).toBe('1–2, 4, 6–8');
    expect(layerNumbers([])).toBe('');
  });

  it('give a range its unit once', () => {
    expect(timeRange(0.2, 1.5)).toBe('0.2 – 1.50 ms');
    expect(timeRange(900, 1200)).toBe('900 ms – 1.20 s');
  });

  it('tell a small share from none', () => {
    expect([0, 0.004, 0.126, NaN].map(percent)).toEqual([
      '0\u00a0%',
      '<\u00a01\u00a0%',
      '13\u00a0%',
      '–',
    ]);
  });
});
