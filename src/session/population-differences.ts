import type { NumericArray } from '../core/arrays.ts';
import type { Engine } from '../core/engine.ts';
import { UserError } from '../core/errors.ts';
import type { Examples } from '../core/examples.ts';
import type { Plan } from '../core/plan.ts';
import { createPopulation } from '../core/sequential-population.ts';

/**
 * Distance of the innermost points, in units of max(1, |w|). The formula's own error is
 * h⁴·L⁗/30, rounding adds about ε·L/h: in float32 (ε = 6·10⁻⁸) both are near 10⁻⁵ of the loss here.
 */
const STEP = 0.01;
/** Points of the five-point formula for f′, in steps, and their weights times 12. */
const POINTS = [-2, -1, 1, 2] as const;
const WEIGHTS = [1, -8, 8, -1] as const;
/** Networks of one population. */
const MOST_NETWORKS = 4096;

/**
 * ∂L/∂w of some parameters by differences of the engine's own loss: each perturbed parameter is
 * a network of a population, and none of the engine's derivatives takes part.
 *
 * f′(w) = (f(w − 2h) − 8 f(w − h) + 8 f(w + h) − f(w + 2h)) / 12h + O(h⁴), Abramowitz and
 * Stegun 25.3.6.
 *
 * @param parameters [plan.parameterCount]
 * @param batch the examples over which the loss is the mean, in training mode
 * @param positions in the flat vector, of the parameters to differentiate by
 * @returns one derivative a position; NaN where a loss overflowed
 * @throws UserError for a position that is none, and what `createPopulation` throws
 */
export async function populationDifferences(
  engine: Engine,
  plan: Plan,
  parameters: NumericArray,
  batch: Examples,
  positions: readonly number[],
): Promise<Float64Array> {
  for (const position of positions)
    if (!(Number.isInteger(position) && parameters[position] !== undefined))
      throw new UserError(
        `There is no parameter ${position}; they run from 0 to ${plan.parameterCount - 1}.`,
      );
  const whole = { ...plan, training: { ...plan.training, batchSize: batch.count } };
  const derivatives = new Float64Array(positions.length);
  const perRound = MOST_NETWORKS / POINTS.length;
  for (let start = 0; start < positions.length; start += perRound) {
    const round = positions.slice(start, start + perRound);
    derivatives.set(await differencesOf(engine, whole, parameters, batch, round), start);
  }
  return derivatives;
}

async function differencesOf(
  engine: Engine,
  plan: Plan,
  parameters: NumericArray,
  batch: Examples,
  positions: readonly number[],
): Promise<number[]> {
  const P = plan.parameterCount;
  const size = positions.length * POINTS.length;
  const perturbed = new Float32Array(size * P);
  // The points as they are stored: the distance between rounded points is what divides.
  const steps = positions.map((position, at) => {
    const w = Math.fround(parameters[position]);
    const h = STEP * Math.max(1, Math.abs(w));
    POINTS.forEach((point, k) => {
      const first = (at * POINTS.length + k) * P;
      perturbed.set(parameters, first);
      perturbed[first + position] = w + point * h;
    });
    const [, below, above] = POINTS.map(
      (_, k) => perturbed[(at * POINTS.length + k) * P + position],
    );
    return (above - below) / 2;
  });
  const population = await createPopulation(engine, {
    plans: Array.from({ length: size }, () => plan),
    parameters: perturbed,
    training: batch,
  });
  try {
    const { losses } = await population.train(1);
    return steps.map((h, at) => {
      const sum = WEIGHTS.reduce(
        (total, weight, k) => total + weight * losses[at * POINTS.length + k],
        0,
      );
      return sum / (12 * h);
    });
  } finally {
    population.dispose();
  }
}
