import { createSequentialPopulation } from '../../core/sequential-population.ts';
import { cpuFloat64Engine } from '../../engines/cpu/index.ts';
import type { PopulationRun } from '../timed-engine.ts';
import { parametersOf, type PopulationProblem } from '../cases/population-case.ts';
import { PARITY_TOLERANCE, relativeError } from './parity.ts';

/** Steps of the population before the parameters are compared. */
const STEPS = 2;

/** What the gate compares of one network. */
interface MemberAnswers {
  readonly network: number;
  /** Of the first steps, each before its update. */
  readonly losses: readonly number[];
  /** What the steps added to the parameters, [parameterCount]: they themselves hardly move. */
  readonly change: Float64Array;
}

/** The first network, the last, and some between them. */
function comparedNetworks({ plans: { length } }: PopulationProblem): number[] {
  const at = [0, 1 / 3, 1 / 2, 1].map((share) => Math.floor(share * (length - 1)));
  return [...new Set(at)];
}

/** The right answers for some networks, each trained alone in float64. */
export async function populationReference(
  problem: PopulationProblem,
): Promise<MemberAnswers[]> {
  const compared = comparedNetworks(problem);
  const population = await createSequentialPopulation(cpuFloat64Engine, {
    plans: compared.map((k) => problem.plans[k]),
    parameters: Float32Array.from(
      compared.flatMap((k) => [...parametersOf(problem, problem.parameters, k)]),
    ),
    training: problem.training,
  });
  const { losses } = await population.train(STEPS);
  const parameters = await population.readParameters();
  population.dispose();
  return compared.map((network, at) => ({
    network,
    losses: [...losses.subarray(at * STEPS, (at + 1) * STEPS)],
    change: changeOf(problem, network, parametersOf(problem, parameters, at)),
  }));
}

/** The answers of a run that has taken its first step; takes the others. */
export async function answersFrom(
  run: PopulationRun,
  problem: PopulationProblem,
  firstLosses: ArrayLike<number>,
): Promise<MemberAnswers[]> {
  const losses = [firstLosses];
  for (let step = 1; step < STEPS; step++) losses.push(await run.advance());
  const parameters = await run.readParameters();
  return comparedNetworks(problem).map((network) => ({
    network,
    losses: losses.map((values) => values[network]),
    change: changeOf(problem, network, parametersOf(problem, parameters, network)),
  }));
}

function changeOf(problem: PopulationProblem, k: number, now: Float32Array) {
  const start = parametersOf(problem, problem.parameters, k);
  return Float64Array.from(now, (value, at) => value - start[at]);
}

/** What is wrong with the answers of a population, in a sentence; null when they agree. */
export function populationDisagreement(
  { plans }: PopulationProblem,
  actual: readonly MemberAnswers[],
  reference: readonly MemberAnswers[],
): string | null {
  const errors = reference.flatMap(({ network, losses, change }, at) => [
    ...losses.map((loss, step) => ({
      what: `The loss of network ${network} in step ${step + 1}`,
      error: Math.abs(actual[at].losses[step] - loss) / Math.abs(loss),
    })),
    ...plans[network].tensors.map(({ name, offset, size }) => ({
      what: `The change of ${name} of network ${network} in ${STEPS} steps`,
      error: relativeError(actual[at].change, change, offset, size),
    })),
  ]);
  // Written so that NaN is off, too.
  const off = errors.find(({ error }) => !(error <= PARITY_TOLERANCE));
  return off
    ? `${off.what} is off by ${off.error.toExponential(1)} of its size; at most ${PARITY_TOLERANCE} is allowed.`
    : null;
}
