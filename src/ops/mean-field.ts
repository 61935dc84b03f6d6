import type { Choice } from '../core/choice.ts';
import { soleParameter } from '../core/choice.ts';
import { activations } from './activations/index.ts';

/*
 * Mean-field theory of wide random networks (Poole et al. 2016, https://arxiv.org/abs/1606.05340;
 * Schoenholz et al. 2017, https://arxiv.org/abs/1611.01232): the pre-activations of a layer are
 * Gaussian with a variance q, and with weights of variance σ²w / fan-in and biases of variance σ²b
 *
 *   q of the next layer = σ²w·E[φ(√q·x)²] + σ²b        and
 *   ‖δ‖² of a layer     = χ·‖δ‖² of the next,  χ = σ²w·E[φ′(√q·x)²],  x ~ N(0, 1).
 *
 * Where χ is 1 a gradient keeps its size; that is the edge of chaos.
 */

/** Standard deviations to either side that an average takes in: beyond lie 1e-23 of it. */
const REACH = 10;
/** The widest step of the sum, in units of the pre-activation and of its deviation. */
const STEP = 0.05;
/** Steps of a sum, at most. */
const MOST_STEPS = 2 ** 17;

/**
 * E[f(√q·x)] for a standard normal x. The midpoint rule is exact to rounding for smooth f and for
 * steps at 0, of which it takes both sides alike, and to about 1e-4 where f has a kink there.
 */
export function gaussianMean(f: (value: number) => number, q: number): number {
  const deviation = Math.sqrt(q);
  const width = STEP / Math.max(1, deviation);
  const { points, weights } = gaussian(
    2 * Math.min(MOST_STEPS / 2, Math.ceil(REACH / width)),
  );
  let sum = 0;
  for (let at = 0; at < points.length; at++)
    sum += weights[at] * f(deviation * points[at]);
  return sum;
}

interface Quadrature {
  readonly points: Float64Array;
  /** They sum up to 1. */
  readonly weights: Float64Array;
}

/** The one that was used last: most averages are taken with the same. */
let latest: Quadrature = { points: new Float64Array(0), weights: new Float64Array(0) };

function gaussian(steps: number): Quadrature {
  if (latest.points.length === steps) return latest;
  const points = Float64Array.from(
    { length: steps },
    (_, at) => ((2 * at + 1) / steps - 1) * REACH,
  );
  const densities = points.map((x) => Math.exp(-0.5 * x * x));
  const total = densities.reduce((sum, density) => sum + density, 0);
  latest = { points, weights: densities.map((density) => density / total) };
  return latest;
}

/** What an activation makes of Gaussian pre-activations of variance `q`. */
export interface ActivationMoments {
  /** E[φ²] */
  readonly meanSquare: number;
  /** E[φ′²] */
  readonly meanSquareSlope: number;
}

export function activationMoments(choice: Choice, q: number): ActivationMoments {
  const { f, df, parameters } = activations.get(choice.id);
  const alpha = soleParameter(choice, parameters);
  return {
    meanSquare: gaussianMean((value) => f(value, alpha) ** 2, q),
    meanSquareSlope: gaussianMean((value) => df(value, alpha) ** 2, q),
  };
}

/** Between these the variance of the pre-activations is looked for: below, it is 0; above, it grows for ever. */
const LOWEST_VARIANCE = 1e-8;
const HIGHEST_VARIANCE = 1e4;
/** Halvings of the interval in which something lies: the critical deviation is known to 1.5e-5. */
const HALVINGS = 20;
/** The largest σw that is looked at: sigmoid needs 10. */
const LARGEST_DEVIATION = 16;
/** Points of an average in the search: thousands of them are taken, and 0.1 % is enough. */
const SEARCH_POINTS = 400;

/** χ of a layer deep inside of a network, where the variance of the pre-activations has settled. */
export function depthFactor(
  choice: Choice,
  weightDeviation: number,
  biasDeviation: number,
): number {
  const { f, df, parameters } = activations.get(choice.id);
  const alpha = soleParameter(choice, parameters);
  const { points, weights } = gaussian(SEARCH_POINTS);
  const meanSquare = (of: (value: number, alpha: number) => number, q: number) => {
    const deviation = Math.sqrt(q);
    let sum = 0;
    for (let at = 0; at < points.length; at++)
      sum += weights[at] * of(deviation * points[at], alpha) ** 2;
    return sum;
  };
  const [gain, offset] = [weightDeviation ** 2, biasDeviation ** 2];
  // Bisected rather than followed from layer to layer: near the edge it takes hundreds of layers.
  let low = LOWEST_VARIANCE;
  let high = HIGHEST_VARIANCE;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const q = Math.sqrt(low * high);
    if (gain * meanSquare(f, q) + offset > q) low = q;
    else high = q;
  }
  const q = Math.sqrt(low * high);
  return gain * meanSquare(df, q);
}

/**
 * σw at which χ = 1: the edge of chaos. Below it gradients vanish with the depth, above it they
 * explode. Bisected, as χ grows with σw for all the activations here.
 *
 * @returns NaN where χ stays on one side
 */
export function criticalDeviation(choice: Choice, biasDeviation: number): number {
  let [low, high] = [0, LARGEST_DEVIATION];
  if (!(depthFactor(choice, high, biasDeviation) > 1)) return NaN;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (depthFactor(choice, middle, biasDeviation) < 1) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
