export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** Of a character, in pixels. */
  readonly font: number;
}

/** Where the chart lies within its picture, and where each time and size lies in it. */
export interface Frame extends ChartSize {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
}

/** In characters: below this width the names of the lines stand in a key and not at their ends. */
const LABELLED_WIDTH = 36;

export const isLabelled = ({ width, font }: Pick<ChartSize, 'width' | 'font'>): boolean =>
  width / font >= LABELLED_WIDTH;

/** Whole decades around the times; one of them where there are none. */
export function rangeOf(times: readonly number[]): [number, number] {
  if (times.length === 0) return [0.1, 100];
  const low = Math.floor(Math.log10(Math.min(...times)) + 1e-9);
  const high = Math.ceil(Math.log10(Math.max(...times)) - 1e-9);
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

export function frameOf(
  size: ChartSize,
  places: readonly number[],
  [low, high]: readonly [number, number],
  labelled: boolean,
): Frame {
  const { width, height, font } = size;
  const left = 4.6 * font;
  const right = width - (labelled ? 8.5 : 1) * font;
  const top = 0.8 * font;
  const bottom = height - 3.4 * font;
  const first = Math.min(...places);
  const last = Math.max(...places);
  const span = Math.log(last / first) || 1;
  const inset = 1.2 * font;
  return {
    ...size,
    left,
    right,
    top,
    bottom,
    x: (value) =>
      first === last
        ? (left + right) / 2
        : left + inset + (Math.log(value / first) / span) * (right - left - 2 * inset),
    y: (value) =>
      bottom - (Math.log(value / low) / Math.log(high / low)) * (bottom - top),
  };
}
