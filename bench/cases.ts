import type { NumericArray } from '../src/core/arrays.ts';
import { BatchOrder } from '../src/core/batch-order.ts';
import { selectExamples, type Examples } from '../src/core/examples.ts';
import type { Plan } from '../src/core/plan.ts';
import { createRegistry } from '../src/core/registry.ts';
import { initialParameters } from '../src/ops/initial-parameters.ts';
import { examplesFor, planOf, type NetworkCase } from '../test/support/networks.ts';

/** A network to train for a time. */
export interface BenchCase {
  readonly id: string;
  readonly label: string;
  readonly network: Omit<NetworkCase, 'name'>;
  /** Whether every step also gives the norm of each layer's weight gradient. */
  readonly layerNorms: boolean;
}

/** A case with its numbers: what every engine is given alike. */
export interface Problem {
  readonly case: BenchCase;
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

const sgd = (learningRate: number) => ['sgd', { learningRate }] as const;

const tiny = {
  inputs: 2,
  hidden: [8, 8],
  outputs: 1,
  activation: 'tanh',
  loss: 'mean-squared-error',
  optimizer: sgd(0.03),
} as const;

const digits = {
  inputs: 784,
  hidden: [256, 128],
  outputs: 10,
  batchSize: 128,
  activation: 'relu',
  initializer: 'he-normal',
  loss: 'cross-entropy',
} as const;

const deep = {
  inputs: 2,
  hidden: Array.from({ length: 64 }, () => 32),
  outputs: 1,
  batchSize: 256,
  activation: 'tanh',
  loss: 'mean-squared-error',
  optimizer: sgd(0.003),
} as const;

/** Every case, the small ones first. */
export const benchCases = createRegistry<BenchCase>('case', [
  {
    id: 'tiny-10',
    label: '2-8-8-1, tanh, MSE, SGD, batch 10',
    network: { ...tiny, batchSize: 10 },
    layerNorms: false,
  },
  {
    id: 'tiny',
    label: '2-8-8-1, tanh, MSE, SGD, batch 256',
    network: { ...tiny, batchSize: 256 },
    layerNorms: false,
  },
  {
    id: 'digits-sgd',
    label: '784-256-128-10, ReLU, cross-entropy, SGD, batch 128',
    network: { ...digits, optimizer: sgd(0.003) },
    layerNorms: false,
  },
  {
    id: 'digits-adam',
    label: '784-256-128-10, ReLU, cross-entropy, Adam, batch 128',
    network: { ...digits, optimizer: ['adam', { learningRate: 0.0001 }] },
    layerNorms: false,
  },
  {
    id: 'deep',
    label: '2-[64 × 32]-1, tanh, MSE, SGD, batch 256',
    network: deep,
    layerNorms: false,
  },
  {
    id: 'deep-norms',
    label: 'deep, with the gradient norm of every layer in every step',
    network: deep,
    layerNorms: true,
  },
  {
    id: 'wide',
    label: '1024-1024-1024-1024, ReLU, MSE, SGD, batch 256',
    network: {
      inputs: 1024,
      hidden: [1024, 1024],
      outputs: 1024,
      batchSize: 256,
      activation: 'relu',
      initializer: 'he-normal',
      loss: 'mean-squared-error',
      optimizer: sgd(0.03),
    },
    layerNorms: false,
  },
]);

/** The numbers of a case, the same on every machine. Inputs are normal random numbers. */
export function problemOf(benchCase: BenchCase): Problem {
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
