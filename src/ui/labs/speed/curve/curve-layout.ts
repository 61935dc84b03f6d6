import type { Crossover } from '../../../../speed/results/compare-engines.ts';
import type { Curve } from '../../../../speed/results/curves.ts';
import { formatTime } from '../../../format.ts';
import type { Palette } from '../../../palette.ts';
import type { Mark } from './chart-marks.ts';
import { axes, type ChartAxes } from './curve-axes.ts';
import {
  frameOf,
  isLabelled,
  rangeOf,
  type ChartSize,
  type Frame,
} from './curve-frame.ts';
import { names } from './curve-names.ts';
import { engineColour, engineDash } from './engine-colours.ts';

/** Operations of a training step at a place on the axis. */
export interface Growth {
  readonly x: number;
  readonly operations: number;
}

export interface CurveChart extends ChartAxes {
  readonly curves: readonly Curve[];
  /** Curves of another result, drawn thin. */
  readonly compared: readonly Curve[];
  readonly crossovers: readonly Crossover[];
  /** How the operations grow, for the slope that theory expects; ascending. */
  readonly growth: readonly Growth[];
}

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
