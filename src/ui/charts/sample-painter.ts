import type { NumericArray } from '../../core/arrays.ts';
import type { PointSet } from '../../session/handle.ts';
import type { Palette } from '../palette.ts';
import { linearTicks } from './axis-ticks.ts';
import { mixColours, parseColour } from './colour-scale.ts';
import type { Confusion } from './confusion.ts';
import { formatTick } from '../format.ts';
import { fontScale } from './canvas-font.ts';
import { drawImages } from './image-painter.ts';

export interface DrawingStyle {
  readonly palette: Palette;
  readonly font: string;
}

const IMAGE_COLUMNS = 6;
const IMAGE_ROWS = 4;
/** How many images are shown. */
export const SHOWN_IMAGES = IMAGE_COLUMNS * IMAGE_ROWS;
/** CSS pixels. */
const BARS_HEIGHT = 84;
const CAPTION = 17;

/** Height of the picture that `drawLabelledImages` makes at that width. */
export function imagesHeight(width: number): number {
  return (width / IMAGE_COLUMNS + CAPTION) * IMAGE_ROWS + BARS_HEIGHT;
}

/** Images with what the network takes them for, wrong ones in red, and each class's accuracy below. */
export function drawLabelledImages(
  context: CanvasRenderingContext2D,
  samples: PointSet,
  predicted: ArrayLike<number>,
  confusion: Confusion,
  classNames: readonly string[],
  width: number,
  { palette, font }: DrawingStyle,
): void {
  const cell = width / IMAGE_COLUMNS;
  const size = cell - 6;
  const shown = Math.min(SHOWN_IMAGES, predicted.length);
  const places = Array.from({ length: shown }, (_, index) => ({
    index,
    x: (index % IMAGE_COLUMNS) * cell + 3,
    y: Math.floor(index / IMAGE_COLUMNS) * (cell + CAPTION),
    size,
  }));
  context.clearRect(0, 0, width, imagesHeight(width));
  const side = Math.sqrt(samples.inputs.length / samples.count);
  drawImages(context, samples.inputs, places, side, palette);
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { index, x, y } of places) {
    const right = predicted[index] === samples.labels[index];
    context.strokeStyle = right ? palette.hairline : palette.danger;
    context.lineWidth = right ? 1 : 2;
    context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
    context.fillStyle = right ? palette.muted : palette.danger;
    const name = classNames[predicted[index]];
    const text = right ? name : `${name}, not ${classNames[samples.labels[index]]}`;
    context.fillText(text, x + size / 2, y + size + 4);
  }
  const top = (cell + CAPTION) * IMAGE_ROWS;
  drawRecalls(context, confusion, classNames, { top, width }, { palette, font });
}

function drawRecalls(
  context: CanvasRenderingContext2D,
  { recalls, classes }: Confusion,
  classNames: readonly string[],
  place: { readonly top: number; readonly width: number },
  { palette }: DrawingStyle,
): void {
  const base = place.top + BARS_HEIGHT - 20;
  const height = BARS_HEIGHT - 44;
  const slot = place.width / classes;
  context.textAlign = 'center';
  for (let label = 0; label < classes; label++) {
    const recall = recalls[label];
    const x = label * slot;
    context.fillStyle = palette.hairline;
    context.fillRect(x + 3, base - height, slot - 6, height);
    context.fillStyle = palette.accent;
    const share = Number.isNaN(recall) ? 0 : recall;
    context.fillRect(x + 3, base - height * share, slot - 6, height * share);
    context.fillStyle = palette.muted;
    context.textBaseline = 'top';
    context.fillText(classNames[label], x + slot / 2, base + 5);
    context.textBaseline = 'bottom';
    const text = Number.isNaN(recall) ? '–' : String(Math.round(100 * recall));
    context.fillText(text, x + slot / 2, base - height - 3);
  }
}

/** Room for the true classes' names, and above and below the matrix. */
const NAMES_WIDTH = 110;
const NAMES_HEIGHT = 40;

function cellSize(width: number, classes: number): { left: number; side: number } {
  const left = Math.min(NAMES_WIDTH, width * 0.25);
  return { left, side: (width - left) / classes };
}

/** Height of the picture that `drawConfusion` makes at that width. */
export function confusionHeight(width: number, classes: number): number {
  return NAMES_HEIGHT + cellSize(width, classes).side * classes;
}

/** True classes in rows, predicted ones in columns; each row's shares as shades. */
export function drawConfusion(
  context: CanvasRenderingContext2D,
  { classes, counts }: Confusion,
  classNames: readonly string[],
  width: number,
  { palette, font }: DrawingStyle,
): void {
  const { left, side } = cellSize(width, classes);
  const blank = parseColour(palette.surface);
  const full = parseColour(palette.accent);
  context.clearRect(0, 0, width, confusionHeight(width, classes));
  context.font = font;
  for (let row = 0; row < classes; row++) {
    const line = counts.subarray(row * classes, (row + 1) * classes);
    const total = line.reduce((sum, count) => sum + count, 0);
    const y = 20 + row * side;
    context.fillStyle = palette.muted;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillText(classNames[row], left - 8, y + side / 2, left - 12);
    context.textAlign = 'center';
    context.fillText(
      classNames[row],
      left + (row + 0.5) * side,
      27 + classes * side,
      side - 4,
    );
    line.forEach((count, column) => {
      const share = total > 0 ? count / total : 0;
      const [red, green, blue] = mixColours(blank, full, share);
      const x = left + column * side;
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      context.fillRect(x + 1, y + 1, side - 2, side - 2);
      context.strokeStyle = palette.hairline;
      context.strokeRect(x + 1.5, y + 1.5, side - 3, side - 3);
      if (count === 0 || side < 18) return;
      context.fillStyle = share > 0.55 ? palette.onAccent : palette.ink;
      context.fillText(String(count), x + side / 2, y + side / 2);
    });
  }
  context.fillStyle = palette.muted;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText('true ↓   predicted →', left, 2);
}

/** Predicted against true values; on the diagonal they agree. @param unit that of both, or '' */
export function drawAgreement(
  context: CanvasRenderingContext2D,
  labels: ArrayLike<number>,
  predictions: NumericArray,
  unit: string,
  size: number,
  { palette, font }: DrawingStyle,
): void {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < predictions.length; i++) {
    low = Math.min(low, labels[i]);
    high = Math.max(high, labels[i]);
  }
  if (!(high > low)) [low, high] = [low - 1, low + 1];
  const margin = 38 * fontScale(font);
  const scale = (size - margin - 8) / (high - low);
  const toX = (value: number) => margin + (value - low) * scale;
  const toY = (value: number) => 8 + (high - value) * scale;
  context.clearRect(0, 0, size, size);
  context.font = font;
  context.strokeStyle = palette.border;
  context.beginPath();
  context.moveTo(toX(low), toY(low));
  context.lineTo(toX(high), toY(high));
  context.stroke();
  context.fillStyle = palette.muted;
  for (const tick of linearTicks(low, high, 5)) {
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.fillText(formatTick(tick), toX(tick), size - margin + 6);
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillText(formatTick(tick), margin - 5, toY(tick));
  }
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(`true${unit} →`, size / 2, size);
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(`↑ predicted${unit}`, margin + 4, 4);
  context.globalAlpha = 0.7;
  context.fillStyle = palette.positive;
  for (let i = 0; i < predictions.length; i++) {
    const y = toY(Math.max(low, Math.min(high, predictions[i])));
    context.beginPath();
    context.arc(toX(labels[i]), y, 2.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}
