import type { NumericArray } from './arrays.ts';
import { UserError } from './errors.ts';
import type { Examples } from './examples.ts';
import type { Overflow } from './metrics.ts';
import type { Plan } from './plan.ts';

export interface PopulationOptions {
  /**
   * A plan for each network. They must be alike but for their numbers (seed, learning rate and
   * the optimizer's other parameters, schedule, penalty, bounds of clipping, parameters of loss
   * and activations) and for the initializers and the deviation of the initial biases, which have
   * done their work.
   */
  readonly plans: readonly Plan[];
  /** [networks, parameterCount] */
  readonly parameters: NumericArray;
  /** The examples of all networks; each draws its batches in the order of its own seed. */
  readonly training: Examples;
  /** Measures every n-th step (by step number); 0 or absent: none. */
  readonly metricsEvery?: number;
  /** Updates that will be asked for in all, where that is known: room is made for no more. */
  readonly steps?: number;
}

/** Some steps of a population. N networks, T steps, M measured steps, L layers. */
export interface PopulationResult {
  /** Number of the first of these steps. */
  readonly firstStep: number;
  /** [N, T]: as `TrainResult.losses`; NaN in steps that a network did not take. */
  readonly losses: Float32Array;
  /** Where a network stopped for good: the parameters are those before that step. Null while it goes on. */
  readonly overflows: readonly (Overflow | null)[];
  /** Numbers of the measured steps, ascending. */
  readonly measuredSteps: readonly number[];
  /** [N, M, L, LAYER_FIGURES.length]: as `Metrics.layers`; NaN in steps not taken. */
  readonly figures: Float32Array;
}

/**
 * Networks of one architecture that train side by side. Network k does what an executor of its
 * plan would do alone. Calls are carried out one after the other.
 */
export interface Population {
  /** Number of networks. */
  readonly size: number;
  /** Updates taken so far by those that did not overflow. */
  readonly step: number;
  train(steps: number): Promise<PopulationResult>;
  /** [N, parameterCount] */
  readParameters(): Promise<Float32Array>;
  /** Frees everything it holds. May be called twice. */
  dispose(): void;
}

/**
 * @throws UserError when there is no network, the parameters are not as many, or two plans differ
 *   in more than numbers
 */
export function checkPopulation({ plans, parameters }: PopulationOptions): void {
  if (plans.length === 0)
    throw new UserError('A population needs at least one network; it was given none.');
  const [first] = plans;
  const wanted = plans.length * first.parameterCount;
  if (parameters.length !== wanted)
    throw new UserError(
      `A population of ${plans.length} networks with ${first.parameterCount} parameters each ` +
        `needs ${wanted} numbers; it was given ${parameters.length}.`,
    );
  const architecture = traits(first);
  plans.forEach((plan, index) => {
    if (isAlike(plan, first)) return;
    traits(plan).forEach(([trait, value], at) => {
      const [, common] = architecture[at] ?? [trait, 'nothing'];
      if (value !== common)
        throw new UserError(
          `All networks of a population must have the same ${trait}: network ${index} has ` +
            `${value}, network 0 has ${common}.`,
        );
    });
  });
}

/** Whether all `traits` are the same: thousands of networks are compared, and none is described. */
function isAlike(plan: Plan, other: Plan): boolean {
  return (
    plan.inputs === other.inputs &&
    plan.layers.length === other.layers.length &&
    plan.training.batchSize === other.training.batchSize &&
    plan.training.classification === other.training.classification &&
    plan.training.loss.id === other.training.loss.id &&
    plan.training.optimizer.id === other.training.optimizer.id &&
    plan.layers.every((layer, index) => {
      const same = other.layers[index];
      return (
        layer.units === same.units &&
        layer.activation.id === same.activation.id &&
        layer.normalization === same.normalization &&
        layer.residual === same.residual &&
        layer.frozen === same.frozen
      );
    })
  );
}

/** What all networks of a population have in common, in words. */
function traits({ inputs, layers, training }: Plan): (readonly [string, string])[] {
  return [
    ['number of layers', String(layers.length)],
    ['inputs', String(inputs)],
    ...layers.flatMap(({ index, units, activation, normalization, residual, frozen }) => [
      [`units in layer ${index + 1}`, String(units)] as const,
      [`activation in layer ${index + 1}`, activation.id] as const,
      [`normalization in layer ${index + 1}`, normalization] as const,
      [`residual connection in layer ${index + 1}`, residual ? 'one' : 'none'] as const,
      [`freezing of layer ${index + 1}`, frozen ? 'a frozen one' : 'none'] as const,
    ]),
    ['batch size', String(training.batchSize)],
    ['loss', training.loss.id],
    ['optimizer', training.optimizer.id],
    ['kind of targets', training.classification ? 'classes' : 'values'],
  ];
}
