import uPlot from 'uplot';
import { fontScale } from './canvas-font.ts';
import type { LossColumns } from '../run/loss-history.ts';
import type { Palette } from '../palette.ts';
import { formatTick } from '../format.ts';

export interface LossChartOptions {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly logarithmic: boolean;
  readonly font: string;
  /** Called with the index of the point under the cursor, or null. */
  readonly onCursor: (index: number | null) => void;
}

/** The lines in drawing order: the noisy one first, so that it lies behind. */
const LINES = [
  { name: 'batch', colour: 'batchLine', width: 1 },
  { name: 'train', colour: 'trainLine', width: 1.75 },
  { name: 'test', colour: 'testLine', width: 1.75, dash: [5, 3] },
] as const satisfies readonly {
  name: keyof LossColumns;
  colour: keyof Palette;
  width: number;
  dash?: number[];
}[];

/**
 * Columns as uPlot takes them: on a logarithmic axis the exponents of ten, for which nothing
 * but positive values has one. (uPlot's own logarithmic axis has no ticks beyond 1e17.)
 */
export function toChartData(
  columns: LossColumns,
  logarithmic: boolean,
): uPlot.AlignedData {
  const visible = (values: (number | null)[]) =>
    logarithmic
      ? values.map((value) => (value !== null && value > 0 ? Math.log10(value) : null))
      : values;
  return [columns.steps, ...LINES.map(({ name }) => visible(columns[name]))];
}

/** A uPlot of the losses over the steps, without legend: its reader is the page's own. */
export function createLossChart(
  target: HTMLElement,
  columns: LossColumns,
  options: LossChartOptions,
): uPlot {
  const { width, height, palette, logarithmic, font } = options;
  const scale = fontScale(font);
  const axis: uPlot.Axis = {
    stroke: palette.muted,
    font,
    labelFont: font,
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
        {
          ...axis,
          size: 24 * scale,
          label: 'Step',
          labelSize: 16 * scale,
          labelGap: 0,
          space: 70 * scale,
        },
        {
          ...axis,
          size: 46 * scale,
          label: logarithmic ? 'Loss (log)' : 'Loss',
          labelSize: 16 * scale,
          labelGap: 0,
          space: 28 * scale,
          ...(logarithmic ? { incrs: [1, 2, 5, 10, 20] } : {}),
          values: (_, ticks) =>
            ticks.map((tick) => formatTick(logarithmic ? 10 ** tick : tick)),
        },
      ],
      series: [
        {},
        ...LINES.map((line): uPlot.Series => ({
          label: line.name,
          stroke: palette[line.colour],
          width: line.width,
          ...('dash' in line ? { dash: [...line.dash] } : {}),
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        setCursor: [(chart) => options.onCursor(chart.cursor.idx ?? null)],
      },
    },
    toChartData(columns, logarithmic),
    target,
  );
}

/** At least one decade, so that there are two ticks. */
function wholeDecades(low: number, high: number): [number, number] {
  const bottom = Math.floor(low);
  return [bottom, Math.max(bottom + 1, Math.ceil(high))];
}
