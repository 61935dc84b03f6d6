import { DIVERGED, type PhaseOutcome } from '../../../core/phase-diagram.ts';
import { formatCount, formatLoss, formatTick } from '../../format.ts';
import type { Palette } from '../../palette.ts';

type Rgb = readonly [number, number, number];

const parse = (colour: string): Rgb => [
  parseInt(colour.slice(1, 3), 16),
  parseInt(colour.slice(3, 5), 16),
  parseInt(colour.slice(5, 7), 16),
];

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Decades of a ratio at which its colour may be full: the first that holds the whole picture. */
const REACHES = [1, 2, 3, 6, 10, 20, 40] as const;

/** Decades of a ratio at which its colour is full. */
export function ratioReach(values: Float32Array): number {
  let largest = 0;
  for (const value of values)
    if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return REACHES.find((reach) => reach >= largest) ?? REACHES[REACHES.length - 1];
}

/** How the values of a diagram become colours. */
export interface PhaseColours {
  colour(value: number): Rgb;
  /** The value at a share of the scale. */
  at(share: number): number;
  /** The ends of the scale and its middle, in words. */
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  /** What stands for Infinity; null where nothing does. */
  readonly beyond: string | null;
}

/**
 * @param values of the picture, from which the ends of the scale follow
 * @param steps that each network took
 */
export function phaseColours(
  outcome: PhaseOutcome,
  palette: Palette,
  values: Float32Array,
  steps: number,
): PhaseColours {
  const [negative, zero, positive, ink] = [
    palette.negative,
    palette.zero,
    palette.positive,
    palette.ink,
  ].map(parse);
  if (outcome === 'ratio') {
    const reach = ratioReach(values);
    return {
      colour(value) {
        // Square root: what is near 1 is told apart, and what is far away is not all alike.
        const share = Math.sqrt(Math.min(1, Math.abs(value) / reach));
        return value === Infinity
          ? ink
          : mix(zero, value < 0 ? negative : positive, share);
      },
      low: `${formatTick(10 ** -reach)}: vanishes`,
      middle: '1',
      high: `${formatTick(10 ** reach)}: explodes`,
      at: (share) => reach * (2 * share - 1),
      beyond: 'overflows',
    };
  }
  if (outcome === 'loss') {
    const [low, high] = finiteRange(values);
    const width = Math.log(high / low) || 1;
    return {
      colour: (value) =>
        value === Infinity
          ? ink
          : mix(positive, zero, Math.max(0, Math.min(1, Math.log(value / low) / width))),
      low: `loss ${formatLoss(low)}`,
      middle: '',
      high: formatLoss(high),
      at: (share) => low * (high / low) ** share,
      beyond: 'overflowed',
    };
  }
  const width = Math.log(Math.max(2, steps));
  return {
    colour: (value) =>
      value === Infinity
        ? zero
        : mix(negative, ink, 0.85 * Math.min(1, Math.log(Math.max(1, value)) / width)),
    low: 'step 1',
    middle: `loss ${DIVERGED} times the first`,
    high: `step ${formatCount(steps)}`,
    at: (share) => steps ** share,
    beyond: 'did not diverge',
  };
}

/** Smallest and largest value above 0 that is finite; [1, 1] where there is none. */
function finiteRange(values: Float32Array): readonly [number, number] {
  let low = Infinity;
  let high = 0;
  for (const value of values)
    if (value > 0 && value < Infinity) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low > high ? [1, 1] : [low, high];
}

/**
 * The pixels of a diagram, [rows, columns] with the first row at the top of the picture (the last
 * of the diagram); those not computed yet have the colour of a coarser one, or none.
 *
 * @param valueOf what is drawn at a pixel; NaN: nothing yet
 */
export function phaseImage(
  columns: number,
  rows: number,
  valueOf: (pixel: number) => number,
  { colour }: PhaseColours,
): ImageData {
  const image = new ImageData(columns, rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = valueOf((rows - 1 - row) * columns + column);
      if (Number.isNaN(value)) continue;
      const at = 4 * (row * columns + column);
      const [red, green, blue] = colour(value);
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  return image;
}
