import { describe, expect, it } from 'vitest';
import {
  drawnBandwidths,
  layOutRoofline,
  type Label,
} from '../../../../../src/ui/labs/speed/profile/roofline-layout.ts';
import { sampleProfile } from './sample-profile.ts';

const { rows, ceilings } = sampleProfile;
const size = { width: 900, height: 500, font: 13 };
const sizes = [
  { width: 280, height: 286, font: 13 },
  size,
  { width: 1500, height: 700, font: 19 },
];

/** As wide as the layout takes it for. */
const box = ({ x, y, text }: Label, font: number) => ({
  left: x,
  right: x + 0.56 * font * text.length,
  top: y - 0.85 * font,
  bottom: y + 0.25 * font,
});

describe('a roofline', () => {
  it('puts points and ridges where their logarithms are', () => {
    const { points, xTicks, yTicks, roofs } = layOutRoofline(rows, ceilings, size);
    const at = (ticks: readonly { at: number; value: number }[], value: number) => {
      const [first, last] = [ticks[0], ticks[ticks.length - 1]];
      const share = Math.log(value / first.value) / Math.log(last.value / first.value);
      return first.at + share * (last.at - first.at);
    };
    // Row 4: three dispatches of 8.39 Mflop in 36 µs.
    const point = points.find(({ number }) => number === 4)!;
    expect(point.x).toBeCloseTo(at(xTicks, 8_388_608 / 459_776), 6);
    expect(point.y).toBeCloseTo(at(yTicks, (3 * 8_388_608) / 36e-6 / 1e9), 6);
    expect(roofs.map(({ ridgeIntensity }) => ridgeIntensity)).toEqual([
      12_000 / 420,
      12_000 / 1500,
    ]);
    for (const { ridge, ridgeIntensity, line } of roofs) {
      expect(ridge.x).toBeCloseTo(at(xTicks, ridgeIntensity), 6);
      expect(ridge.y).toBeCloseTo(at(yTicks, 12_000), 6);
      expect(line[1]).toEqual(ridge);
    }
    // Both bandwidths have the same slope on logarithmic axes.
    expect(roofs[0].angle).toBeCloseTo(roofs[1].angle, 6);
  });

  it.each(sizes)('keeps all of it within $width pixels, and labels apart', (given) => {
    const { points, plot, roofs } = layOutRoofline(rows, ceilings, given);
    for (const { x, y } of [...points, ...roofs.flatMap(({ line }) => line)]) {
      expect(x).toBeGreaterThanOrEqual(plot.left - 1e-6);
      expect(x).toBeLessThanOrEqual(plot.right + 1e-6);
      expect(y).toBeGreaterThanOrEqual(plot.top - 1e-6);
      expect(y).toBeLessThanOrEqual(plot.bottom + 1e-6);
    }
    const labels = points.flatMap(({ label }) => (label ? [box(label, given.font)] : []));
    expect(labels.length).toBeGreaterThan(points.length / 2);
    for (const [index, a] of labels.entries())
      for (const b of labels.slice(index + 1))
        expect(
          a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
        ).toBe(false);
  });

  it('leaves out what has no place on logarithmic axes, and names it', () => {
    const { points, without } = layOutRoofline(rows, ceilings, size);
    expect(without).toEqual([
      'gather-batch inputs',
      'gather-batch targets',
      'new dense_0',
    ]);
    expect(points).toHaveLength(rows.length - 3);
  });

  it('draws a cache only where it is notably faster than the memory', () => {
    expect(drawnBandwidths(ceilings).map(({ bytes }) => bytes)).toEqual([
      2 ** 26,
      2 ** 20,
    ]);
    const level = ceilings.bandwidths.map((bandwidth) => ({
      ...bandwidth,
      rate: ceilings.bandwidths[0].rate,
    }));
    const drawn = drawnBandwidths({ ...ceilings, bandwidths: level });
    expect(drawn.map(({ bytes }) => bytes)).toEqual([2 ** 26]);
  });
});
