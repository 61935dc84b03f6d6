import { describe, expect, it } from 'vitest';
import { layOutCurves } from '../../../../src/ui/labs/speed/curve/curve-layout.ts';
import { spread } from '../../../../src/ui/labs/speed/curve/curve-names.ts';
import { writeSvg } from '../../../../src/ui/labs/speed/curve/chart-marks.ts';
import {
  chartOf,
  drawPicture,
} from '../../../../src/ui/labs/speed/curve/draw-picture.ts';
import { PALETTES } from '../../../../src/ui/palette.ts';
import { sampleResult } from '../../../speed/sample-result.ts';

const result = sampleResult({
  rounds: 3,
  values: [8, 64, 512],
  times: {
    cpu: [() => 0.02, () => 0.4, () => 40],
    webgpu: [() => 1.5, () => 1.6, () => 4],
    'cpu-again': [() => 0.021],
  },
});
const size = { width: 800, height: 480, font: 13 };

describe('the chart of times', () => {
  it('lies within its frame, whatever is measured', () => {
    const one = sampleResult({ rounds: 1, times: { cpu: [() => 3] } });
    const none = sampleResult({ rounds: 1, times: { cpu: [] } });
    for (const each of [result, one, none])
      for (const width of [280, 800, 2400]) {
        const marks = layOutCurves(
          chartOf(each, 'step', null),
          { ...size, width },
          PALETTES.light,
        );
        for (const mark of marks)
          for (const [x, y] of 'points' in mark ? mark.points : [mark.at]) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(width);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(size.height);
          }
      }
  });

  it('draws another result behind it, as far as it lies between the sizes', () => {
    const wider = sampleResult({
      rounds: 3,
      values: [2, 8, 64, 512, 4096],
      times: { cpu: [() => 0.01, () => 0.02, () => 0.4, () => 40, () => 300] },
    });
    const marks = layOutCurves(chartOf(result, 'step', wider), size, PALETTES.light);
    const dashed = marks.filter((mark) => mark.kind === 'line' && mark.dash === '4 3');
    expect(dashed).toHaveLength(1);
    expect(dashed[0].kind === 'line' && dashed[0].points.length).toBe(3);
  });

  it('draws a line for each engine that has times, and marks the crossover', () => {
    const marks = layOutCurves(chartOf(result, 'step', null), size, PALETTES.light);
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toEqual(
      expect.arrayContaining([
        'cpu',
        'webgpu',
        'GPU faster →',
        'time ∝ operations',
        'ms a training step',
      ]),
    );
    const dots = marks.filter(({ kind }) => kind === 'dot');
    expect(dots).toHaveLength(7);
  });

  it('keeps names apart', () => {
    expect(spread([10, 11, 12], 15, 0, 100)).toEqual([10, 25, 40]);
    expect(spread([98, 99], 15, 0, 100)).toEqual([85, 100]);
  });
});

describe('the picture of a result', () => {
  it('is a file of its own with answer, chart and machine', () => {
    const { svg } = drawPicture(result, 'step', PALETTES.dark);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('overtakes the CPU');
    expect(svg).toContain('WebGPU on A card, 2 cores');
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg.match(/<(path|text|rect|circle)/g)?.length).toBeGreaterThan(20);
  });

  it('escapes what it is given', () => {
    const file = { width: 10, height: 10, background: '#fff', title: '<script>&"' };
    const text = {
      kind: 'text',
      text: '<b>',
      at: [1, 1],
      colour: '#000',
      size: 9,
      anchor: 'start',
    } as const;
    const svg = writeSvg([text], file);
    expect(svg).toContain('&lt;script&gt;&amp;&quot;');
    expect(svg).toContain('&lt;b&gt;');
  });
});
