import { fit } from './distortion.ts';
import { drawTrace, IMAGE_SIDE } from './rendering.ts';
import type { Trace } from './trace.ts';
import { PEN, SIZE } from './write-digit.ts';

/** [x, y], x to the right and y down, in any unit that is the same for both. */
export type StrokePoint = readonly [number, number];

/** What a hand drew: pieces of the pen's path, each from where it went down to where it went up. */
export type Strokes = readonly (readonly StrokePoint[])[];

const mean = ([low, high]: readonly [number, number]): number => (low + high) / 2;

/**
 * Draws strokes as the generated digits are drawn: of the mean size of these, in the middle of
 * the image, with their mean pen. So it does not matter where, how large or how boldly somebody
 * draws.
 *
 * @param least side of the drawing, in units of the strokes, from which on it is made larger no
 *   more: a dot stays one. Above 0
 * @returns [28, 28], row-major; 0 is paper, 1 is ink
 */
export function drawStrokes(strokes: Strokes, least: number): Float32Array {
  const image = new Float32Array(IMAGE_SIDE * IMAGE_SIDE);
  const trace = traceStrokes(strokes);
  if (trace.x.length === 0) return image;
  const extent = Math.max(extentOf(trace.x), extentOf(trace.y));
  const size = mean(SIZE) * Math.min(1, extent / least);
  const middle = IMAGE_SIDE / 2;
  if (extent > 0) fit(trace, size, middle, middle);
  else {
    trace.x.fill(middle);
    trace.y.fill(middle);
  }
  drawTrace(trace, () => mean(PEN), image);
  return image;
}

function traceStrokes(strokes: Strokes): Trace {
  const x: number[] = [];
  const y: number[] = [];
  const starts: number[] = [];
  for (const stroke of strokes) {
    // A pen that went down and up again leaves a dot: a piece without length.
    const points = stroke.length === 1 ? [stroke[0], stroke[0]] : stroke;
    points.forEach((point, index) => {
      x.push(point[0]);
      y.push(point[1]);
      starts.push(index === 0 ? 1 : 0);
    });
  }
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    starts: Uint8Array.from(starts),
  };
}

function extentOf(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
