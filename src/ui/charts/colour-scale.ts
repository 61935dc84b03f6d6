/** Colours of heatmaps. All functions are pure; a colour is [red, green, blue], 0 to 255. */
export type Rgb = readonly [number, number, number];

/** @param hex `#rrggbb` */
export function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** From `a` (share 0) to `b` (share 1). */
export function mixColours(a: Rgb, b: Rgb, share: number): Rgb {
  const mix = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * share);
  return [mix(0), mix(1), mix(2)];
}

export interface DivergingColours {
  readonly negative: string;
  readonly zero: string;
  readonly positive: string;
}

/** @returns the colour of a value, −1 (negative) over 0 to 1 (positive); values beyond are clamped. */
export function divergingScale(colours: DivergingColours): (value: number) => Rgb {
  const negative = parseColour(colours.negative);
  const zero = parseColour(colours.zero);
  const positive = parseColour(colours.positive);
  return (value) => {
    const clamped = Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
    return mixColours(zero, clamped < 0 ? negative : positive, Math.abs(clamped));
  };
}
