/**
 * What the chain rule does at one layer: δ = ∂L/∂z of a layer is what came back from above,
 * ∂L/∂h = δ_above·Wᵀ_above, taken through the layer's own activation.
 */
export interface LayerFlow {
  /** ‖δ‖₂ = ‖∂L/∂z‖₂ over all examples. */
  readonly delta: number;
  /**
   * ‖∂L/∂h‖₂ / ‖δ_above‖₂: how much the kernel of the layer above (and its residual connection)
   * shrank or grew what came back through it. NaN in the output layer, which has none above.
   */
  readonly throughKernel: number;
  /**
   * ‖δ‖₂ / ‖∂L/∂h‖₂: the same of the layer's own φ′ (and its normalization and dropout).
   * `throughKernel · throughActivation` is ‖δ‖₂ / ‖δ_above‖₂.
   */
  readonly throughActivation: number;
  /** What mean-field theory makes of `throughKernel · throughActivation`: √χ; NaN where it does not apply. */
  readonly predicted: number;
  /** ‖∂L/∂W‖₂ of the kernel, regularization included. */
  readonly kernelGradient: number;
  /** Standard deviation of the activations. */
  readonly activationDeviation: number;
  /** Share of (example, unit) with |φ′| < SATURATION_SLOPE. */
  readonly saturatedFraction: number;
  /** Share of units with |φ′| < DEAD_SLOPE on every example. */
  readonly deadFraction: number;
}

/** The chain rule through a whole network, over a batch. */
export interface GradientFlow {
  /** Updates taken before. */
  readonly step: number;
  /** Examples it was taken over. */
  readonly count: number;
  /** Regularization included; not finite where the network overflows even in float64. */
  readonly loss: number;
  /** The output layer last. */
  readonly layers: readonly LayerFlow[];
}

/**
 * Share of (example, unit) beyond which a layer counts as saturated. A rectifier passes nothing on
 * for half of them, and it is as it should be.
 */
const SATURATED = 0.8;
/**
 * Share of units that pass on nothing of any example, beyond which a layer counts as dead. Deep
 * inside of a network of rectifiers examples look alike, and half of the units are off for all.
 */
const DEAD = 0.9;
/** ‖δ‖ of the first hidden layer over that of the last, below which the gradient vanishes; above its inverse it explodes. */
const VANISHING = 1e-3;

export type FlowCondition = 'vanishing' | 'exploding' | 'saturated' | 'dead' | 'healthy';

/** What is the matter with a gradient on its way back, from the measured figures alone. */
export interface FlowDiagnosis {
  readonly condition: FlowCondition;
  /** ‖δ‖ of the first hidden layer over that of the last; NaN where there are fewer than two. */
  readonly ratio: number;
  /** The geometric mean of the factors of the layers between. */
  readonly factor: number;
  /** The part of the chain rule that has the greater share in it. */
  readonly cause: 'activation' | 'kernel';
  /** Indices of the layers that are saturated or dead; all hidden ones where it vanishes or explodes. */
  readonly layers: readonly number[];
}

/** @param flow at least the output layer */
export function diagnoseFlow({ layers, loss }: GradientFlow): FlowDiagnosis {
  const hidden = layers.slice(0, -1);
  const between = hidden.slice(0, -1);
  const [first, last] = [hidden[0], hidden[hidden.length - 1]];
  const indicesOf = (share: (layer: LayerFlow) => number, least: number) =>
    hidden.flatMap((layer, index) => (share(layer) > least ? [index] : []));
  const dead = indicesOf(({ deadFraction }) => deadFraction, DEAD);
  const saturated = indicesOf(({ saturatedFraction }) => saturatedFraction, SATURATED);
  // Where all that came back is 0, a factor is 0/0 and the ratio as well.
  const isFinite =
    Number.isFinite(loss) && hidden.every(({ delta }) => Number.isFinite(delta));
  const ratio =
    between.length === 0 ? NaN : first.delta === 0 ? 0 : first.delta / last.delta;
  const factor = ratio ** (1 / Math.max(1, between.length));
  const share = (part: (layer: LayerFlow) => number) =>
    between.reduce((sum, layer) => sum + Math.abs(Math.log(part(layer)) || 0), 0);
  const cause =
    share(({ throughActivation }) => throughActivation) >=
    share(({ throughKernel }) => throughKernel)
      ? ('activation' as const)
      : ('kernel' as const);
  const all = hidden.map((_, index) => index);
  const diagnosis = (condition: FlowCondition, which: readonly number[]) => ({
    condition,
    ratio,
    factor,
    cause,
    layers: which,
  });
  if (!isFinite || ratio > 1 / VANISHING) return diagnosis('exploding', all);
  if (dead.length > 0) return diagnosis('dead', dead);
  if (ratio < VANISHING) return diagnosis('vanishing', all);
  if (saturated.length > 0) return diagnosis('saturated', saturated);
  return diagnosis('healthy', []);
}
