import type { PointSet } from '../../session/handle.ts';
import type { Palette } from '../palette.ts';
import { linearTicks } from './axis-ticks.ts';
import { fontScale } from './canvas-font.ts';
import { labelColour, type FieldMeaning } from './field-painter.ts';

/** What is drawn over the plane of two inputs. */
export interface PlaneScene {
  /** The painted predictions, their rows from the greatest x₂ down; null before the first. */
  readonly field: CanvasImageSource | null;
  readonly domain: readonly [number, number];
  /** Names of the axes. */
  readonly names: readonly [string, string];
  /** Points that lie in the plane. */
  readonly train: PointSet;
  /** Drawn hollow; null: not shown. */
  readonly test: PointSet | null;
  readonly meaning: FieldMeaning;
  readonly palette: Palette;
  readonly font: string;
}

/** Room for the axes, left of and below the square. */
function marginsFor(font: string) {
  const scale = fontScale(font);
  return { left: 30 * scale, right: 8, top: 8, bottom: 26 * scale };
}

/** Where the plane lies in a square picture of it; all in CSS pixels, except coordinates. */
export interface PlaneGeometry {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of a coordinate. */
  readonly toX: (x1: number) => number;
  readonly toY: (x2: number) => number;
  /** Coordinates of a pixel; beyond the domain outside of the plane. */
  readonly fromX: (x: number) => number;
  readonly fromY: (y: number) => number;
}

export function planeGeometry(
  [low, high]: readonly [number, number],
  size: number,
  font: string,
): PlaneGeometry {
  const { left, right, top, bottom } = marginsFor(font);
  const width = size - left - right;
  const height = size - top - bottom;
  const span = high - low;
  return {
    left,
    top,
    width,
    height,
    toX: (x1) => left + ((x1 - low) / span) * width,
    toY: (x2) => top + ((high - x2) / span) * height,
    fromX: (x) => low + ((x - left) / width) * span,
    fromY: (y) => high - ((y - top) / height) * span,
  };
}

/** More points than this only hide the field. */
const SHOWN_POINTS = 2000;

/** Draws field, points and axes into a square of `size` CSS pixels (the context is scaled already). */
export function drawPlane(
  context: CanvasRenderingContext2D,
  scene: PlaneScene,
  size: number,
): void {
  const geometry = planeGeometry(scene.domain, size, scene.font);
  const { left, top, width, height, toX, toY } = geometry;

  context.clearRect(0, 0, size, size);
  context.save();
  context.beginPath();
  context.roundRect(left, top, width, height, 6);
  context.clip();
  context.fillStyle = scene.palette.zero;
  context.fillRect(left, top, width, height);
  if (scene.field) {
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(scene.field, left, top, width, height);
  }
  const radius = Math.max(2.5, Math.min(4.5, size / 120));
  if (scene.test)
    drawPoints(context, scene, scene.test, { toX, toY, radius, hollow: true });
  drawPoints(context, scene, scene.train, { toX, toY, radius, hollow: false });
  context.restore();
  drawAxes(context, scene, size, toX, toY);
}

interface PointStyle {
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
  readonly radius: number;
  readonly hollow: boolean;
}

function drawPoints(
  context: CanvasRenderingContext2D,
  scene: PlaneScene,
  points: PointSet,
  { toX, toY, radius, hollow }: PointStyle,
): void {
  const { palette, meaning } = scene;
  const { plane } = points;
  if (!plane) return;
  const shown = Math.min(points.count, SHOWN_POINTS);
  for (let i = 0; i < shown; i++) {
    const colour = labelColour(points.labels[i], meaning, palette);
    const x = toX(plane[2 * i]);
    const y = toY(plane[2 * i + 1]);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    if (hollow) {
      context.strokeStyle = palette.pointEdge;
      context.lineWidth = 3.2;
      context.stroke();
      context.strokeStyle = colour;
      context.lineWidth = 1.5;
      context.stroke();
    } else {
      context.fillStyle = colour;
      context.fill();
      context.strokeStyle = palette.pointEdge;
      context.lineWidth = 1.1;
      context.stroke();
    }
  }
}

function drawAxes(
  context: CanvasRenderingContext2D,
  scene: PlaneScene,
  size: number,
  toX: (value: number) => number,
  toY: (value: number) => number,
): void {
  const [low, high] = scene.domain;
  const ticks = linearTicks(low, high, 6);
  const { left, bottom } = marginsFor(scene.font);
  const baseline = size - bottom;
  context.font = scene.font;
  context.fillStyle = scene.palette.muted;
  context.strokeStyle = scene.palette.border;
  context.lineWidth = 1;
  context.textBaseline = 'top';
  for (const tick of ticks) {
    const x = Math.round(toX(tick)) + 0.5;
    context.beginPath();
    context.moveTo(x, baseline);
    context.lineTo(x, baseline + 4);
    context.stroke();
    context.textAlign = 'center';
    const name = tick === ticks.at(-1) ? scene.names[0] : undefined;
    context.fillText(name ?? formatTickLabel(tick), x, baseline + 7);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of ticks) {
    const y = Math.round(toY(tick)) + 0.5;
    context.beginPath();
    context.moveTo(left - 4, y);
    context.lineTo(left, y);
    context.stroke();
    const name = tick === ticks.at(-1) ? scene.names[1] : undefined;
    context.fillText(name ?? formatTickLabel(tick), left - 7, y);
  }
}

/** With a true minus sign. */
function formatTickLabel(value: number): string {
  return String(value).replace('-', '−');
}
