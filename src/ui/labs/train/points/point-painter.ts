import type { Task } from '../../../../core/spec.ts';
import { OWN_FEATURES } from '../../../../data/plane-features.ts';
import { PLANAR_DOMAIN } from '../../../../data/datasets/planar.ts';
import { drawPlane, planeGeometry } from '../../../charts/plane-painter.ts';
import type { Palette } from '../../../palette.ts';
import type { Place, Points } from './point-edits.ts';

export interface DrawingScene {
  readonly points: Points;
  readonly task: Task;
  /** Where keys add and remove; null while a pointer does. */
  readonly cursor: Place | null;
  readonly palette: Palette;
  readonly font: string;
}

/** CSS pixels. */
const CURSOR_RADIUS = 9;

/** Draws the plane with its points and the cursor into a square of `size` CSS pixels. */
export function paintPoints(
  context: CanvasRenderingContext2D,
  size: number,
  { points, task, cursor, palette, font }: DrawingScene,
): void {
  const [first, second] = OWN_FEATURES;
  const coordinates = Float32Array.from(points.flatMap(([x1, x2]) => [x1, x2]));
  drawPlane(
    context,
    {
      field: null,
      domain: PLANAR_DOMAIN,
      names: [first, second],
      train: {
        count: points.length,
        inputs: coordinates,
        plane: coordinates,
        labels: Float32Array.from(points, ([, , target]) => target),
      },
      test: null,
      meaning: { task, outputs: 1, probabilities: true, valueRange: 1 },
      palette,
      font,
    },
    size,
  );
  if (!cursor) return;
  const { toX, toY } = planeGeometry(PLANAR_DOMAIN, size, font);
  const x = Math.round(toX(cursor.x1)) + 0.5;
  const y = Math.round(toY(cursor.x2)) + 0.5;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, CURSOR_RADIUS, 0, 2 * Math.PI);
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ]) {
    context.moveTo(x + dx * (CURSOR_RADIUS - 4), y + dy * (CURSOR_RADIUS - 4));
    context.lineTo(x + dx * (CURSOR_RADIUS + 4), y + dy * (CURSOR_RADIUS + 4));
  }
  context.stroke();
}
