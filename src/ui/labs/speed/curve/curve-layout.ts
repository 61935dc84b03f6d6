import type { Quantity, SpeedAxis } from '../../../../core/speed-question.ts';
import type { Crossover } from '../../../../speed/results/compare-engines.ts';
import type { Curve } from '../../../../speed/results/curves.ts';
import { formatTick, formatTime } from '../../../format.ts';
import type { Palette } from '../../../palette.ts';
import type { Mark } from './chart-marks.ts';
import { engineColour, engineDash } from './engine-colours.ts';

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

/** Operations of a training step at a place on the axis. */
export interface Growth {
  readonly x: number;
  readonly operations: number;
}

export interface CurveChart {
  readonly curves: readonly Curve[];
  /** Curves of another result, drawn thin. */
  readonly compared: readonly Curve[];
  readonly crossovers: readonly Crossover[];
  /** How the operations grow, for the slope that theory expects; ascending. */
  readonly growth: readonly Growth[];
  readonly axis: SpeedAxis;
  readonly quantity: Quantity;
  /** Places of the sizes that were asked for. */
  readonly places: readonly number[];
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** Of a character, in pixels. */
  readonly font: number;
}

interface Frame extends ChartSize {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
}

/** In characters: below this width the names of the lines stand in a key and not at their ends. */
const LABELLED_WIDTH = 36;

export const isLabelled = ({ width, font }: Pick<ChartSize, 'width' | 'font'>): boolean =>
  width / font >= LABELLED_WIDTH;

/** Time against size, both on logarithmic axes: every engine a line with the band of its quartiles. */
export function layOutCurves(
  chart: CurveChart,
  size: ChartSize,
  palette: Palette,
): Mark[] {
  const all = [...chart.curves, ...chart.compared].flatMap(({ points }) => points);
  const [bottom, top] = rangeOf(
    all.flatMap(({ quartiles: { lower, upper } }) => [lower, upper]),
  );
  const labelled = isLabelled(size);
  const frame = frameOf(size, chart.places, [bottom, top], labelled);
  return [
    ...axes(chart, frame, [bottom, top], palette),
    ...theory(chart, frame, palette),
    ...chart.curves.flatMap((curve) => band(curve, frame, palette)),
    ...crossings(chart, frame, palette),
    ...chart.compared.flatMap((curve) =>
      line(within(curve, frame), frame, palette, true),
    ),
    ...chart.curves.flatMap((curve) => line(curve, frame, palette, false)),
    ...(labelled ? names(chart.curves, frame, palette) : []),
  ];
}

