import type {
  Ceilings,
  KernelGroup,
  ProfileRow,
} from '../../../../speed/profile-handle.ts';
import { describeBytes, figure, rowLabel } from './profile-words.ts';
import { ratesOf, rowShare } from './step-parts.ts';

/** Pixels of the drawing, and of a character of its text. */
export interface RooflineSize {
  readonly width: number;
  readonly height: number;
  readonly font: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A text that begins at a place, on the line of its base. */
export interface Label extends Place {
  readonly text: string;
}

export interface RooflinePoint extends Place {
  /** Number of its row in the table, from 1 on. */
  readonly number: number;
  readonly name: string;
  readonly group: KernelGroup | null;
  readonly radius: number;
  /** Null where there is no room for any. */
  readonly label: Label | null;
}

export interface Roof {
  readonly name: string;
  /** Along the bandwidth, up to the arithmetic and along that. */
  readonly line: readonly Place[];
  /** Where both meet. */
  readonly ridge: Place;
  readonly ridgeIntensity: number;
  readonly label: Label;
  /** The angle of a bandwidth in the drawing, in degrees. */
  readonly angle: number;
}

export interface Roofline {
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly xTicks: readonly { readonly at: number; readonly value: number }[];
  readonly yTicks: readonly { readonly at: number; readonly value: number }[];
  /** The memory first; a cache only where it is notably faster. */
  readonly roofs: readonly Roof[];
  readonly ceiling: Label;
  readonly points: readonly RooflinePoint[];
  /** Rows that have no place on logarithmic axes, as they compute nothing. */
  readonly without: readonly string[];
}

/** Room around the plot, in characters. */
const ROOM = { left: 4.6, right: 1.2, top: 1.6, bottom: 3.2 } as const;
/** Of a character, of its height. */
const CHARACTER = 0.56;
/** A cache that is so many times as fast as the memory has a roof of its own. */
const NOTABLE_CACHE = 1.2;
/** A point with all of the time has an area of a circle of so many characters. */
const LARGEST_RADIUS = 1.4;
/** Of a slant, for the words beside it; where they are longer, they say less. */
const SLANT_SHARE = 0.75;
const SMALLEST_RADIUS = 0.28;

/** The bandwidths that are drawn: of the largest copy, and of the fastest where that differs. */
export function drawnBandwidths({ bandwidths }: Ceilings) {
  const memory = bandwidths[bandwidths.length - 1];
  const fastest = bandwidths.reduce((a, b) => (b.rate.best > a.rate.best ? b : a));
  const hasCache = fastest.rate.best > NOTABLE_CACHE * memory.rate.best;
  return hasCache ? [memory, fastest] : [memory];
}

/** Where everything of a roofline stands. */
export function layOutRoofline(
  rows: readonly ProfileRow[],
  ceilings: Ceilings,
  size: RooflineSize,
): Roofline {
  const { width, height, font } = size;
  const plot = {
    left: ROOM.left * font,
    right: width - ROOM.right * font,
    top: ROOM.top * font,
    bottom: height - ROOM.bottom * font,
  };
  const placed = rows.flatMap((row, index) => {
    const rates = ratesOf(row);
    return rates && rates.arithmetic > 0 && Number.isFinite(rates.arithmetic)
      ? [{ row, number: index + 1, rates }]
      : [];
  });
  const peak = ceilings.arithmetic.best;
  const drawn = drawnBandwidths(ceilings);
  const ridges = drawn.map(({ rate }) => peak / rate.best);
  const [lowX, highX] = decades([...placed.map((p) => p.rates.intensity), ...ridges]);
  const [lowY, highY] = decades([...placed.map((p) => p.rates.arithmetic), peak]);
  const across = (intensity: number) =>
    plot.left +
    ((Math.log10(intensity) - lowX) / (highX - lowX)) * (plot.right - plot.left);
  const up = (rate: number) =>
    plot.bottom - ((Math.log10(rate) - lowY) / (highY - lowY)) * (plot.bottom - plot.top);

  const roofs = drawn.map(({ bytes, rate }, at): Roof => {
    const ridge = { x: across(ridges[at]), y: up(peak) };
    // From where the line enters the plot, at its left or at its lower edge.
    const entry = Math.max(10 ** lowX, 10 ** lowY / rate.best);
    const first = { x: across(entry), y: up(entry * rate.best) };
    const slant = Math.atan2(ridge.y - first.y, ridge.x - first.x);
    const full = `${figure(rate.best)} GB/s, copying ${describeBytes(bytes)}`;
    const long = Math.hypot(ridge.x - first.x, ridge.y - first.y);
    const wide = (text: string) => text.length * CHARACTER * font;
    const text = wide(full) < SLANT_SHARE * long ? full : `${figure(rate.best)} GB/s`;
    // In the middle of the slant, beside the line: a faster roof's above, the memory's below.
    const from = Math.max(0, (long - wide(text)) / 2);
    const aside = at === 0 && drawn.length > 1 ? 1.1 * font : -0.45 * font;
    return {
      name: full,
      line: [first, ridge, { x: plot.right, y: up(peak) }],
      ridge,
      ridgeIntensity: ridges[at],
      label: {
        text,
        x: first.x + from * Math.cos(slant) - aside * Math.sin(slant),
        y: first.y + from * Math.sin(slant) + aside * Math.cos(slant),
      },
      angle: (slant * 180) / Math.PI,
    };
  });
  const ceilingText = `${figure(peak)} GFLOP/s`;
  const ceiling = {
    text: ceilingText,
    x: plot.right - ceilingText.length * CHARACTER * font,
    y: up(peak) - 0.45 * font,
  };
  const points = placed.map(({ row, number, rates }) => ({
    number,
    name: rowLabel(row),
    group: row.group,
    x: across(rates.intensity),
    y: up(rates.arithmetic),
    radius:
      font * Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(rowShare(row, rows))),
  }));
  return {
    plot,
    xTicks: ticks(lowX, highX, across, 3 * font),
    yTicks: ticks(lowY, highY, up, 1.6 * font),
    roofs,
    ceiling,
    points: labelled(points, plot, font, [
      boxOf(ceiling, font),
      ...roofs.flatMap((roof) => slantedBoxes(roof, font)),
      ...roofs.flatMap((roof) => lineBoxes(roof, font)),
    ]),
    without: rows
      .filter((row) => !placed.some((point) => point.row === row))
      .map((row) => rowLabel(row)),
  };
}

