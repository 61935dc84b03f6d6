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

/** Orange is negative, blue is positive, grey is zero, as in TensorFlow Playground. */
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
 * Colours of classes that people with any common colour vision tell apart: the first two are
 * the pair of two-class data, the others follow Okabe and Ito (2008) and Tol's muted scheme.
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
