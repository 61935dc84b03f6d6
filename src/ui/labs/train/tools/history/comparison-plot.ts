import uPlot from 'uplot';
import { fontScale } from '../../../../charts/canvas-font.ts';
import { formatTick } from '../../../../format.ts';
import type { Palette } from '../../../../palette.ts';
import type { ComparisonData } from './comparison-data.ts';
import type { PinStyle } from './pin-styles.ts';

export interface ComparisonPlotOptions {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly logarithmic: boolean;
  readonly font: string;
  /** Of the axis: `Test loss`. */
  readonly label: string;
  /** Of each line, in the order of the data. */
  readonly styles: readonly PinStyle[];
  /** Called with the index of the step under the cursor, or null. */
  readonly onCursor: (index: number | null) => void;
}

/** A uPlot of the curves of several runs, without legend: its reader is the page's own. */
export function createComparisonPlot(
  target: HTMLElement,
  data: ComparisonData,
  options: ComparisonPlotOptions,
): uPlot {
  const { width, height, palette, logarithmic, font, label, styles } = options;
  const scale = fontScale(font);
  const axis: uPlot.Axis = {
    stroke: palette.muted,
    font,
    labelFont: font,
    labelSize: 16 * scale,
    labelGap: 0,
    grid: { stroke: palette.hairline, width: 1 },
    ticks: { stroke: palette.border, width: 1, size: 4 },
    gap: 4,
  };
  return new uPlot(
    {
      width,
      height,
      legend: { show: false },
      // At the right there is room for half of the last step's number.
      padding: [8, 28 * scale, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: (_, min, max) => [min ?? 0, Math.max(max ?? 0, 10)] },
        y: logarithmic
          ? { range: (_, min, max) => wholeDecades(min ?? -1, max ?? 0) }
          : { range: (_, min, max) => [Math.min(0, min ?? 0), (max ?? 1) * 1.05 || 1] },
      },
      axes: [
        { ...axis, size: 24 * scale, label: 'Step', space: 70 * scale },
        {
          ...axis,
          size: 46 * scale,
          label: logarithmic ? `${label} (log)` : label,
          space: 28 * scale,
          ...(logarithmic ? { incrs: [1, 2, 5, 10, 20] } : {}),
          values: (_, ticks) =>
            ticks.map((tick) => formatTick(logarithmic ? 10 ** tick : tick)),
        },
      ],
      series: [
        {},
        ...styles.map(({ colour, dash }): uPlot.Series => ({
          stroke: colour,
          width: 1.75,
          dash: [...dash],
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [(chart) => options.onCursor(chart.cursor.idx ?? null)] },
    },
    toAligned(data),
    target,
  );
}

export function toAligned({ steps, lines }: ComparisonData): uPlot.AlignedData {
  return [[...steps], ...lines.map((line) => [...line])];
}

/** At least one decade, so that there are two ticks. */
function wholeDecades(low: number, high: number): [number, number] {
  const bottom = Math.floor(low);
  return [bottom, Math.max(bottom + 1, Math.ceil(high))];
}
