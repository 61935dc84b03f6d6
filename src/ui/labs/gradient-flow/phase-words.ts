import { axisValues, DIVERGED, type PhaseAxis } from '../../../core/phase-diagram.ts';
import { HYPERPARAMETERS, valueOn } from '../../../spec/hyperparameters.ts';
import type { PhaseOptions } from '../../../state/flow-options.ts';
import { formatCount, formatLoss, formatSigned, formatTime } from '../../format.ts';
import type { PhaseDrawing } from './phase-drawing.ts';

/** How far a diagram has come, in a sentence. @param isCurrent whether it is of the present settings */
export function describeDrawing(
  phase: PhaseOptions,
  drawing: PhaseDrawing,
  isCurrent: boolean,
): string {
  if (!drawing.question)
    return `Each of the ${formatCount(phase.size ** 2)} pixels is a network of its own, all from the same seed on the same data.`;
  const done = formatCount(Math.floor(drawing.done));
  const total = formatCount(drawing.total);
  if (drawing.drawing)
    return `${done} of ${total} networks on ${drawing.adapter || '…'}.`;
  if (drawing.problem !== null) return '';
  if (!isCurrent) return 'The settings have changed since this was drawn: draw again.';
  if (!drawing.complete) return `Cancelled after ${done} of ${total} networks.`;
  const time = Number.isNaN(drawing.milliseconds)
    ? ''
    : ` in ${formatTime(drawing.milliseconds)}`;
  return `${total} networks${time} on ${drawing.adapter}. A click opens one above; a drag zooms in.`;
}

/** The network of a pixel and what became of it. @param value NaN: not known yet */
export function describePixel(phase: PhaseOptions, pixel: number, value: number): string {
  const { x, y, size } = phase;
  const at = (axis: PhaseAxis, index: number) =>
    formatSigned(valueOn(axis, axisValues(axis, size)[index]));
  const place =
    `${HYPERPARAMETERS.get(x.id).symbol} ${at(x, pixel % size)}, ` +
    `${HYPERPARAMETERS.get(y.id).symbol} ${at(y, Math.floor(pixel / size))}`;
  return `${place}: ${describeValue(phase, value)}`;
}

function describeValue({ outcome, steps }: PhaseOptions, value: number): string {
  if (Number.isNaN(value)) return 'not computed yet.';
  if (outcome === 'ratio') {
    if (value === Infinity) return 'a value overflows.';
    if (value === -Infinity) return 'nothing comes back to the first layer.';
    return `the first layer gets ${formatLoss(10 ** value)} times the error of the last.`;
  }
  if (outcome === 'loss')
    return value === Infinity
      ? 'a value overflowed.'
      : `loss ${formatLoss(value)} after ${formatCount(steps)} updates.`;
  return value === Infinity
    ? `has not diverged in ${formatCount(steps)} updates.`
    : `in step ${formatCount(value)} the loss is ${DIVERGED} times the first, or beyond numbers.`;
}