/** Whole decades around the times; one of them where there are none. */
function rangeOf(times: readonly number[]): [number, number] {
  if (times.length === 0) return [0.1, 100];
  const low = Math.floor(Math.log10(Math.min(...times)) + 1e-9);
  const high = Math.ceil(Math.log10(Math.max(...times)) - 1e-9);
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

function frameOf(
  size: ChartSize,
  places: readonly number[],
  [low, high]: readonly [number, number],
  labelled: boolean,
): Frame {
  const { width, height, font } = size;
  const left = 4.6 * font;
  const right = width - (labelled ? 8.5 : 1) * font;
  const top = 0.8 * font;
  const bottom = height - 3.4 * font;
  const first = Math.min(...places);
  const last = Math.max(...places);
  const span = Math.log(last / first) || 1;
  const inset = 1.2 * font;
  return {
    ...size,
    left,
    right,
    top,
    bottom,
    x: (value) =>
      first === last
        ? (left + right) / 2
        : left + inset + (Math.log(value / first) / span) * (right - left - 2 * inset),
    y: (value) =>
      bottom - (Math.log(value / low) / Math.log(high / low)) * (bottom - top),
  };
}

function axes(
  { axis, quantity, places }: CurveChart,
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

/** Time as it would grow with the operations alone, through the last point of the fastest line. */
function theory({ curves, growth }: CurveChart, frame: Frame, palette: Palette): Mark[] {
  const ends = curves.flatMap(({ device, points }) =>
    (device === 'cpu' || device === 'gpu') && points.length > 1
      ? [points[points.length - 1]]
      : [],
  );
  if (ends.length === 0) return [];
  const last = ends.reduce((a, b) =>
    b.x > a.x || (b.x === a.x && b.quartiles.median < a.quartiles.median) ? b : a,
  );
  const rate = last.quartiles.median / last.point.operations;
  const points = growth
    .filter(({ x }) => x <= last.x)
    .map(({ x, operations }) => [x, rate * operations] as const)
    .filter(([, time]) => frame.y(time) <= frame.bottom)
    .map(([x, time]): [number, number] => [frame.x(x), frame.y(time)]);
  if (points.length < 2) return [];
  return [
    { kind: 'line', points, colour: palette.muted, width: 1, dash: '1 4' },
    {
      kind: 'text',
      at: [points[0][0] + 0.4 * frame.font, points[0][1] - 0.5 * frame.font],
      text: 'time ∝ operations',
      colour: palette.muted,
      size: 0.9 * frame.font,
      anchor: 'start',
    },
  ];
}

/** What of a curve of another result lies between the sizes that are drawn. */
const within = (curve: Curve, { left, right, x }: Frame): Curve => ({
  ...curve,
  points: curve.points.filter((point) => x(point.x) >= left && x(point.x) <= right),
});

function band({ engine, points }: Curve, frame: Frame, palette: Palette): Mark[] {
  if (points.length < 2) return [];
  const edge = (of: 'lower' | 'upper') =>
    points.map(({ x, quartiles }): [number, number] => [
      frame.x(x),
      frame.y(quartiles[of]),
    ]);
  return [
    {
      kind: 'area',
      points: [...edge('upper'), ...edge('lower').reverse()],
      colour: engineColour(engine, palette),
      opacity: 0.22,
    },
  ];
}

function line(
  { engine, label, device, points }: Curve,
  frame: Frame,
  palette: Palette,
  thin: boolean,
): Mark[] {
  const colour = engineColour(engine, palette);
  const places = points.map(({ x, quartiles }): [number, number] => [
    frame.x(x),
    frame.y(quartiles.median),
  ]);
  const path: Mark = {
    kind: 'line',
    points: places,
    colour,
    width: thin ? 1 : 2,
    ...(thin ? { dash: '4 3' } : dashOf(engine)),
  };
  if (thin) return places.length > 1 ? [path] : [];
  const dots = points.map(({ x, quartiles }, at): Mark => ({
    kind: 'dot',
    at: places[at],
    radius: 0.28 * frame.font,
    colour,
    shape: device === 'gpu' ? 'circle' : 'square',
    title: `${label} at ${x}: ${formatTime(quartiles.median)}, quartiles ${formatTime(quartiles.lower)} to ${formatTime(quartiles.upper)}`,
  }));
  return places.length > 1 ? [path, ...dots] : dots;
}

const dashOf = (engine: string): { dash?: string } => {
  const dash = engineDash(engine);
  return dash === undefined ? {} : { dash };
};

function crossings({ crossovers }: CurveChart, frame: Frame, palette: Palette): Mark[] {
  return crossovers.flatMap(({ x, faster, certain }): Mark[] => {
    const at = frame.x(x);
    return [
      {
        kind: 'line',
        points: [
          [at, frame.top],
          [at, frame.bottom],
        ],
        colour: palette.ink,
        width: 1,
        dash: certain ? '5 3' : '2 4',
      },
      {
        kind: 'text',
        at: [at + 0.4 * frame.font, frame.top + 0.9 * frame.font],
        text: `${faster === 'gpu' ? 'GPU' : 'CPU'} faster →`,
        colour: palette.ink,
        size: 0.95 * frame.font,
        anchor: 'start',
      },
    ];
  });
}

/** The name of each line at its right end, moved apart where they would lie over each other. */
function names(curves: readonly Curve[], frame: Frame, palette: Palette): Mark[] {
  const gap = 1.25 * frame.font;
  const ends = curves
    .flatMap(({ engine, points }) => {
      const end = points.at(-1);
      return end ? [{ engine, x: frame.x(end.x), y: frame.y(end.quartiles.median) }] : [];
    })
    .sort((a, b) => a.y - b.y);
  const places = spread(
    ends.map(({ y }) => y),
    gap,
    frame.top + gap / 2,
    frame.bottom,
  );
  return ends.flatMap(({ engine, x, y }, at): Mark[] => {
    const colour = engineColour(engine, palette);
    const text: Mark = {
      kind: 'text',
      at: [frame.right + 0.7 * frame.font, places[at] + 0.35 * frame.font],
      text: engine,
      colour: palette.ink,
      size: 0.92 * frame.font,
      anchor: 'start',
    };
    const leader: Mark = {
      kind: 'line',
      points: [
        [x + 0.4 * frame.font, y],
        [frame.right + 0.5 * frame.font, places[at]],
      ],
      colour,
      width: 1,
      dash: '1 2',
    };
    return [leader, text];
  });
}

/** Ascending places at least `gap` apart, as near to the wanted ones as one pass down and up brings them. */
export function spread(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const places = wanted.map((place) => Math.max(low, place));
  for (let at = 1; at < places.length; at++)
    places[at] = Math.max(places[at], places[at - 1] + gap);
  for (let at = places.length - 1; at >= 0; at--)
    places[at] = Math.min(
      places[at],
      at === places.length - 1 ? high : places[at + 1] - gap,
    );
  return places;
}
