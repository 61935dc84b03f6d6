import type { NumericArray } from '../core/arrays.ts';
import type { Engine } from '../core/engine.ts';
import { UserError } from '../core/errors.ts';
import type { Examples } from '../core/examples.ts';
import type { Plan } from '../core/plan.ts';
import { createPopulation } from '../core/sequential-population.ts';

/**
 * Distance of the innermost points, in units of max(1, |w|). The formula's own error is
 * h⁴·f⁽⁵⁾/30, rounding adds about ε·L/h: in float32 (ε = 6·10⁻⁸) both are near 10⁻⁵ of the loss here.
 */
const STEP = 0.01;
/** Points of the five-point formula for f′, in steps. */
const POINTS = [-2, -1, 1, 2] as const;
/** Networks of one population, and the numbers that all of them may hold together: 64 MiB. */
const MOST_NETWORKS = 4096;
const MOST_NUMBERS = 2 ** 24;
/** Rounding of a loss in units of ε, generously: it ends in a sum over a batch. */
const ROUNDING = 8;
const EPSILON = 2 ** -24;

export interface PopulationDifference {
  /** NaN where the loss has a kink within two steps, or overflowed. */
  readonly value: number;
  /** What rounding may have done to it. */
  readonly noise: number;
}

/**
 * ∂L/∂w of some parameters by differences of the engine's own loss: each perturbed parameter is
 * a network of a population, and none of the engine's derivatives takes part. The formula and
 * the way to tell a kink are those of `differentiate`.
 *
 * @param parameters [plan.parameterCount]
 * @param batch the examples over which the loss is the mean, in training mode
 * @param positions in the flat vector, of the parameters to differentiate by
 * @param tolerance an error of a derivative that does not matter
 * @throws UserError for a position that is none, and what `createPopulation` throws
 */
export async function populationDifferences(
  engine: Engine,
  plan: Plan,
  parameters: NumericArray,
  batch: Examples,
  positions: readonly number[],
  tolerance: number,
): Promise<PopulationDifference[]> {
  for (const position of positions)
    if (!(Number.isInteger(position) && parameters[position] !== undefined))
      throw new UserError(
        `There is no parameter ${position}; they run from 0 to ${plan.parameterCount - 1}.`,
      );
  const whole = { ...plan, training: { ...plan.training, batchSize: batch.count } };
  const networks = Math.min(
    MOST_NETWORKS,
    Math.max(5, Math.floor(MOST_NUMBERS / plan.parameterCount)),
  );
  // One network stands at the point itself.
  const perRound = Math.floor((networks - 1) / POINTS.length);
  const differences: PopulationDifference[] = [];
  for (let start = 0; start < positions.length; start += perRound) {
    const round = positions.slice(start, start + perRound);
    differences.push(
      ...(await differencesOf(engine, whole, parameters, batch, round, tolerance)),
    );
  }
  return differences;
}

async function differencesOf(
  engine: Engine,
  plan: Plan,
  parameters: NumericArray,
  batch: Examples,
  positions: readonly number[],
  tolerance: number,
): Promise<PopulationDifference[]> {
  const P = plan.parameterCount;
  const size = 1 + positions.length * POINTS.length;
  const perturbed = new Float32Array(size * P);
  for (let k = 0; k < size; k++) perturbed.set(parameters, k * P);
  const steps = positions.map((position, at) => {
    const w = Math.fround(parameters[position]);
    // A power of two near the wanted step: w ± h then differ from w by h, or by what w has room for.
    const h = 2 ** Math.round(Math.log2(STEP * Math.max(1, Math.abs(w))));
    POINTS.forEach((point, k) => {
      perturbed[(1 + at * POINTS.length + k) * P + position] = w + point * h;
    });
    return h;
  });
  const population = await createPopulation(engine, {
    plans: Array.from({ length: size }, () => plan),
    parameters: perturbed,
    training: batch,
  });
  try {
    const { losses } = await population.train(1);
    const [center] = losses;
    return steps.map((h, at) => {
      const first = 1 + at * POINTS.length;
      const [farLeft, left, right, farRight] = losses.subarray(first, first + 4);
      const noise = (ROUNDING * EPSILON * Math.max(1, Math.abs(center))) / h;
      const bend = (right - 2 * center + left) / h;
      const farBend = (farRight - 2 * center + farLeft) / (4 * h);
      // A comparison with NaN is false: an overflow is no derivative either.
      const isSmooth = Math.abs(bend - farBend) <= tolerance + 4 * noise;
      const value = (8 * (right - left) - (farRight - farLeft)) / (12 * h);
      return { value: isSmooth ? value : NaN, noise };
    });
  } finally {
    population.dispose();
  }
}
