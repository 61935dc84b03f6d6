import type { RaceSummary } from '../../../../speed/race-handle.ts';
import { labelOf } from '../../../../speed/results/curves.ts';
import { formatCount, formatLoss, formatTick, formatTime } from '../../../format.ts';
import type { Lane } from './race-run.ts';

/** Losses that differ by no more than this share lie on one line in the chart. */
const COINCIDES = 0.01;
/** Paces that differ by no more than this share are called equal: clocks and turns are no finer. */
const EQUAL_PACE = 0.03;

/** Who has won, in one sentence. */
export function winnerSentence(summary: RaceSummary, target: number): string {
  const winner = summary.arrivals.at(0);
  if (!winner) return `No engine came to a loss of ${formatTick(target)}.`;
  const { engine, step, loss, clock } = winner;
  return `${labelOf(engine)} arrived first: loss ${formatLoss(loss)} after ${formatTime(clock)} and ${formatCount(step)} steps.`;
}

/** How far behind the winner the others were, a sentence each; empty without a winner. */
export function behindSentences(
  { arrivals }: RaceSummary,
  lanes: readonly Lane[],
): string[] {
  const winner = arrivals.at(0);
  const first = lanes.find(({ engine }) => engine === winner?.engine);
  if (!winner || !first) return [];
  return lanes.flatMap((lane) => {
    if (lane === first || lane.step === 0 || lane.refused !== null) return [];
    const factor = lane.clock / lane.step / (first.clock / first.step);
    const name = labelOf(lane.engine);
    const steps = `${name} took ${formatCount(lane.steps.at(-1) ?? 0)} steps in ${formatTime(lane.clock)}`;
    return Math.abs(factor - 1) <= EQUAL_PACE
      ? [`${steps}: the same pace.`]
      : [`${steps}: it needs ${formatFactor(factor)} times as long.`];
  });
}

/** `2.4`, `0.87`, `130` */
const formatFactor = (factor: number): string =>
  factor >= 99.5 ? formatCount(factor) : String(Number(factor.toPrecision(2)));

/** Whether all runners did the same, in a sentence. */
export function curvesSentence({ commonSteps, lossDifference }: RaceSummary): string {
  if (lossDifference === null)
    return 'There are no two curves that could be compared after the same step.';
  const where = `at ${formatCount(commonSteps)} common steps`;
  if (lossDifference === 0) return `The curves coincide: ${where} they are equal.`;
  const size = lossDifference.toExponential(1);
  return lossDifference <= COINCIDES
    ? `The curves coincide: ${where} they differ by at most ${size} of the loss.`
    : `The curves part: ${where} they differ by up to ${size} of the loss. Roundings, in which engines differ, grow while a network trains.`;
}

/** What became of a runner, in a few words. */
export function laneStatus(lane: Lane, place: number | null, target: number): string {
  if (lane.refused !== null)
    return lane.step === 0 ? `Does not start: ${lane.refused}` : `Out: ${lane.refused}`;
  if (lane.adapter === null) return 'Not loaded yet';
  const gate = `Gradients within ${lane.parity.toExponential(1)} of the reference; first use took ${formatTime(lane.firstUse)}, on no clock.`;
  if (place !== null) return `Arrived, ${ordinal(place)}. ${gate}`;
  return lane.step === 0 ? gate : `To a loss of ${formatTick(target)}. ${gate}`;
}

export const ordinal = (place: number): string =>
  ['1st', '2nd', '3rd'].at(place - 1) ?? `${place}th`;
