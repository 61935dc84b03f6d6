import type { Palette } from '../palette.ts';
import { fontScale } from './canvas-font.ts';
import { superscript, type GradientBars } from './gradient-bars.ts';

/** Room for the axis labels in CSS pixels, at the usual size of text. */
const MARGIN = { left: 42, right: 4, top: 8, bottom: 40 } as const;
const WIDEST_BAR = 96;

/** Where the bars stand. */
interface Slots {
  readonly start: number;
  readonly width: number;
}

/** @returns the layer whose bar is at `x` CSS pixels, or null */
export function layerAt(
  x: number,
  layers: number,
  width: number,
  font: string,
): number | null {
  const slots = slotsOf(layers, width, font);
  const layer = Math.floor((x - slots.start) / slots.width);
  return layer >= 0 && layer < layers ? layer : null;
}

/** Draws one bar a layer, the input side at the left; the marked one in full ink. */
export function drawGradientBars(
  context: CanvasRenderingContext2D,
  { bars, decades }: GradientBars,
  size: { readonly width: number; readonly height: number },
  style: {
    readonly palette: Palette;
    readonly font: string;
    readonly marked: number | null;
  },
): void {
  const { width, height } = size;
  const { palette } = style;
  const scale = fontScale(style.font);
  const left = scale * MARGIN.left;
  const bottom = height - scale * MARGIN.bottom;
  const plotHeight = bottom - MARGIN.top;
  context.clearRect(0, 0, width, height);
  context.font = style.font;

  const [low, high] = decades;
  const every = Math.max(
    1,
    Math.ceil((high - low) / Math.max(1, plotHeight / (20 * scale))),
  );
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let decade = high; decade >= low; decade -= every) {
    const y = Math.round(bottom - ((decade - low) / (high - low)) * plotHeight) + 0.5;
    context.strokeStyle = palette.hairline;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(width - MARGIN.right, y);
    context.stroke();
    context.fillStyle = palette.muted;
    context.fillText(`10${superscript(decade)}`, left - 6, y);
  }

  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(
    'Layer, input to output',
    (left + width - MARGIN.right) / 2,
    height - 2,
  );

  const slots = slotsOf(bars.length, width, style.font);
  const gap = Math.min(6, slots.width * 0.2);
  const labelEvery = Math.max(1, Math.ceil((24 * scale) / slots.width));
  context.textBaseline = 'top';
  for (const { layer, length } of bars) {
    const x = slots.start + layer * slots.width;
    context.fillStyle = style.marked === layer ? palette.ink : palette.accent;
    const barHeight = length * plotHeight;
    context.fillRect(x + gap / 2, bottom - barHeight, slots.width - gap, barHeight);
    if (layer % labelEvery !== 0) continue;
    context.fillStyle = palette.muted;
    context.fillText(String(layer + 1), x + slots.width / 2, bottom + 5);
  }
}

function slotsOf(layers: number, width: number, font: string): Slots {
  const scale = fontScale(font);
  const start = scale * MARGIN.left;
  const room = width - start - MARGIN.right;
  return { start, width: Math.min(scale * WIDEST_BAR, room / Math.max(1, layers)) };
}
