import { linearTicks } from '../../../../charts/axis-ticks.ts';
import { fontScale } from '../../../../charts/canvas-font.ts';
import { formatTick } from '../../../../format.ts';
import type { Palette } from '../../../../palette.ts';
import { BOX_HEIGHT, type Projection } from './projection.ts';
import { heightOf } from './surface-mesh.ts';

/** What the box around a surface is drawn from. */
export interface BoxScene {
  readonly projection: Projection;
  /** Of both inputs. */
  readonly domain: readonly [number, number];
  /** Of the output. */
  readonly range: readonly [number, number];
  /** Of the first and second input and of the height. */
  readonly names: readonly [string, string, string];
  readonly palette: Palette;
  readonly font: string;
}

/** CSS pixels that the labels need around the box, at the usual size of text. */
export const LABEL_MARGIN = 34;

type Point = readonly [number, number];

/** The grid of the floor and of the two walls behind the surface, as seen from the eye. */
export function drawBox(
  context: CanvasRenderingContext2D,
  { projection, domain, range, palette }: BoxScene,
  part: 'with floor' | 'walls' | 'floor',
): void {
  const { project, eye } = projection;
  const line = (from: Point, to: Point): void => {
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  };
  context.lineWidth = 1;
  context.strokeStyle = palette.hairline;
  const ticks = inputTicks(domain).map((tick) => toBox(tick, domain));
  if (part !== 'walls')
    for (const at of [-1, ...ticks, 1]) {
      context.strokeStyle = Math.abs(at) === 1 ? palette.border : palette.hairline;
      line(project(at, -1, -BOX_HEIGHT), project(at, 1, -BOX_HEIGHT));
      line(project(-1, at, -BOX_HEIGHT), project(1, at, -BOX_HEIGHT));
    }
  if (part === 'floor') return;
  const [wallX, wallY] = farCorner(eye);
  context.strokeStyle = palette.hairline;
  for (const tick of outputTicks(range)) {
    const z = heightOf(tick, range, BOX_HEIGHT);
    line(project(wallX, -1, z), project(wallX, 1, z));
    line(project(-1, wallY, z), project(1, wallY, z));
  }
  line(project(wallX, wallY, -BOX_HEIGHT), project(wallX, wallY, BOX_HEIGHT));
}

/** Ticks, numbers and names of the three axes, on the edges that nothing hides. */
export function drawLabels(context: CanvasRenderingContext2D, scene: BoxScene): void {
  const { projection, domain, range, names, palette, font } = scene;
  const { project, eye } = projection;
  context.font = font;
  context.lineWidth = 1;
  context.strokeStyle = palette.border;
  const [farX, farY] = farCorner(eye);
  const ticks = inputTicks(domain);
  labelEdge(context, scene, {
    labels: ticks.map((tick) => ({ at: toBox(tick, domain), text: formatNumber(tick) })),
    name: names[0],
    place: (at, out) => project(at, -farY * (1 + out), -BOX_HEIGHT),
  });
  labelEdge(context, scene, {
    labels: ticks.map((tick) => ({ at: toBox(tick, domain), text: formatNumber(tick) })),
    name: names[1],
    place: (at, out) => project(-farX * (1 + out), at, -BOX_HEIGHT),
  });
  labelHeight(context, scene, outputTicks(range));
}

interface Edge {
  readonly labels: readonly { readonly at: number; readonly text: string }[];
  readonly name: string;
  /** The place of `at` along the edge, `out` units of the box away from the box. */
  readonly place: (at: number, out: number) => Point;
}

function labelEdge(
  context: CanvasRenderingContext2D,
  { palette, font, projection: { project } }: BoxScene,
  { labels, name, place }: Edge,
): void {
  const scale = fontScale(font);
  // The direction out of the box in the picture, taken at the middle of the edge.
  const [x0, y0] = place(0, 0);
  const [x1, y1] = place(0, 0.1);
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [outX, outY] = [(x1 - x0) / length, (y1 - y0) / length];
  // Seen along its plane, or with no room between its ticks, an edge gets no numbers.
  const [startX, startY] = place(-1, 0);
  const [endX, endY] = place(1, 0);
  // The lowest number of the output axis stands beside its foot.
  const [heightX, heightY] = project(...leftCorner(project), -BOX_HEIGHT);
  const nearHeightAxis = (x: number, y: number) =>
    Math.hypot(x - heightX, y - heightY) < 12 * scale;
  const room = Math.hypot(endX - startX, endY - startY) / Math.max(1, labels.length);
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillStyle = palette.muted;
  if (room > 14 * scale)
    for (const { at, text } of labels) {
      const [x, y] = place(at, 0);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + 4 * outX, y + 4 * outY);
      context.stroke();
      if (nearHeightAxis(x, y)) continue;
      context.fillText(text, x + 13 * scale * outX, y + 12 * scale * outY);
    }
  const away = room > 14 * scale ? 29 : 14;
  context.fillStyle = palette.ink;
  context.fillText(name, x0 + away * scale * outX, y0 + (away - 2) * scale * outY);
}

/** The output axis stands on the outermost vertical edge at the left of the picture. */
function labelHeight(
  context: CanvasRenderingContext2D,
  { projection, range, names, palette, font }: BoxScene,
  ticks: readonly number[],
): void {
  const { project } = projection;
  const scale = fontScale(font);
  const [x, y] = leftCorner(project);
  const bottom = project(x, y, -BOX_HEIGHT);
  const top = project(x, y, BOX_HEIGHT);
  const length = Math.hypot(top[0] - bottom[0], top[1] - bottom[1]);
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.beginPath();
  context.moveTo(...bottom);
  context.lineTo(...top);
  context.stroke();
  context.fillStyle = palette.muted;
  if (length / Math.max(1, ticks.length) > 11 * scale)
    for (const tick of ticks) {
      const [atX, atY] = project(x, y, heightOf(tick, range, BOX_HEIGHT));
      context.beginPath();
      context.moveTo(atX - 4, atY);
      context.lineTo(atX, atY);
      context.stroke();
      context.fillText(formatNumber(tick), atX - 7, atY);
    }
  context.fillStyle = palette.ink;
  context.textAlign = 'left';
  const ends = Math.min(top[1], bottom[1]);
  context.fillText(
    names[2],
    Math.max(2, top[0] - 24 * scale),
    Math.max(8 * scale, ends - 13 * scale),
  );
}

/** x and y of the corner that is the leftmost in the picture. */
function leftCorner(project: Projection['project']): Point {
  const corners = [-1, 1].flatMap((x) => [-1, 1].map((y): Point => [x, y]));
  return corners.reduce((best, corner) =>
    project(...corner, 0)[0] < project(...best, 0)[0] ? corner : best,
  );
}

/** x and y of the floor's corner that is behind all others. */
function farCorner([eyeX, eyeY]: Projection['eye']): Point {
  return [eyeX > 0 ? -1 : 1, eyeY > 0 ? -1 : 1];
}

const inputTicks = ([low, high]: readonly [number, number]): number[] =>
  linearTicks(low, high, 6);

const outputTicks = ([low, high]: readonly [number, number]): number[] =>
  linearTicks(low, high, 5);

const toBox = (value: number, [low, high]: readonly [number, number]): number =>
  (2 * (value - low)) / (high - low) - 1;

/** With a true minus sign. */
const formatNumber = (value: number): string => formatTick(value).replace('-', '−');
