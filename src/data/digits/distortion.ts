import type { Random } from '../../core/random.ts';
import type { Trace } from './trace.ts';

/** Nodes along each side of the field's lattice; the digit lies between the inner ones. */
const NODES = 6;

/**
 * Bends a trace elastically, in place: a random displacement at every node of a coarse
 * lattice, smoothed by a uniform cubic B-spline, so that neighbouring points move together
 * (the idea of Simard, Steinkraus and Platt 2003, "Best practices for convolutional neural
 * networks", who smooth a field of random displacements with a Gaussian).
 *
 * @param strength standard deviation of a node's displacement, in units of the digit's height
 */
export function bend(trace: Trace, strength: number, random: Random): void {
  const shiftX = new Float64Array(NODES * NODES);
  const shiftY = new Float64Array(NODES * NODES);
  for (let node = 0; node < shiftX.length; node++) {
    shiftX[node] = strength * random.normal();
    shiftY[node] = strength * random.normal();
  }
  const weightsX = new Float64Array(4);
  const weightsY = new Float64Array(4);
  for (let i = 0; i < trace.x.length; i++) {
    const column = splineWeights(trace.x[i], weightsX);
    const row = splineWeights(trace.y[i], weightsY);
    let dx = 0;
    let dy = 0;
    for (let v = 0; v < 4; v++)
      for (let u = 0; u < 4; u++) {
        const node = (row + v) * NODES + column + u;
        const weight = weightsX[u] * weightsY[v];
        dx += weight * shiftX[node];
        dy += weight * shiftY[node];
      }
    trace.x[i] += dx;
    trace.y[i] += dy;
  }
}

/** Fills the four cubic B-spline weights at `position` (0 to 1) and returns the first node. */
function splineWeights(position: number, weights: Float64Array): number {
  const scaled = Math.min(1, Math.max(0, position)) * (NODES - 3);
  const first = Math.min(Math.floor(scaled), NODES - 4);
  const t = scaled - first;
  const s = 1 - t;
  weights[0] = (s * s * s) / 6;
  weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
  weights[3] = (t * t * t) / 6;
  return first;
}

/** Rotates, slants and stretches a trace about its middle, in place; angles in radians. */
export function transform(
  trace: Trace,
  { rotation, slant, stretch }: { rotation: number; slant: number; stretch: number },
): void {
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const tan = Math.tan(slant);
  for (let i = 0; i < trace.x.length; i++) {
    const y = trace.y[i] - 0.5;
    // A positive slant leans the top to the right, as writing does; y points down.
    const x = (trace.x[i] - 0.5) * stretch - tan * y;
    trace.x[i] = cos * x - sin * y;
    trace.y[i] = sin * x + cos * y;
  }
}

/**
 * Scales a trace so that the longer side of its bounding box measures `size`, and moves the
 * box's centre to (`centreX`, `centreY`), in place.
 */
export function fit(trace: Trace, size: number, centreX: number, centreY: number): void {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < trace.x.length; i++) {
    left = Math.min(left, trace.x[i]);
    right = Math.max(right, trace.x[i]);
    top = Math.min(top, trace.y[i]);
    bottom = Math.max(bottom, trace.y[i]);
  }
  const scale = size / Math.max(right - left, bottom - top);
  for (let i = 0; i < trace.x.length; i++) {
    trace.x[i] = centreX + scale * (trace.x[i] - (left + right) / 2);
    trace.y[i] = centreY + scale * (trace.y[i] - (top + bottom) / 2);
  }
}
