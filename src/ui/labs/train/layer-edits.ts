import { choose, type Choice } from '../../../core/choice.ts';
import { LIMITS, type HiddenLayerSpec, type TrainingSpec } from '../../../core/spec.ts';
import { activations } from '../../../ops/activations/index.ts';
import { initializers } from '../../../ops/initializers/index.ts';

/** Changes to the hidden layers; each returns a new spec and leaves the old one as it was. */

const FIRST_LAYER: HiddenLayerSpec = {
  units: 4,
  activation: choose(activations.get('tanh')),
  initializer: choose(initializers.get('glorot-uniform')),
  normalization: 'none',
  residual: false,
  dropout: 0,
  frozen: false,
};

export function withHidden(
  spec: TrainingSpec,
  hidden: readonly HiddenLayerSpec[],
): TrainingSpec {
  return { ...spec, network: { ...spec.network, hidden } };
}

/** With that many hidden layers: the last is repeated, or layers are taken off the end. */
export function withDepth(spec: TrainingSpec, depth: number): TrainingSpec {
  const { hidden } = spec.network;
  const wanted = Math.max(0, Math.min(LIMITS.hiddenLayers, depth));
  const template = hidden.at(-1) ?? FIRST_LAYER;
  const added = Array.from(
    { length: Math.max(0, wanted - hidden.length) },
    () => template,
  );
  return withHidden(spec, [...hidden.slice(0, wanted), ...added]);
}

export function withLayer(
  spec: TrainingSpec,
  index: number,
  change: Partial<HiddenLayerSpec>,
): TrainingSpec {
  const hidden = spec.network.hidden.map((layer, position) =>
    position === index ? { ...layer, ...change } : layer,
  );
  return withHidden(spec, hidden);
}

export function withoutLayer(spec: TrainingSpec, index: number): TrainingSpec {
  return withHidden(
    spec,
    spec.network.hidden.filter((_, position) => position !== index),
  );
}

/** Every hidden layer like the one at `index`. */
export function withAllLike(spec: TrainingSpec, index: number): TrainingSpec {
  const model = spec.network.hidden[index];
  return withHidden(
    spec,
    spec.network.hidden.map(() => model),
  );
}

/** The activation of all hidden layers; null where they differ, and where there are none. */
export function commonActivation({ network }: TrainingSpec): Choice | null {
  const [first, ...others] = network.hidden.map(({ activation }) => activation);
  const text = JSON.stringify(first);
  return first && others.every((other) => JSON.stringify(other) === text) ? first : null;
}

/** With that activation in every hidden layer. */
export function withActivation(spec: TrainingSpec, activation: Choice): TrainingSpec {
  return withHidden(
    spec,
    spec.network.hidden.map((layer) => ({ ...layer, activation })),
  );
}

/** What is special about a layer besides units and activation, in few words. */
export function summarizeLayer(layer: HiddenLayerSpec): string {
  const parts = [summarizeInitializer(layer.initializer)];
  if (layer.normalization !== 'none') parts.push(`${layer.normalization} norm`);
  if (layer.residual) parts.push('residual');
  if (layer.dropout > 0) parts.push(`dropout ${layer.dropout}`);
  if (layer.frozen) parts.push('frozen');
  return parts.join(', ');
}

export function summarizeInitializer({ id, gain }: Choice): string {
  const { label } = initializers.get(id);
  return typeof gain === 'number' && gain !== 1 ? `${label}, gain ${gain}` : label;
}
