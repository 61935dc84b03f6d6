import type { Random } from '../../core/random.ts';
import type { RawTable } from '../raw-table.ts';

/** What the two-dimensional data sets share. */

export const PLANAR_FEATURES = ['x1', 'x2'] as const;

/** Whether the examples of a data set are points of the plane. */
export function isPlanar({
  featureNames,
}: {
  readonly featureNames: readonly string[];
}): boolean {
  return featureNames.join() === PLANAR_FEATURES.join();
}

/** Names of classes that are told apart by nothing else: A, B, C, … */
export function letterNames(classes: number): readonly string[] {
  return Array.from({ length: classes }, (_, index) => String.fromCharCode(65 + index));
}

/** The square that TensorFlow Playground draws. */
export const PLANAR_DOMAIN = [-6, 6] as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point and its class index or regression target. */
export interface TargetedPoint extends Point {
  readonly target: number;
}

/** Where a point stands among those drawn for its class. */
export interface ClassPosition {
  /** The class it is drawn for; noise may give it another label. */
  readonly target: number;
  /** 0 to `count` − 1. */
  readonly index: number;
  /** Points drawn for this class. */
  readonly count: number;
}

/** A classification table with the samples divided evenly between the classes, shuffled. */
export function planarClassification(
  samples: number,
  classNames: readonly string[],
  random: Random,
  draw: (position: ClassPosition) => TargetedPoint,
): RawTable {
  const points: TargetedPoint[] = [];
  for (let target = 0; target < classNames.length; target++) {
    const count = shareOf(samples, classNames.length, target);
    for (let index = 0; index < count; index++)
      points.push(draw({ target, index, count }));
  }
  random.shuffle(points);
  return {
    ...planarTable(points),
    task: 'classification',
    targetName: 'class',
    classNames,
    labels: Int32Array.from(points, (point) => point.target),
    values: null,
  };
}

/** A regression table of points drawn independently. */
export function planarRegression(samples: number, draw: () => TargetedPoint): RawTable {
  const points = Array.from({ length: samples }, draw);
  return {
    ...planarTable(points),
    task: 'regression',
    targetName: 'y',
    classNames: null,
    labels: null,
    values: Float64Array.from(points, (point) => point.target),
  };
}

/** The part of `total` that share `index` of `shares` gets: they differ by at most 1. */
export function shareOf(total: number, shares: number, index: number): number {
  return Math.floor(total / shares) + (index < total % shares ? 1 : 0);
}

/** `point` moved by up to ±`reach` in each coordinate. */
export function displace(point: Point, reach: number, random: Random): Point {
  return {
    x: point.x + random.between(-1, 1) * reach,
    y: point.y + random.between(-1, 1) * reach,
  };
}

/** `point` moved by normal noise of that standard deviation in each coordinate. */
export function blur(point: Point, deviation: number, random: Random): Point {
  return {
    x: point.x + random.normal() * deviation,
    y: point.y + random.normal() * deviation,
  };
}

/** The columns of a table of points; what they are to predict is added by the caller. */
export function planarTable(points: readonly TargetedPoint[]) {
  const inputs = new Float64Array(points.length * 2);
  points.forEach((point, row) => {
    inputs[2 * row] = point.x;
    inputs[2 * row + 1] = point.y;
  });
  return {
    count: points.length,
    featureNames: PLANAR_FEATURES,
    inputs,
    numericFeatures: [true, true],
  };
}
