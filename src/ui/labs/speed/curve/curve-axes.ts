import type { Quantity, SpeedAxis } from '../../../../core/speed-question.ts';
import { formatTick } from '../../../format.ts';
import type { Palette } from '../../../palette.ts';
import type { Mark } from './chart-marks.ts';
import type { Frame } from './curve-frame.ts';

export const AXIS_LABELS: Readonly<Record<SpeedAxis, string>> = {
  width: 'Width of the hidden layers, units',
  batch: 'Batch size, examples',
  depth: 'Depth, hidden layers',
  parameters: 'Parameters',
};
export const QUANTITY_LABELS: Readonly<Record<Quantity, string>> = {
  gradient: 'ms a gradient',
  step: 'ms a training step',
  latency: 'ms for one step, waited for',
};

/** What the axes are of. */
export interface ChartAxes {
  readonly axis: SpeedAxis;
  readonly quantity: Quantity;
  /** Places of the sizes that were asked for. */
  readonly places: readonly number[];
}

/** Lines, ticks and labels of both axes. @param range of the times, whole decades */
export function axes(
  { axis, quantity, places }: ChartAxes,
  frame: Frame,
  [low, high]: readonly [number, number],
  palette: Palette,
): Mark[] {
  const { left, right, top, bottom, font, height } = frame;
  const marks: Mark[] = [];
  const text = (at: [number, number], label: string, anchor: 'middle' | 'end'): Mark => ({
    kind: 'text',
    at,
    text: label,
    colour: palette.muted,
    size: font,
    anchor,
  });
  for (let decade = low; decade <= high * 1.001; decade *= 10) {
    const y = frame.y(decade);
    marks.push(
      {
        kind: 'line',
        points: [
          [left, y],
          [right, y],
        ],
        colour: palette.hairline,
        width: 1,
      },
      text(
        [left - 0.5 * font, y + 0.35 * font],
        formatTick(Number(decade.toPrecision(3))),
        'end',
      ),
    );
  }
  let free = -Infinity;
  const widthOf = (label: string) => 0.64 * font * label.length;
  const lastPlace = places[places.length - 1];
  // The ends are what a reader looks for: another gives way to the last.
  const lastLeft = frame.x(lastPlace) - widthOf(String(lastPlace)) / 2 - 0.6 * font;
  for (const place of places) {
    const label =
      place >= 10_000 ? formatTick(Number(place.toPrecision(2))) : String(place);
    const x = frame.x(place);
    const half = widthOf(label) / 2;
    marks.push({
      kind: 'line',
      points: [
        [x, bottom],
        [x, bottom + 0.3 * font],
      ],
      colour: palette.border,
      width: 1,
    });
    if (x - half < free || (place !== lastPlace && x + half > lastLeft)) continue;
    free = x + half + 0.6 * font;
    marks.push(text([x, bottom + 1.4 * font], label, 'middle'));
  }
  marks.push(
    {
      kind: 'line',
      points: [
        [left, bottom],
        [right, bottom],
      ],
      colour: palette.border,
      width: 1,
    },
    text([(left + right) / 2, height - 0.6 * font], AXIS_LABELS[axis], 'middle'),
    {
      kind: 'text',
      at: [0.95 * font, (top + bottom) / 2],
      text: QUANTITY_LABELS[quantity],
      colour: palette.muted,
      size: font,
      anchor: 'middle',
      rotation: -90,
    },
  );
  return marks;
}
