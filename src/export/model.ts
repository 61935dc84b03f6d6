import type { NumericArray } from '../core/arrays.ts';
import type { Plan } from '../core/plan.ts';
import type { TrainingSpec } from '../core/spec.ts';
import type { Standardization } from '../data/prepare.ts';

/** A network at one step of its training, with what it takes to use it elsewhere. */
export interface Model {
  readonly spec: TrainingSpec;
  readonly plan: Plan;
  /** Updates taken before. */
  readonly step: number;
  /** [plan.parameterCount] */
  readonly parameters: NumericArray;
  /** [plan.statisticsCount]: running means and variances of batch normalization. */
  readonly statistics: NumericArray;
  /** [plan.inputs] */
  readonly featureNames: readonly string[];
  readonly targetName: string;
  /** Null for regression. */
  readonly classNames: readonly string[] | null;
  /** Null where the numbers are used as they come. */
  readonly standardization: Standardization | null;
}

/** A tensor by its name, as files and code hold it. */
export interface NamedTensor {
  /** `dense_0/kernel`, `…/bias`, `…/scale`, `…/shift`, `…/mean`, `…/variance` */
  readonly name: string;
  /** [inputs, units] for a kernel, [units] for the others. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: NumericArray;
}

/** The parameters in the order of the plan, sharing memory with `parameters`. */
export function parameterTensors(plan: Plan, parameters: NumericArray): NamedTensor[] {
  return plan.tensors.map(({ name, shape, offset, size }) => ({
    name,
    shape,
    values: parameters.subarray(offset, offset + size),
  }));
}

/** Running mean and variance of each batch-normalized layer, sharing memory with `statistics`. */
export function statisticTensors(plan: Plan, statistics: NumericArray): NamedTensor[] {
  return plan.layers.flatMap(({ name, units, statistics: first }) =>
    first < 0
      ? []
      : ['mean', 'variance'].map((role, at) => ({
          name: `${name}/${role}`,
          shape: [units],
          values: statistics.subarray(first + at * units, first + (at + 1) * units),
        })),
  );
}
