import type { Axis } from '../src/speed/cases/training-case.ts';
import type { CaseResult } from './run-cases.ts';
import { medianInterval, slope, type Interval } from '../src/speed/statistics.ts';

/** How the time of an engine grows along an axis of a family of networks. */
export interface Exponent {
  readonly engine: string;
  readonly axis: Axis;
  /** The cases it is taken from. */
  readonly cases: readonly string[];
  /** p of time ∝ operationsᵖ: 1 where the time grows as the operations do. */
  readonly exponent: Interval;
}

const AXES: readonly Axis[] = ['batch', 'width', 'depth'];

/**
 * Of each engine and axis the slope of log(time) against log(operations): the median over the
 * rounds, in each of which every case was timed. Engines without a time at two points of an axis
 * have none there.
 */
export function exponentsOf(results: readonly CaseResult[]): Exponent[] {
  const engines = results[0]?.results.map(({ engine }) => engine) ?? [];
  return engines.flatMap((engine) =>
    AXES.flatMap((axis) => exponentAlong(axis, engine, results) ?? []),
  );
}

function exponentAlong(
  axis: Axis,
  engine: string,
  results: readonly CaseResult[],
): Exponent | null {
  const points = results.flatMap((result) => {
    const times = result.results.find((entry) => entry.engine === engine)?.times;
    return times && result.axes?.includes(axis)
      ? [{ case: result.case, operations: result.operations, times: times.throughput }]
      : [];
  });
  if (points.length < 2) return null;
  const operations = points.map((point) => Math.log(point.operations));
  const slopes = points[0].times.map((_, round) =>
    slope(
      operations,
      points.map(({ times }) => Math.log(times[round])),
    ),
  );
  return {
    engine,
    axis,
    cases: points.map((point) => point.case),
    exponent: medianInterval(slopes),
  };
}