/** The whole decades around the values. */
function decades(values: readonly number[]): [number, number] {
  const exponents = values.map((value) => Math.log10(value));
  const low = Math.floor(Math.min(...exponents) - 0.1);
  return [low, Math.max(low + 1, Math.ceil(Math.max(...exponents) + 0.1))];
}

/** Every decade, or every so many of them that they do not touch. */
function ticks(
  low: number,
  high: number,
  place: (value: number) => number,
  room: number,
) {
  const decade = Math.abs(place(10 ** high) - place(10 ** low)) / (high - low);
  const every = Math.max(1, Math.ceil(room / decade));
  const found: { at: number; value: number }[] = [];
  for (let exponent = low; exponent <= high; exponent += every)
    found.push({ at: place(10 ** exponent), value: 10 ** exponent });
  return found;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxOf = ({ x, y, text }: Label, font: number): Box => ({
  left: x,
  right: x + text.length * CHARACTER * font,
  top: y - 0.85 * font,
  bottom: y + 0.25 * font,
});

/** Of the words beside a slant, a box for each character. */
function slantedBoxes({ label, angle }: Roof, font: number): Box[] {
  const radians = (angle * Math.PI) / 180;
  return Array.from(label.text, (text, at) => {
    const along = at * CHARACTER * font;
    const x = label.x + along * Math.cos(radians);
    const y = label.y + along * Math.sin(radians);
    return boxOf({ text, x, y }, font);
  });
}

/** Along a roof's line, so that no name is struck through. */
function lineBoxes({ line }: Roof, font: number): Box[] {
  const half = 0.15 * font;
  return line.slice(1).flatMap((to, index) => {
    const from = line[index];
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (2 * half));
    return Array.from({ length: steps + 1 }, (_, step) => {
      const share = steps === 0 ? 0 : step / steps;
      const x = from.x + share * (to.x - from.x);
      const y = from.y + share * (to.y - from.y);
      return { left: x - half, right: x + half, top: y - half, bottom: y + half };
    });
  });
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Gives each point its name where that has room, else its number in the table, else nothing. What
 * takes more time chooses first.
 */
function labelled(
  points: readonly Omit<RooflinePoint, 'label'>[],
  plot: Roofline['plot'],
  font: number,
  occupied: readonly Box[],
): RooflinePoint[] {
  const boxes = [
    ...occupied,
    ...points.map(({ x, y, radius }) => ({
      left: x - radius,
      right: x + radius,
      top: y - radius,
      bottom: y + radius,
    })),
  ];
  const labels = new Map<number, Label>();
  const isFree = (box: Box) =>
    box.left >= plot.left &&
    box.right <= plot.right &&
    box.top >= plot.top - font &&
    box.bottom <= plot.bottom &&
    !boxes.some((other) => overlap(box, other));
  for (const point of points.toSorted((a, b) => b.radius - a.radius)) {
    const texts = [`${point.number} ${point.name}`, `${point.number}`];
    const label = texts
      .flatMap((text) => candidates(point, text, font))
      .find((candidate) => isFree(boxOf(candidate, font)));
    if (!label) continue;
    labels.set(point.number, label);
    boxes.push(boxOf(label, font));
  }
  return points.map((point) => ({ ...point, label: labels.get(point.number) ?? null }));
}

/** Right of a point, left of it, above and below, and a line further. */
function candidates(
  { x, y, radius }: Omit<RooflinePoint, 'label'>,
  text: string,
  font: number,
): Label[] {
  const wide = text.length * CHARACTER * font;
  const gap = radius + 0.3 * font;
  const middle = y + 0.3 * font;
  return [
    { text, x: x + gap, y: middle },
    { text, x: x - gap - wide, y: middle },
    { text, x: x - wide / 2, y: y - gap - 0.2 * font },
    { text, x: x - wide / 2, y: y + gap + 0.75 * font },
    { text, x: x - wide / 2, y: y - gap - 1.4 * font },
    { text, x: x - wide / 2, y: y + gap + 1.95 * font },
  ];
}
