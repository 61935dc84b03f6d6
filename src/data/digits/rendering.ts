import type { Trace } from './trace.ts';

/** Width and height of an image in pixels. */
export const IMAGE_SIDE = 28;

/** Over how many pixels the edge of a stroke fades. */
const EDGE = 1.2;

/** Half the width of the pen, in pixels, at both ends of a piece of the trace. */
export type PenAt = (point: number) => number;

/**
 * Draws a trace in pixel coordinates into a blank image, with round ends and soft edges:
 * each pixel takes the most ink that any piece of the trace gives it.
 *
 * @param image [28, 28], row-major; 0 is paper, 1 is ink
 */
export function drawTrace(trace: Trace, penAt: PenAt, image: Float32Array): void {
  for (let i = 1; i < trace.x.length; i++)
    if (!trace.starts[i])
      drawPiece(
        { x: trace.x[i - 1], y: trace.y[i - 1], pen: penAt(i - 1) },
        { x: trace.x[i], y: trace.y[i], pen: penAt(i) },
        image,
      );
}

interface PenPoint {
  readonly x: number;
  readonly y: number;
  /** Half the width of the pen. */
  readonly pen: number;
}

function drawPiece(from: PenPoint, to: PenPoint, image: Float32Array): void {
  const reach = Math.max(from.pen, to.pen) + EDGE / 2;
  const left = clampToImage(Math.floor(Math.min(from.x, to.x) - reach));
  const right = clampToImage(Math.ceil(Math.max(from.x, to.x) + reach));
  const top = clampToImage(Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = clampToImage(Math.ceil(Math.max(from.y, to.y) + reach));
  const alongX = to.x - from.x;
  const alongY = to.y - from.y;
  const lengthSquared = alongX * alongX + alongY * alongY;
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) {
      // From the middle of the pixel to the nearest point of the piece.
      const px = column + 0.5 - from.x;
      const py = row + 0.5 - from.y;
      const projected =
        lengthSquared > 0 ? (px * alongX + py * alongY) / lengthSquared : 0;
      const t = Math.min(1, Math.max(0, projected));
      const dx = px - t * alongX;
      const dy = py - t * alongY;
      const pen = from.pen + t * (to.pen - from.pen);
      const ink = 0.5 + (pen - Math.sqrt(dx * dx + dy * dy)) / EDGE;
      const pixel = row * IMAGE_SIDE + column;
      if (ink > image[pixel]) image[pixel] = Math.min(1, ink);
    }
}

function clampToImage(position: number): number {
  return Math.min(IMAGE_SIDE, Math.max(0, position));
}
