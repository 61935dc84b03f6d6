import type { Strokes } from '../../../../../data/digits/draw-strokes.ts';
import type { Palette } from '../../../../palette.ts';
import { CELLS, type Cell } from './drawing.ts';

/** Width of the pen in cells: about that of the generated digits. */
const PEN = 2.4;

/** What is on the pad. */
export interface PadScene {
  readonly strokes: Strokes;
  /** The keyboard's cursor, where it is shown. */
  readonly cursor: Cell | null;
  /** The eraser: its middle and radius in units of the pad, where it is shown. */
  readonly eraser: {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
  } | null;
}

/** Draws the pad into a square of `size` CSS pixels; the context is scaled already. */
export function drawPad(
  context: CanvasRenderingContext2D,
  { strokes, cursor, eraser }: PadScene,
  size: number,
  palette: Palette,
): void {
  context.clearRect(0, 0, size, size);
  if (cursor) drawGrid(context, size, palette);
  context.strokeStyle = context.fillStyle = palette.ink;
  context.lineWidth = (PEN * size) / CELLS;
  context.lineCap = context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    const [x, y] = stroke[0];
    context.moveTo(x * size, y * size);
    // A line that goes nowhere is drawn as a dot, thanks to its round ends.
    for (const [toX, toY] of stroke) context.lineTo(toX * size, toY * size);
    context.stroke();
  }
  if (cursor) {
    const cell = size / CELLS;
    // With a rim of paper, so that it can be seen on ink.
    for (const [colour, width] of [
      [palette.raised, 5],
      [palette.accent, 2],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.lineJoin = 'miter';
      context.strokeRect(cursor.column * cell, cursor.row * cell, cell, cell);
    }
  }
  if (eraser) {
    context.strokeStyle = palette.muted;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(eraser.x * size, eraser.y * size, eraser.radius * size, 0, 2 * Math.PI);
    context.stroke();
  }
}

function drawGrid(
  context: CanvasRenderingContext2D,
  size: number,
  palette: Palette,
): void {
  context.strokeStyle = palette.hairline;
  context.lineWidth = 0.5;
  context.beginPath();
  for (let line = 1; line < CELLS; line++) {
    const at = (line * size) / CELLS;
    context.moveTo(at, 0);
    context.lineTo(at, size);
    context.moveTo(0, at);
    context.lineTo(size, at);
  }
  context.stroke();
}
