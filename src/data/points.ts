import { UserError } from '../core/errors.ts';
import { LIMITS, type DrawnPoint, type PointsDataSpec, type Task } from '../core/spec.ts';
import { applyFeatures } from './apply-features.ts';
import { letterNames, PLANAR_DOMAIN, planarTable } from './datasets/planar.ts';
import { prepareTable, type PreparedData } from './prepare.ts';
import type { RawTable } from './raw-table.ts';

/** The most classes that drawn points can be of; their indices begin at 0. */
export const MAX_DRAWN_CLASSES = 10;

/** The fewest points that can be trained on: one is for training, one may be for testing. */
export const MIN_DRAWN_POINTS = 2;

/** Bounds of the third number of a drawn point. */
export function targetBounds(task: Task) {
  return task === 'classification'
    ? { minimum: 0, maximum: MAX_DRAWN_CLASSES - 1, integer: true }
    : { minimum: -1, maximum: 1 };
}

/** To the nearest hundredth, in which drawn points are kept, so that links hold them exactly. */
export function toHundredths(value: number): number {
  // No −0.
  return Math.round(100 * value) / 100 + 0;
}

/**
 * Why points that are each right cannot be trained on, as the end of a sentence about them; null
 * where they can.
 */
export function pointsProblem(points: readonly DrawnPoint[], task: Task): string | null {
  if (points.length < MIN_DRAWN_POINTS)
    return `are ${points.length}; at least ${MIN_DRAWN_POINTS} are needed.`;
  const [[, , first]] = points;
  return task === 'classification' && points.every(([, , target]) => target === first)
    ? 'are all of one class; there is nothing to tell apart.'
    : null;
}

/**
 * Splits points that were drawn. Classes are named A, B, C, …, up to the last that has a point.
 *
 * @throws UserError for too few or too many points, one out of bounds, points of one class, a
 *   test fraction out of range, or a feature that has no finite value at a point
 */
export function loadPoints(spec: PointsDataSpec, seed: number): PreparedData {
  checkPoints(spec);
  const { testFraction, features } = spec;
  const table = tableOf(spec);
  return prepareTable(features ? applyFeatures(table, features) : table, {
    testFraction,
    seed,
    standardize: false,
  });
}

function tableOf({ points, task }: PointsDataSpec): RawTable {
  const targets = points.map(([, , target]) => target);
  const table = planarTable(points.map(([x, y, target]) => ({ x, y, target })));
  return task === 'classification'
    ? {
        ...table,
        task,
        targetName: 'class',
        classNames: letterNames(1 + Math.max(...targets)),
        labels: Int32Array.from(targets),
        values: null,
      }
    : {
        ...table,
        task,
        targetName: 'y',
        classNames: null,
        labels: null,
        values: Float64Array.from(targets),
      };
}

function checkPoints({ points, task }: PointsDataSpec): void {
  if (points.length > LIMITS.drawnPoints)
    throw new UserError(
      `There are ${points.length} drawn points; at most ${LIMITS.drawnPoints} are possible.`,
    );
  const problem = pointsProblem(points, task);
  if (problem) throw new UserError(`The drawn points ${problem}`);
  const [low, high] = PLANAR_DOMAIN;
  const { minimum, maximum, integer = false } = targetBounds(task);
  const within = (value: number, least: number, most: number) =>
    value >= least && value <= most;
  const wrong = points.findIndex(
    ([x, y, target]) =>
      !within(x, low, high) ||
      !within(y, low, high) ||
      !within(target, minimum, maximum) ||
      (integer && !Number.isInteger(target)),
  );
  if (wrong >= 0)
    throw new UserError(
      `Point ${wrong} is (${points[wrong].join(', ')}); coordinates run from ${low} to ${high}, and ${
        integer ? `a class is a whole number` : 'a value'
      } from ${minimum} to ${maximum}.`,
    );
}
