import {
  LIMITS,
  type DrawnPoint,
  type PointsDataSpec,
  type TrainingSpec,
} from '../../../../core/spec.ts';
import { PLANAR_DOMAIN } from '../../../../data/datasets/planar.ts';
import { MAX_DRAWN_CLASSES, toHundredths } from '../../../../data/points.ts';
import type { PointSet, RunDescription } from '../../../../session/handle.ts';
import { DATA_DEFAULTS } from '../../../../spec/data-schema.ts';
import { fitToTask, likelyTask } from '../../../../spec/fit-to-task.ts';
import type { Drawing } from './point-history.ts';

/**
 * With a drawing as its data, and an output and a loss for its task. Features are kept; so is the
 * share for testing of an earlier drawing.
 */
export function specWithPoints(
  spec: TrainingSpec,
  { points, task }: Drawing,
): TrainingSpec {
  const before = spec.data;
  const features = 'features' in before ? before.features : undefined;
  const data: PointsDataSpec = {
    points,
    task,
    testFraction:
      'points' in before ? before.testFraction : DATA_DEFAULTS.drawnTestFraction,
    ...(features && { features }),
  };
  return fitToTask({ ...spec, data }, likelyTask(spec), task);
}

/**
 * The points of a run as a drawing; null where they lie in no plane, or not in the one that is
 * drawn on.
 */
export function pointsOfRun({
  points: { train, test },
  task,
  classNames,
  spec,
}: RunDescription): Drawing | null {
  if (!('dataset' in spec.data) || (classNames?.length ?? 0) > MAX_DRAWN_CLASSES)
    return null;
  const [low, high] = PLANAR_DOMAIN;
  const points = [...pointsOf(train), ...pointsOf(test)]
    .filter(([x1, x2]) => Math.min(x1, x2) >= low && Math.max(x1, x2) <= high)
    .slice(0, LIMITS.drawnPoints);
  if (points.length === 0) return null;
  const greatest = task === 'regression' ? largestOf(points) : 1;
  return {
    task,
    // Values are drawn from −1 to 1.
    points: points.map(([x1, x2, target]) => [
      toHundredths(x1),
      toHundredths(x2),
      toHundredths(greatest > 1 ? target / greatest : target),
    ]),
  };
}

function pointsOf({ count, plane, labels }: PointSet): DrawnPoint[] {
  if (!plane) return [];
  return Array.from({ length: count }, (_, i) => [
    plane[2 * i],
    plane[2 * i + 1],
    labels[i],
  ]);
}

function largestOf(points: readonly DrawnPoint[]): number {
  return points.reduce((most, [, , target]) => Math.max(most, Math.abs(target)), 0);
}
