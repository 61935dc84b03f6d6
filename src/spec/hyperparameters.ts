import { parameterOf } from '../core/choice.ts';
import type { PhaseAxis } from '../core/phase-diagram.ts';
import { createRegistry } from '../core/registry.ts';
import { LIMITS, type HiddenLayerSpec, type TrainingSpec } from '../core/spec.ts';
import { optimizers } from '../ops/optimizers/index.ts';
import { describeBounds, type NumberBounds } from './schema-parts.ts';

/** A number of a spec that a diagram can vary along one of its axes. */
export interface Hyperparameter<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly symbol: string;
  readonly bounds: NumberBounds;
  /** The usual ends of an axis, and how it is spaced. */
  readonly axis: {
    readonly from: number;
    readonly to: number;
    readonly scale: 'linear' | 'log';
  };
  read(spec: TrainingSpec): number;
  /** The same spec with another value, within `bounds`. */
  apply(spec: TrainingSpec, value: number): TrainingSpec;
}

const mapHidden = (
  spec: TrainingSpec,
  change: (layer: HiddenLayerSpec) => HiddenLayerSpec,
): TrainingSpec => ({
  ...spec,
  network: { ...spec.network, hidden: spec.network.hidden.map(change) },
});

/** Every hidden layer's; the output layer keeps its own, which changes no ratio between hidden layers. */
const gain: Hyperparameter<'gain'> = {
  id: 'gain',
  label: 'Gain of the initial kernels',
  symbol: 'gain',
  bounds: { minimum: 0, maximum: 1000 },
  axis: { from: 0.5, to: 3, scale: 'linear' },
  read: ({ network }) =>
    network.hidden.length > 0 ? parameterOf(network.hidden[0].initializer, 'gain') : 1,
  apply: (spec, value) =>
    mapHidden(spec, (layer) => ({
      ...layer,
      initializer: { ...layer.initializer, gain: value },
    })),
};

const biasDeviation: Hyperparameter<'bias'> = {
  id: 'bias',
  label: 'Deviation of the initial biases',
  symbol: 'σb',
  bounds: { minimum: 0, maximum: 1000 },
  axis: { from: 0, to: 1.5, scale: 'linear' },
  read: ({ network }) => network.biasDeviation ?? 0,
  apply(spec, value) {
    const { hidden, output } = spec.network;
    const network = { hidden, output, ...(value !== 0 && { biasDeviation: value }) };
    return { ...spec, network };
  },
};

/** As many layers as the first hidden one. */
const depth: Hyperparameter<'depth'> = {
  id: 'depth',
  label: 'Number of hidden layers',
  symbol: 'depth',
  bounds: { minimum: 1, maximum: LIMITS.hiddenLayers, integer: true },
  axis: { from: 2, to: 65, scale: 'linear' },
  read: ({ network }) => network.hidden.length,
  apply: (spec, value) => ({
    ...spec,
    network: {
      ...spec.network,
      hidden: Array.from({ length: value }, () => spec.network.hidden[0]),
    },
  }),
};

/** More units than a diagram's networks can share a GPU with would only be slow. */
const MOST_UNITS = 256;

const width: Hyperparameter<'width'> = {
  id: 'width',
  label: 'Units of each hidden layer',
  symbol: 'width',
  bounds: { minimum: 1, maximum: MOST_UNITS, integer: true },
  axis: { from: 2, to: 65, scale: 'linear' },
  read: ({ network }) => network.hidden[0]?.units ?? 1,
  apply: (spec, value) => mapHidden(spec, (layer) => ({ ...layer, units: value })),
};

const learningRate: Hyperparameter<'lr'> = {
  id: 'lr',
  label: 'Learning rate',
  symbol: 'learning rate',
  bounds: optimizers.get('sgd').parameters.learningRate,
  axis: { from: 0.001, to: 100, scale: 'log' },
  read: ({ optimizer }) => parameterOf(optimizer, 'learningRate'),
  apply: (spec, value) => ({
    ...spec,
    optimizer: { ...spec.optimizer, learningRate: value },
  }),
};

/** What the axes of a phase diagram can be. */
export const HYPERPARAMETERS = createRegistry('hyperparameter', [
  gain,
  biasDeviation,
  learningRate,
  depth,
  width,
]);
export type HyperparameterId = (typeof HYPERPARAMETERS.ids)[number];

/** What a place on an axis stands for. */
export function valueOn({ id }: PhaseAxis, value: number): number {
  return HYPERPARAMETERS.get(id).bounds.integer ? Math.round(value) : value;
}

/** What is wrong with an axis, in a sentence, or null. @throws UserError when there is no such number */
export function axisProblem({ id, from, to, scale }: PhaseAxis): string | null {
  const { label, bounds } = HYPERPARAMETERS.get(id);
  const { minimum, maximum, exclusiveMinimum } = bounds;
  const isInside = (value: number) =>
    value >= minimum && value <= maximum && !(exclusiveMinimum && value === minimum);
  if (!isInside(from) || !isInside(to))
    return `${label} must be ${describeBounds(bounds)}; the axis goes from ${from} to ${to}.`;
  if (!(from < to))
    return `The axis of ${label} must go from a smaller value to a larger one.`;
  if (scale === 'log' && from <= 0)
    return `A logarithmic axis of ${label} must begin above 0.`;
  return null;
}

/** The usual axis of a hyperparameter. */
export function axisOf(id: HyperparameterId): PhaseAxis {
  return { id, ...HYPERPARAMETERS.get(id).axis };
}
