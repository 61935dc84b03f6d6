import type { Glyph, Stroke } from './glyphs.ts';

/**
 * The path of a pen as straight pieces: x and y of every point, and for each point whether
 * the pen went down there, so that no piece leads to it from the point before.
 */
export interface Trace {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly starts: Uint8Array;
}

/** Straight pieces between two control points of a smooth stroke. */
const PIECES = 5;

/** Flattens the strokes of a glyph, after `moved` has shifted each control point. */
export function traceGlyph(
  glyph: Glyph,
  moved: (point: readonly [number, number]) => readonly [number, number],
): Trace {
  const x: number[] = [];
  const y: number[] = [];
  const starts: number[] = [];
  for (const stroke of glyph) {
    const points = stroke.points.map(moved);
    starts.push(1);
    if (stroke.smooth) addSpline(points, x, y);
    else addLine(points, x, y);
    while (starts.length < x.length) starts.push(0);
  }
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    starts: Uint8Array.from(starts),
  };
}

/** Also divides straight lines, so that a distortion can bend them. */
function addLine(points: Stroke['points'], x: number[], y: number[]): void {
  x.push(points[0][0]);
  y.push(points[0][1]);
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1];
    const [x1, y1] = points[i];
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      x.push(x0 + t * (x1 - x0));
      y.push(y0 + t * (y1 - y0));
    }
  }
}

/** A Catmull-Rom spline: it passes through every control point; the ends are doubled. */
function addSpline(points: Stroke['points'], x: number[], y: number[]): void {
  x.push(points[0][0]);
  y.push(points[0][1]);
  for (let i = 1; i < points.length; i++) {
    const a = points[Math.max(0, i - 2)];
    const b = points[i - 1];
    const c = points[i];
    const d = points[Math.min(points.length - 1, i + 1)];
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      x.push(catmullRom(a[0], b[0], c[0], d[0], t));
      y.push(catmullRom(a[1], b[1], c[1], d[1], t));
    }
  }
}

/** Between b (t = 0) and c (t = 1), with slopes (c − a)/2 and (d − b)/2. */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  const linear = c - a;
  const square = 2 * a - 5 * b + 4 * c - d;
  const cube = 3 * (b - c) + d - a;
  return b + 0.5 * t * (linear + t * (square + t * cube));
}
