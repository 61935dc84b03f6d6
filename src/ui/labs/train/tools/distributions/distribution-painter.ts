import { fontScale } from '../../../../charts/canvas-font.ts';
import { mixColours, parseColour, type Rgb } from '../../../../charts/colour-scale.ts';
import { formatCount } from '../../../../format.ts';
import type { Palette } from '../../../../palette.ts';
import type { CompactHistogram } from './distribution-history.ts';
import { binEdges, binOfValue, type Histogram } from './histogram.ts';
import {
  middleOf,
  placeOf,
  valueAt,
  valueTicks,
  type ValueScale,
} from './value-scale.ts';

export interface DistributionScene {
  /** From the oldest sample to the newest. */
  readonly columns: readonly CompactHistogram[];
  /** Steps of the oldest and the newest sample. */
  readonly steps: readonly [number, number];
  readonly latest: Histogram;
  /** What the value axis shows. */
  readonly scale: ValueScale;
  /** Whether the bars are as long as the logarithm of their counts. */
  readonly logarithmicCount: boolean;
  /** The place of the value that is read, −1 to 1, or null. */
  readonly marked: number | null;
  readonly palette: Palette;
  readonly font: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the parts of the picture lie, in CSS pixels. */
export interface DistributionAreas {
  readonly top: number;
  readonly bottom: number;
  readonly past: { readonly left: number; readonly right: number };
  readonly bars: { readonly left: number; readonly right: number };
}

const GAP = 6;
/** The share of the width that the bars take. */
const BARS = 0.36;
/** Rows of the picture of the past. */
const ROWS = 120;

export function areasOf({ width, height }: Size, font: string): DistributionAreas {
  const scale = fontScale(font);
  const left = 44 * scale;
  const split = left + (width - left) * (1 - BARS);
  return {
    top: 6,
    bottom: height - 19 * scale,
    past: { left, right: split - GAP },
    bars: { left: split, right: width - 1 },
  };
}

/** The place on the value axis at `y` CSS pixels, or null beyond its ends. */
export function placeAt(y: number, { top, bottom }: DistributionAreas): number | null {
  const place = 1 - (2 * (y - top)) / (bottom - top);
  return Math.abs(place) <= 1 ? place : null;
}

/** Draws the past as a picture (time to the right, value up) and the present as bars beside it. */
export function drawDistribution(
  context: CanvasRenderingContext2D,
  scene: DistributionScene,
  size: Size,
): void {
  const areas = areasOf(size, scene.font);
  context.clearRect(0, 0, size.width, size.height);
  context.font = scene.font;
  drawPast(context, scene, areas);
  drawBars(context, scene, areas);
  drawValueAxis(context, scene, areas);
  drawStepAxis(context, scene, areas);
  if (scene.marked !== null) drawMark(context, scene.palette, scene.marked, areas);
}

const toY = (place: number, { top, bottom }: DistributionAreas): number =>
  top + ((1 - place) / 2) * (bottom - top);

function drawPast(
  context: CanvasRenderingContext2D,
  { columns, scale, palette }: DistributionScene,
  { top, bottom, past }: DistributionAreas,
): void {
  context.fillStyle = palette.raised;
  context.fillRect(past.left, top, past.right - past.left, bottom - top);
  const picture = document.createElement('canvas');
  picture.width = columns.length;
  picture.height = ROWS;
  const ink = picture.getContext('2d');
  if (!ink || columns.length === 0) return;
  const image = ink.createImageData(columns.length, ROWS);
  const ramps = [palette.negative, palette.muted, palette.positive].map((colour) =>
    rampTo(palette.raised, colour),
  );
  const binsOf = rowBins(scale);
  columns.forEach(({ scale: own, bins, middle }, column) => {
    // The densest bin of a sample gets the full colour; a root lifts what is rare.
    const most = Math.max(1, middle, ...bins);
    const rows = binsOf(own, bins.length);
    for (let row = 0; row < ROWS; row++) {
      const bin = rows[row];
      const value = bin === null ? 0 : bin === 'middle' ? middle : bins[bin];
      const ramp = ramps[bin === 'middle' ? 1 : row < ROWS / 2 ? 2 : 0];
      const [red, green, blue] = ramp[Math.round((255 * value) / most)];
      const at = 4 * (row * columns.length + column);
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  });
  ink.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, past.left, top, past.right - past.left, bottom - top);
}

type Bin = number | 'middle' | null;

/**
 * The bin of each row for histograms of a scale of their own; most have the same one. On a linear
 * scale the rows next to 0 are those of the exact zeros.
 */
function rowBins(scale: ValueScale): (own: ValueScale, bins: number) => readonly Bin[] {
  const known = new Map<string, Bin[]>();
  const places = Array.from({ length: ROWS }, (_, row) => 1 - (2 * (row + 0.5)) / ROWS);
  return (own, bins) => {
    const key = `${bins} ${Object.values(own).join(' ')}`;
    let rows = known.get(key);
    if (!rows) {
      rows = places.map((place) =>
        scale.kind === 'linear' && Math.abs(place) < 2 / ROWS
          ? 'middle'
          : binOfValue(valueAt(place, scale), bins, own),
      );
      known.set(key, rows);
    }
    return rows;
  };
}

/** 256 colours from one to another. */
function rampTo(from: string, to: string): Rgb[] {
  const [first, last] = [parseColour(from), parseColour(to)];
  return Array.from({ length: 256 }, (_, i) => mixColours(first, last, i / 255));
}

function drawBars(
  context: CanvasRenderingContext2D,
  { latest, scale, palette, logarithmicCount }: DistributionScene,
  areas: DistributionAreas,
): void {
  const { bars } = areas;
  const inMiddle = latest.zeros + latest.tiny;
  const length = (count: number) => (logarithmicCount ? Math.log1p(count) : count);
  const most = Math.max(1, length(inMiddle), ...Array.from(latest.bins, length));
  const half = latest.bins.length / 2;
  const bar = (low: number, high: number, count: number, colour: string): void => {
    if (count === 0) return;
    const lower = toY(placeOf(low, scale), areas);
    const upper = toY(placeOf(high, scale), areas);
    const width = Math.max(1, (length(count) / most) * (bars.right - bars.left));
    const height = Math.max(1, lower - upper - 0.5);
    context.fillStyle = colour;
    context.fillRect(bars.left, upper, width, height);
  };
  latest.bins.forEach((count, bin) => {
    const colour = bin < half ? palette.negative : palette.positive;
    bar(...binEdges(bin, latest.bins.length, latest.scale), count, colour);
  });
  if (inMiddle === 0) return;
  const centre = toY(0, areas);
  const reach = Math.max(1.5, ((areas.bottom - areas.top) / 2) * middleOf(scale) * 0.7);
  context.fillStyle = palette.muted;
  const width = Math.max(1, (length(inMiddle) / most) * (bars.right - bars.left));
  context.fillRect(bars.left, centre - reach, width, 2 * reach);
}

function drawValueAxis(
  context: CanvasRenderingContext2D,
  { scale, palette, font }: DistributionScene,
  areas: DistributionAreas,
): void {
  const { top, bottom, past, bars } = areas;
  const text = fontScale(font);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const { place, label } of valueTicks(scale, (bottom - top) / (18 * text))) {
    const y = Math.round(toY(place, areas)) + 0.5;
    context.strokeStyle = palette.border;
    context.globalAlpha = place === 0 ? 0.7 : 0.25;
    context.beginPath();
    context.moveTo(past.left, y);
    context.lineTo(bars.right, y);
    context.stroke();
    context.globalAlpha = 1;
    context.beginPath();
    context.moveTo(past.left - 4, y);
    context.lineTo(past.left, y);
    context.stroke();
    context.fillStyle = palette.muted;
    const within = Math.max(top + 4 * text, Math.min(bottom - 4 * text, y));
    context.fillText(label, past.left - 6, within);
  }
  context.strokeStyle = palette.border;
  context.beginPath();
  context.moveTo(bars.left - 0.5, top);
  context.lineTo(bars.left - 0.5, bottom);
  context.stroke();
}

function drawStepAxis(
  context: CanvasRenderingContext2D,
  { steps: [first, last], palette, font, latest }: DistributionScene,
  { bottom, past, bars }: DistributionAreas,
): void {
  const text = fontScale(font);
  const y = bottom + 4;
  context.fillStyle = palette.muted;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  const begin = `step ${formatCount(first)}`;
  const end = formatCount(last);
  if (first !== last) {
    const room = past.right - past.left;
    const wide = context.measureText(begin).width + context.measureText(end).width;
    if (wide + 12 * text < room) context.fillText(begin, past.left, y);
    context.textAlign = 'right';
    context.fillText(end, past.right, y);
  } else context.fillText(begin, past.left, y);
  context.textAlign = 'right';
  context.fillText(`now, of ${formatCount(latest.total)}`, bars.right, y);
}

function drawMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  place: number,
  areas: DistributionAreas,
): void {
  const y = Math.round(toY(place, areas)) + 0.5;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(areas.past.left, y);
  context.lineTo(areas.bars.right, y);
  context.stroke();
}
