/** Colours of one appearance. Text on `surface` keeps a contrast of at least 4.5 : 1. */
export interface Palette {
  /** Behind everything. */
  readonly surface: string;
  /** Behind fields and menus. */
  readonly raised: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  /** The border of a field, 3 : 1 against the surface. */
  readonly border: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly danger: string;
  readonly dangerSurface: string;
  /** Class 0 and negative values. */
  readonly negative: string;
  /** Class 1 and positive values. */
  readonly positive: string;
  /** Zero: the middle of a diverging scale. */
  readonly zero: string;
  /** The loss on the training and on the test part. */
  readonly trainLine: string;
  readonly testLine: string;
  /** The noisy loss of single batches behind them. */
  readonly batchLine: string;
  /** Outline of a data point, so that it stands out on its own colour. */
  readonly pointEdge: string;
}

/**
 * The usual colours: orange is negative, blue is positive, grey is zero, as in TensorFlow
 * Playground.
 */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    surface: '#fbfaf8',
    raised: '#ffffff',
    ink: '#1a1d21',
    muted: '#59616b',
    hairline: '#e4e2dd',
    border: '#8d9197',
    accent: '#0a629f',
    onAccent: '#ffffff',
    danger: '#a32020',
    dangerSurface: '#fdeeec',
    negative: '#f59322',
    positive: '#0877bd',
    zero: '#e8eaeb',
    trainLine: '#59616b',
    testLine: '#1a1d21',
    batchLine: '#c6c3bb',
    pointEdge: '#ffffff',
  },
  dark: {
    surface: '#14171a',
    raised: '#1d2125',
    ink: '#eceae6',
    muted: '#a0a8b2',
    hairline: '#2b3036',
    border: '#6d757e',
    accent: '#6cb8ec',
    onAccent: '#0c1116',
    danger: '#ff9d92',
    dangerSurface: '#3a1d1b',
    negative: '#f59322',
    positive: '#2f9be0',
    zero: '#2e3338',
    trainLine: '#a0a8b2',
    testLine: '#eceae6',
    batchLine: '#4d565f',
    pointEdge: '#14171a',
  },
};

/**
 * The pairs for negative and positive values. In each both and zero stay far apart for people
 * with any of the dichromatic kinds of vision, which a test computes: purple and green (after
 * ColorBrewer's PRGn) are for those who see a greater difference in them.
 */
export const COLOUR_PAIRS = [
  { id: 'orange-blue', label: 'Orange and blue', negative: 'orange', positive: 'blue' },
  {
    id: 'purple-green',
    label: 'Purple and green',
    negative: 'purple',
    positive: 'green',
  },
] as const;
export type ColourPair = (typeof COLOUR_PAIRS)[number]['id'];

export type Appearance = 'light' | 'dark';
type PairColours = Pick<Palette, 'negative' | 'positive'>;

/** What the second pair changes. */
export const PURPLE_GREEN: Readonly<Record<Appearance, PairColours>> = {
  light: { negative: '#8e3fa8', positive: '#1f8a45' },
  dark: { negative: '#b978d6', positive: '#6cc36a' },
};

const PURPLE_GREEN_PALETTES: Readonly<Record<Appearance, Palette>> = {
  light: { ...PALETTES.light, ...PURPLE_GREEN.light },
  dark: { ...PALETTES.dark, ...PURPLE_GREEN.dark },
};

/** The same object for the same arguments, so that nothing is drawn anew without need. */
export function paletteFor(appearance: Appearance, pair: ColourPair): Palette {
  return (pair === 'purple-green' ? PURPLE_GREEN_PALETTES : PALETTES)[appearance];
}

/** The words for a palette's negative and positive colour. */
export function pairNames({ negative }: Palette): (typeof COLOUR_PAIRS)[number] {
  const second = Object.values(PURPLE_GREEN).some((pair) => pair.negative === negative);
  return COLOUR_PAIRS[second ? 1 : 0];
}

/**
 * Colours of three and more classes. They follow Okabe and Ito (2008) and Tol's muted scheme; a
 * test computes how far apart any two of them stay for people with dichromatic vision.
 */
export const CLASS_COLOURS = [
  '#f59322',
  '#0877bd',
  '#009e73',
  '#cc79a7',
  '#e3cf1f',
  '#56b4e9',
  '#c2410c',
  '#5b4bb5',
  '#8a8a3c',
  '#8b2252',
] as const;

/** The colour of a class: of two, the pair of the palette; of more, one of CLASS_COLOURS. */
export function classColour(
  label: number,
  classes: number,
  { negative, positive }: PairColours,
): string {
  if (classes <= 2) return label === 1 ? positive : negative;
  return CLASS_COLOURS[label % CLASS_COLOURS.length];
}
