import { formatCount, formatLoss, formatShare } from '../../../../format.ts';
import type { Distribution } from './distribution-history.ts';
import { binEdges, binOfValue } from './histogram.ts';
import { valueAt, type ValueScale } from './value-scale.ts';

/** A figure with a true minus sign, also in its exponent. */
export const formatFigure = (value: number): string =>
  formatLoss(value).replaceAll('-', '−');

/** The figures of a distribution: a row of the table. */
export function figuresOf({ counts }: Distribution): readonly string[] {
  const { mean, deviation, minimum, maximum, zeros, total } = counts;
  return [
    ...[mean, deviation, minimum, maximum].map(formatFigure),
    formatShare(total === 0 ? NaN : zeros / total),
  ];
}

/** What is in the head of a layer's chart besides its name. */
export function summaryOf(latest: Distribution): string {
  const { mean, deviation, zeros, notFinite, total } = latest.counts;
  const parts = [`mean ${formatFigure(mean)}`, `deviation ${formatFigure(deviation)}`];
  if (zeros > 0) parts.push(`${formatShare(zeros / total)} exactly 0`);
  if (latest.stride > 1) parts.push(`1 value in ${latest.stride} counted`);
  if (notFinite > 0) parts.push(`${formatCount(notFinite)} not finite`);
  return parts.join(', ');
}

/** How many of the values lie in the bin at a place of the axis. */
export function readingAt(
  latest: Distribution,
  scale: ValueScale,
  place: number,
): string {
  const histogram = latest[scale.kind];
  const { bins, total, zeros, tiny, scale: own } = histogram;
  const bin = binOfValue(valueAt(place, scale), bins.length, own);
  const of = (count: number) =>
    `${formatCount(count)} of ${formatCount(total)} (${formatShare(count / total)})`;
  if (bin === null) {
    const beyond = place < 0 ? histogram.below : histogram.above;
    return `Beyond ${formatFigure(valueAt(Math.sign(place), own))}: ${of(beyond)}.`;
  }
  if (bin === 'middle') {
    const least = own.kind === 'log' ? formatFigure(10 ** own.low) : '0';
    return `Exactly 0: ${of(zeros)}; smaller than ${least} otherwise: ${of(tiny)}.`;
  }
  const [low, high] = binEdges(bin, bins.length, own);
  return `${formatFigure(low)} to ${formatFigure(high)}: ${of(bins[bin])}.`;
}
