import { LIMITS, type DrawnPoint, type Task } from '../../../../core/spec.ts';
import { PLANAR_DOMAIN } from '../../../../data/datasets/planar.ts';
import { toHundredths } from '../../../../data/points.ts';

/** Points as they are being drawn: there may be none, or of one class only. Never changed in place. */
export type Points = readonly DrawnPoint[];

export interface Place {
  readonly x1: number;
  readonly x2: number;
}

/** The same place within the plane, in hundredths. */
export function placeWithin({ x1, x2 }: Place): Place {
  const [low, high] = PLANAR_DOMAIN;
  const clamp = (value: number) => toHundredths(Math.min(high, Math.max(low, value)));
  return { x1: clamp(x1), x2: clamp(x2) };
}

/** Index of the point nearest to a place, −1 where none is within `reach`. Of equally near ones it is the last, which is drawn on top. */
export function nearestPoint(points: Points, { x1, x2 }: Place, reach: number): number {
  let nearest = -1;
  let least = reach;
  points.forEach(([p1, p2], index) => {
    const distance = Math.hypot(p1 - x1, p2 - x2);
    if (distance > least) return;
    least = distance;
    nearest = index;
  });
  return nearest;
}

/** With one more point; unchanged where there are LIMITS.drawnPoints already. */
export function addPoint(points: Points, place: Place, target: number): Points {
  if (points.length >= LIMITS.drawnPoints) return points;
  const { x1, x2 } = placeWithin(place);
  return [...points, [x1, x2, toHundredths(target)]];
}

export function movePoint(points: Points, index: number, place: Place): Points {
  const { x1, x2 } = placeWithin(place);
  return points.map((point, at) => (at === index ? [x1, x2, point[2]] : point));
}

export function retargetPoint(points: Points, index: number, target: number): Points {
  return points.map((point, at) =>
    at === index ? [point[0], point[1], toHundredths(target)] : point,
  );
}

export function removePoint(points: Points, index: number): Points {
  return points.filter((_, at) => at !== index);
}

/** Without the points within `reach` of a place; the same list where there are none. */
export function erasePoints(points: Points, { x1, x2 }: Place, reach: number): Points {
  const left = points.filter(([p1, p2]) => Math.hypot(p1 - x1, p2 - x2) > reach);
  return left.length === points.length ? points : left;
}

/** For another task: class A becomes −1 and the others 1; values below 0 become A, the others B. */
export function toTask(points: Points, task: Task): Points {
  return points.map(([x1, x2, target]) => [
    x1,
    x2,
    task === 'regression' ? (target === 0 ? -1 : 1) : target < 0 ? 0 : 1,
  ]);
}
