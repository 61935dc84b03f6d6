/** Figures of one layer; the position in a `LayerFigures` row. */
export const LAYER_FIGURES = [
  /** ‖∂L/∂W‖₂ of the kernel, regularization included, before clipping. */
  'gradientNorm',
  /** max |∂L/∂W| of the kernel. */
  'gradientMax',
  /** ‖δ‖₂, δ = ∂L/∂z over the batch, z the pre-activation before normalization. */
  'deltaNorm',
  /** Mean of the activations φ(n) over batch and units, before dropout. */
  'activationMean',
  /** Their standard deviation (population form). */
  'activationDeviation',
  /** Share of (example, unit) with |φ′(n)| < SATURATION_SLOPE. */
  'saturatedFraction',
  /** Share of units with |φ′(n)| < DEAD_SLOPE on every example of the batch. */
  'deadFraction',
  /** ‖ΔW‖₂ / ‖W‖₂ of the kernel in this step; 0 where nothing was updated, as in a frozen layer. */
  'updateRatio',
] as const;
export type LayerFigure = (typeof LAYER_FIGURES)[number];

/** A unit whose slope is below this hardly passes a gradient on: it is saturated. */
export const SATURATION_SLOPE = 0.05;
/** A unit whose slope is below this on every example is dead. */
export const DEAD_SLOPE = 1e-6;

/** The figures of one step, measured by the engine itself on that step's batch. */
export interface Metrics {
  /** Number of the step, from 0: the figures are those before its update. */
  readonly step: number;
  /** Of the batch, regularization included. */
  readonly loss: number;
  /** Share of the batch classified right; NaN in regression. */
  readonly accuracy: number;
  /** [layers, LAYER_FIGURES.length], row-major; the output layer last. */
  readonly layers: Float64Array;
}

/** One figure of every layer. */
export function figureOfLayers(metrics: Metrics, figure: LayerFigure): Float64Array {
  const width = LAYER_FIGURES.length;
  const column = LAYER_FIGURES.indexOf(figure);
  return Float64Array.from(
    { length: metrics.layers.length / width },
    (_, layer) => metrics.layers[layer * width + column],
  );
}

/** What stopped being finite; within a step they are tried in this order. */
export const OVERFLOW_STAGES = [
  'forward',
  'loss',
  'backward',
  'gradient',
  'update',
] as const;
export type OverflowStage = (typeof OVERFLOW_STAGES)[number];

/** The first place where a value was no longer finite. */
export interface Overflow {
  /** From 0. */
  readonly step: number;
  readonly layer: number;
  readonly stage: OverflowStage;
}

const STAGE_WORDS: Record<OverflowStage, string> = {
  forward: 'the pre-activations',
  loss: 'the loss',
  backward: 'the back-propagated error',
  gradient: 'the weight gradient',
  update: 'the updated weights',
};

/** A sentence for the person whose run it was; `layers` is the number of layers. */
export function describeOverflow(overflow: Overflow, layers: number): string {
  const place =
    overflow.stage === 'loss'
      ? ''
      : ` of dense_${overflow.layer} (layer ${overflow.layer + 1} of ${layers})`;
  return (
    `The run stopped in step ${overflow.step}: ${STAGE_WORDS[overflow.stage]}${place} ` +
    'overflowed. The parameters are those before that step. A smaller learning rate or ' +
    'gain, gradient clipping or normalization keeps the values finite.'
  );
}
