import { decadeRange, linearTicks } from '../../../charts/axis-ticks.ts';
import { fontScale } from '../../../charts/canvas-font.ts';
import { formatTick } from '../../../format.ts';
import type { Palette } from '../../../palette.ts';

/** A loss curve as it is drawn. */
export interface RaceLine {
  readonly xs: readonly number[];
  readonly losses: readonly number[];
  readonly colour: string;
  readonly dash: readonly number[];
  /** In CSS pixels, at the usual size of text: of curves that lie on one another the lower ones are wider. */
  readonly width: number;
}

export interface RaceScene {
  readonly lines: readonly RaceLine[];
  /** The loss at which a runner has arrived. */
  readonly target: number;
  /** Of the horizontal axis. */
  readonly label: string;
  readonly palette: Palette;
  readonly font: string;
}

/** Room for the axis labels in CSS pixels, at the usual size of text. */
const MARGIN = { left: 46, right: 12, top: 8, bottom: 36 } as const;

/** What the axes reach over: from 0 to the last x, and whole decades of the losses and the target. */
export function rangesOf({ lines, target }: Pick<RaceScene, 'lines' | 'target'>): {
  readonly most: number;
  readonly decades: readonly [number, number];
} {
  const most = lines.reduce((last, { xs }) => Math.max(last, xs.at(-1) ?? 0), 0);
  const losses = lines.flatMap((line) => line.losses);
  return { most: most > 0 ? most : 1, decades: decadeRange([target, ...losses], 1) };
}

/** Draws losses, logarithmic, over steps or time (the context is scaled already). */
export function drawRaceChart(
  context: CanvasRenderingContext2D,
  scene: RaceScene,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const { lines, target, palette, font, label } = scene;
  const scale = fontScale(font);
  const left = MARGIN.left * scale;
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom * scale;
  const { most, decades } = rangesOf(scene);
  const [low, high] = decades;
  const toX = (x: number) => left + (x / most) * (right - left);
  const toY = (loss: number) =>
    bottom - ((Math.log10(loss) - low) / (high - low)) * (bottom - MARGIN.top);

  context.clearRect(0, 0, width, height);
  context.font = font;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const room = (bottom - MARGIN.top) / (18 * scale);
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, room)));
  for (let decade = low; decade <= high; decade += every) {
    const y = Math.round(toY(10 ** decade)) + 0.5;
    line(context, palette.hairline, left, y, right, y);
    context.fillStyle = palette.muted;
    context.fillText(formatTick(10 ** decade), left - 6, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const wanted = Math.min(6, (right - left) / (64 * scale));
  for (const tick of linearTicks(0, most, wanted)) {
    const x = Math.round(toX(tick)) + 0.5;
    line(context, palette.border, x, bottom, x, bottom + 4);
    context.fillText(formatTick(tick), Math.min(x, right - 8 * scale), bottom + 6);
  }
  context.textBaseline = 'bottom';
  context.fillText(label, (left + right) / 2, height - 2);

  const y = Math.round(toY(target)) + 0.5;
  context.setLineDash([4, 4]);
  line(context, palette.ink, left, y, right, y);
  context.setLineDash([]);
  context.textAlign = 'left';
  context.fillText(`target ${formatTick(target)}`, left + 6, y - 3);

  context.lineJoin = 'round';
  for (const { xs, losses, colour, dash, width: thickness } of lines) {
    context.strokeStyle = colour;
    context.lineWidth = thickness * scale;
    context.setLineDash([...dash]);
    context.beginPath();
    let isDrawing = false;
    for (const [at, loss] of losses.entries()) {
      // A loss of 0 has no place on a logarithmic axis.
      if (!(loss > 0)) {
        isDrawing = false;
        continue;
      }
      if (isDrawing) context.lineTo(toX(xs[at]), toY(loss));
      else context.moveTo(toX(xs[at]), toY(loss));
      isDrawing = true;
    }
    context.stroke();
  }
  context.setLineDash([]);
}

function line(
  context: CanvasRenderingContext2D,
  colour: string,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
