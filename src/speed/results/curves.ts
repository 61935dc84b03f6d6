import {
  SPEED_ENGINES,
  type Quantity,
  type SpeedDevice,
} from '../../core/speed-question.ts';
import {
  medianInterval,
  quartiles,
  type Interval,
  type Quartiles,
} from '../statistics.ts';
import type { SpeedPoint, SpeedResult } from './speed-result.ts';

/** What an engine took at one size, in milliseconds. */
export interface CurvePoint {
  /** Place on the axis: the number of parameters where that is the axis, else the value asked for. */
  readonly x: number;
  readonly point: SpeedPoint;
  readonly quartiles: Quartiles;
  /** The median with its 95 % interval. */
  readonly interval: Interval;
}

/** The times of one engine over the sizes. */
export interface Curve {
  readonly engine: string;
  readonly label: string;
  readonly device: SpeedDevice;
  readonly points: readonly CurvePoint[];
}

const known = new Map<string, (typeof SPEED_ENGINES)[number]>(
  SPEED_ENGINES.map((engine) => [engine.id, engine]),
);

/** For people; the id itself where it is not one of ours, as in a file of another version. */
export const labelOf = (engine: string): string => known.get(engine)?.label ?? engine;
export const deviceOf = (engine: string): SpeedDevice =>
  known.get(engine)?.device ?? 'reference';

export const placeOf = (result: SpeedResult, point: SpeedPoint): number =>
  result.question.axis === 'parameters' ? point.parameterCount : point.value;

/** Samples of an engine at a size; empty where there are none. */
export function samplesOf(
  point: SpeedPoint,
  engine: string,
  quantity: Quantity,
): readonly number[] {
  return (
    point.entries.find((entry) => entry.engine === engine)?.samples?.[quantity] ?? []
  );
}

/** One of each engine that was asked for, in that order; without points where nothing was measured. */
export function curvesOf(result: SpeedResult, quantity: Quantity): Curve[] {
  return result.question.engines.map((engine) => ({
    engine,
    label: labelOf(engine),
    device: deviceOf(engine),
    points: result.points.flatMap((point): CurvePoint[] => {
      const samples = samplesOf(point, engine, quantity);
      if (samples.length === 0) return [];
      return [
        {
          x: placeOf(result, point),
          point,
          quartiles: quartiles(samples),
          interval: medianInterval(samples),
        },
      ];
    }),
  }));
}
