import { linearTicks } from '../../../../charts/axis-ticks.ts';
import { superscript } from '../../../../charts/gradient-bars.ts';
import { formatTick } from '../../../../format.ts';
import { BINS_A_DECADE, magnitudeQuantile, type ValueCounts } from './value-counts.ts';

/**
 * A symmetric axis of values: linear from −limit to limit, or logarithmic on both sides of a
 * middle in which everything below 10^low lies. Everything here is pure.
 */
export type ValueScale =
  | { readonly kind: 'linear'; readonly limit: number }
  | {
      readonly kind: 'log';
      /** Exponents of ten, whole numbers: the axis shows 10^low to 10^high of both signs. */
      readonly low: number;
      readonly high: number;
    };

export type ScaleKind = ValueScale['kind'];

/** This share of the values lies on a linear axis; single far ones must not squeeze the rest. */
const SHOWN_SHARE = 0.998;
/** A logarithmic axis leaves out this share of the smallest. */
const TINY_SHARE = 0.005;
const LEAST_DECADES = 3;
const MOST_DECADES = 24;
/** The share of each half of a logarithmic axis that the middle takes. */
const MIDDLE = 0.08;

/** A round scale of that kind that holds nearly all the values; for none, that of values about 1. */
export function scaleFor(counts: ValueCounts, kind: ScaleKind): ValueScale {
  const top = magnitudeQuantile(counts, kind === 'linear' ? SHOWN_SHARE : 1);
  if (kind === 'linear') {
    if (top === null) return { kind, limit: 1 };
    const greatest = Math.max(Math.abs(counts.minimum), Math.abs(counts.maximum));
    return { kind, limit: roundUp(Math.min(10 ** top, greatest)) };
  }
  if (top === null) return { kind, low: -LEAST_DECADES, high: 0 };
  const high = Math.ceil(top - 1e-9);
  const bottom = (magnitudeQuantile(counts, TINY_SHARE) ?? top) - 1 / BINS_A_DECADE;
  const low = Math.min(Math.floor(bottom + 1e-9), high - LEAST_DECADES);
  return { kind, low: Math.max(low, high - MOST_DECADES), high };
}

/** The smallest scale that holds both, which are of one kind. */
export function uniteScales(a: ValueScale, b: ValueScale): ValueScale {
  if (a.kind === 'linear')
    return b.kind === 'linear'
      ? { kind: 'linear', limit: Math.max(a.limit, b.limit) }
      : a;
  if (b.kind === 'linear') return a;
  return { kind: 'log', low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

const ROUND_DIGITS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** The next number of one or two round digits. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const enough = (digit: number) => digit * power >= value * (1 - 1e-9);
  // Small powers of ten are not exact: 1.0000000000000001e-30.
  return Number(((ROUND_DIGITS.find(enough) ?? 10) * power).toPrecision(12));
}

/** −1 (bottom) to 1 (top) along the axis; what lies beyond it is beyond ±1. */
export function placeOf(value: number, scale: ValueScale): number {
  if (scale.kind === 'linear') return value / scale.limit;
  if (value === 0) return 0;
  const share = (Math.log10(Math.abs(value)) - scale.low) / (scale.high - scale.low);
  return share < 0 ? 0 : Math.sign(value) * (MIDDLE + (1 - MIDDLE) * share);
}

/** The value at a place, −1 to 1; 0 in the middle of a logarithmic axis. */
export function valueAt(place: number, scale: ValueScale): number {
  if (scale.kind === 'linear') return place * scale.limit;
  const share = (Math.abs(place) - MIDDLE) / (1 - MIDDLE);
  if (share < 0) return 0;
  return Math.sign(place) * 10 ** (scale.low + share * (scale.high - scale.low));
}

export interface ValueTick {
  readonly place: number;
  readonly label: string;
}

/** Ticks at round values of both signs and at 0, at most about `most` of them. */
export function valueTicks(scale: ValueScale, most: number): readonly ValueTick[] {
  if (scale.kind === 'linear')
    return linearTicks(-scale.limit, scale.limit, most - 1)
      .filter((value) => Math.abs(value) <= scale.limit * (1 + 1e-9))
      .map((value) => ({
        place: value / scale.limit,
        label: formatTick(value).replaceAll('-', '−'),
      }));
  const { low, high } = scale;
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, (most - 1) / 2)));
  const ticks: ValueTick[] = [{ place: 0, label: '0' }];
  for (let exponent = high; exponent >= low; exponent -= every) {
    const place = MIDDLE + ((1 - MIDDLE) * (exponent - low)) / (high - low);
    const label = `10${superscript(exponent)}`;
    ticks.push({ place, label }, { place: -place, label: `−${label}` });
  }
  return ticks.sort((a, b) => a.place - b.place);
}

/** Half the height of the middle of an axis, in places. */
export function middleOf(scale: ValueScale): number {
  return scale.kind === 'log' ? MIDDLE : 0;
}
