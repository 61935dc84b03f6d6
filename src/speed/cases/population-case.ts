import type { Plan } from '../../core/plan.ts';
import { createRandom } from '../../core/random.ts';
import { initialParameters } from '../../ops/initial-parameters.ts';
import { planOf } from './network-case.ts';
import { tiny } from './tiny.ts';
import { problemOf, type Problem, type TrainingCase } from './training-case.ts';

const BATCH_SIZE = 256;
/** Bounds of the learning rates, which are spread evenly over their logarithm. */
const LEARNING_RATES = { lowest: 0.003, highest: 0.1 } as const;

/** Many networks of the architecture `tiny` to train for a time; a step updates one of them. */
export interface PopulationCase {
  readonly kind: 'population';
  readonly id: string;
  readonly label: string;
  /** Number of networks. */
  readonly networks: number;
}

/** A population with its numbers: what every engine is given alike. */
export interface PopulationProblem {
  readonly case: PopulationCase;
  /** One a network: alike but for the learning rate, so that the batches are, too. */
  readonly plans: readonly Plan[];
  /** Initial parameters, each network's from a seed of its own, [networks, parameterCount]. */
  readonly parameters: Float32Array;
  readonly training: Problem['training'];
  /** The batches of the first epoch, in order; of all networks. */
  readonly batches: Problem['batches'];
}

export const populationCase = (networks: number): PopulationCase => ({
  kind: 'population',
  id: 'population',
  label: `${networks} networks 2-8-8-1, tanh, MSE, SGD, batch ${BATCH_SIZE}; a step updates one of them`,
  networks,
});

/** The numbers of a population, the same on every machine. Network 0 starts as `tiny` does. */
export function populationProblemOf(benchCase: PopulationCase): PopulationProblem {
  const { plan, training, batches } = problemOf(memberCase(benchCase));
  const { lowest, highest } = LEARNING_RATES;
  const random = createRandom(1, 'learning rates');
  const network = {
    ...tiny,
    name: benchCase.id,
    batchSize: BATCH_SIZE,
    examples: training.count,
  };
  const parameters = new Float32Array(benchCase.networks * plan.parameterCount);
  const plans = Array.from({ length: benchCase.networks }, (_, k) => {
    const start = initialParameters(planOf({ ...network, seed: k + 1 }));
    parameters.set(start, k * plan.parameterCount);
    const learningRate = lowest * (highest / lowest) ** random.between(0, 1);
    return planOf({ ...network, optimizer: ['sgd', { learningRate }] });
  });
  return { case: benchCase, plans, parameters, training, batches };
}

/** Network k by itself, for an engine that trains one after the other. */
export function memberOf(problem: PopulationProblem, k: number): Problem {
  const { plans, parameters, training, batches } = problem;
  return {
    case: memberCase(problem.case),
    plan: plans[k],
    parameters: parametersOf(problem, parameters, k),
    training,
    batches,
  };
}

/** Those of network k among those of all, [networks, parameterCount]. */
export function parametersOf(
  { plans }: PopulationProblem,
  parameters: ArrayLike<number>,
  k: number,
): Float32Array {
  const { parameterCount } = plans[k];
  return Float32Array.from(
    { length: parameterCount },
    (_, at) => parameters[k * parameterCount + at],
  );
}

const memberCase = ({ id, label }: PopulationCase): TrainingCase => ({
  kind: 'training',
  id,
  label,
  network: { ...tiny, batchSize: BATCH_SIZE },
  layerNorms: false,
});
