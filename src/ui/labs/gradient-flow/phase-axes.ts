import type { PhaseAxis } from '../../../core/phase-diagram.ts';
import { linearTicks } from '../../charts/axis-ticks.ts';
import { formatTick } from '../../format.ts';

/** A value of an axis and where it stands, as a share of the axis. */
export interface AxisTick {
  readonly text: string;
  readonly at: number;
}

/** Where a value stands on an axis whose ends are the middles of its first and last pixel. */
export function placeOn(
  { from, to, scale }: PhaseAxis,
  value: number,
  count: number,
): number {
  const share =
    scale === 'log'
      ? Math.log(value / from) / Math.log(to / from)
      : (value - from) / (to - from);
  return (share * (count - 1) + 0.5) / count;
}

/** The value at a place on it. */
export function valueAt(
  { from, to, scale }: PhaseAxis,
  place: number,
  count: number,
): number {
  const share = count === 1 ? 0 : (place * count - 0.5) / (count - 1);
  return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
}

/** About `wanted` round values. */
export function axisTicks(axis: PhaseAxis, count: number, wanted: number): AxisTick[] {
  const { from, to, scale } = axis;
  const values =
    scale === 'linear'
      ? linearTicks(from, to, wanted)
      : logTicks(Math.log10(from), Math.log10(to), wanted, from, to);
  return values.map((value) => ({
    text: formatTick(value).replace('-', '−'),
    at: placeOn(axis, value, count),
  }));
}

function logTicks(
  low: number,
  high: number,
  wanted: number,
  from: number,
  to: number,
): number[] {
  const powers = linearTicks(low, high, wanted)
    .filter(Number.isInteger)
    .map((exponent) => 10 ** exponent);
  // Within one decade there is hardly a power of ten: round values have to do.
  return powers.length >= 2 ? powers : linearTicks(from, to, wanted);
}

/** A part of an axis, or more of it: the values at two places, in seven digits. */
export function zoomed(
  axis: PhaseAxis,
  from: number,
  to: number,
  count: number,
  bounds: {
    readonly minimum: number;
    readonly maximum: number;
    readonly exclusiveMinimum?: boolean;
  },
): PhaseAxis {
  const digits = (value: number) => Number(value.toPrecision(7));
  const low = digits(valueAt(axis, from, count));
  const high = digits(valueAt(axis, to, count));
  const least = bounds.exclusiveMinimum ? Math.min(axis.from, 1e-6) : bounds.minimum;
  const ends = {
    from: Math.max(least, low),
    to: Math.min(bounds.maximum, high),
  };
  // Where digits run out there is nothing to go deeper into.
  return ends.from < ends.to ? { ...axis, ...ends } : axis;
}
