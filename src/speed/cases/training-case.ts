import type { NumericArray } from '../../core/arrays.ts';
import { BatchOrder } from '../../core/batch-order.ts';
import { selectExamples, type Examples } from '../../core/examples.ts';
import type { Plan } from '../../core/plan.ts';
import { initialParameters } from '../../ops/initial-parameters.ts';
import { examplesFor, planOf, type NetworkCase } from './network-case.ts';

/** What grows within a family of networks. */
export type Axis = 'batch' | 'width' | 'depth';

/** A network to train for a time. */
export interface TrainingCase {
  readonly kind: 'training';
  readonly id: string;
  readonly label: string;
  readonly network: Omit<NetworkCase, 'name'>;
  /** Whether every step also gives the norm of each layer's weight gradient. */
  readonly layerNorms: boolean;
  /** Another case of the same set, over whose time its own is given too. */
  readonly comparedWith?: string;
  /** Along which axes it is a point; none outside of a family. */
  readonly axes?: readonly Axis[];
}

/** A network with its numbers: what every engine is given alike. */
export interface Problem {
  readonly case: TrainingCase;
  readonly plan: Plan;
  /** Initial parameters, [plan.parameterCount]. */
  readonly parameters: NumericArray;
  /** All examples; engines that hold them draw their batches in the order of `BatchOrder`. */
  readonly training: Examples;
  /** The batches of the first epoch, in order. */
  readonly batches: readonly Examples[];
}

/** Batches in an epoch: few enough to lie on a device, more than the parity check takes. */
const BATCHES = 4;

/** The numbers of a case, the same on every machine. Inputs are normal random numbers. */
export function problemOf(benchCase: TrainingCase): Problem {
  const { network } = benchCase;
  const examples = BATCHES * network.batchSize;
  const plan = planOf({ ...network, examples, name: benchCase.id });
  const training = examplesFor(plan, examples);
  const { seed, batchSize } = plan.training;
  const order = new BatchOrder(seed, examples, batchSize);
  const batches = Array.from({ length: BATCHES }, (_, step) =>
    selectExamples(training, order.indices(step)),
  );
  return {
    case: benchCase,
    plan,
    parameters: initialParameters(plan),
    training,
    batches,
  };
}

/**
 * Multiplications and additions in the matrix products of one step: 2·batch·inputs·units
 * forward and for each of the two gradients; the first layer's inputs need none.
 */
export function operationsPerStep({ layers, training }: Plan): number {
  return layers.reduce(
    (sum, { index, inputs, units }) =>
      sum + 2 * training.batchSize * inputs * units * (index === 0 ? 2 : 3),
    0,
  );
}
