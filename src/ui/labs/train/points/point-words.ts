import type { Task } from '../../../../core/spec.ts';
import { letterNames } from '../../../../data/datasets/planar.ts';
import { MAX_DRAWN_CLASSES } from '../../../../data/points.ts';
import { formatCount } from '../../../format.ts';
import type { Place, Points } from './point-edits.ts';

/** Names of the classes by their index. */
export const CLASS_NAMES: readonly string[] = letterNames(MAX_DRAWN_CLASSES);

/** `12 points: 7 of A, 5 of B.` */
export function describePoints(points: Points, task: Task): string {
  const count = `${formatCount(points.length)} point${points.length === 1 ? '' : 's'}`;
  if (points.length === 0) return 'No points yet.';
  const targets = points.map(([, , target]) => target);
  if (task === 'regression') {
    const [least, most] = [Math.min(...targets), Math.max(...targets)].map(shownValue);
    const range =
      least === most ? `the value ${least}` : `values from ${least} to ${most}`;
    return `${count} with ${range}.`;
  }
  const parts = CLASS_NAMES.flatMap((name, index) => {
    const own = targets.filter((target) => target === index).length;
    return own === 0 ? [] : [`${formatCount(own)} of ${name}`];
  });
  return `${count}: ${parts.join(', ')}.`;
}

/** A class by its name, or a value. */
export function describeTarget(target: number, task: Task): string {
  return task === 'classification'
    ? `class ${CLASS_NAMES[target]}`
    : `value ${shownValue(target)}`;
}

/** `x₁ = 1.25, x₂ = −3` */
export function describePlace({ x1, x2 }: Place): string {
  return `x₁ = ${shownValue(x1)}, x₂ = ${shownValue(x2)}`;
}

/** With a true minus sign. */
export function shownValue(value: number): string {
  return String(value).replace('-', '−');
}
