import type { NumericArray } from '../core/arrays.ts';
import type { Engine } from '../core/engine.ts';
import type { Examples } from '../core/examples.ts';
import { distanceOf, largest, normOf, relativeError } from './distance.ts';
import { populationDifferences } from './population-differences.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Each network of a population is trained by one workgroup: larger ones would take long. */
const MOST_PARAMETERS = 20_000;

/** How some entries of the gradient compare with differences of the engine's own loss. */
export interface OwnComparison {
  readonly error: number;
  /** Whether they differ by more than the limit and rounding of the loss together. */
  readonly refuted: boolean;
}

/**
 * Compares a gradient with differences of the loss that the same engine computes.
 *
 * @param gradients [plan.parameterCount]
 * @param groups positions in the flat vector, in groups that are compared each by itself
 * @param limit of the relative error
 * @returns one comparison a group; null where the engine makes no populations of such networks
 */
export async function compareWithOwnLoss(
  { plan, parameters }: PreparedRun,
  engine: Engine,
  batch: Examples,
  gradients: NumericArray,
  groups: readonly (readonly number[])[],
  limit: number,
): Promise<OwnComparison[] | null> {
  const suits =
    plan.parameterCount <= MOST_PARAMETERS &&
    plan.layers.every(({ normalization }) => normalization !== 'batch') &&
    // A population draws the batch in another order, and a mask goes by the row of the batch.
    plan.layers.every(({ dropout }) => dropout === 0);
  if (!engine.populate || !suits) return null;
  // A kink that shifts a derivative by less than this cannot refute anything.
  const tolerance = 0.1 * limit * largest(gradients);
  const differences = await populationDifferences(
    engine,
    plan,
    parameters,
    batch,
    groups.flat(),
    tolerance,
  );
  let start = 0;
  return groups.map((positions) => {
    const found = differences.slice(start, start + positions.length);
    start += positions.length;
    const kept = positions
      .map((position, at) => ({ own: gradients[position], ...found[at] }))
      .filter(({ value }) => Number.isFinite(value));
    const own = kept.map((entry) => entry.own);
    const values = kept.map(({ value }) => value);
    const noise = kept.reduce((sum, entry) => Math.hypot(sum, entry.noise), 0);
    const scale = Math.max(normOf(own), normOf(values));
    return {
      error: relativeError(own, values, 0),
      refuted: distanceOf(own, values) > limit * scale + noise,
    };
  });
}
