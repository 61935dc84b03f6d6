import { choose, parameterOf, type Choice } from '../../core/choice.ts';
import type { FlowDiagnosis } from '../../core/gradient-flow.ts';
import type { HiddenLayerSpec, TrainingSpec } from '../../core/spec.ts';
import { activations } from '../../ops/activations/index.ts';
import { clippings } from '../../ops/clippings/index.ts';
import { initializers } from '../../ops/initializers/index.ts';
import { withHidden } from '../labs/train/layer-edits.ts';

/** A change that is known to help. */
export interface Remedy {
  readonly label: string;
  readonly spec: TrainingSpec;
}

const RECTIFIERS = ['relu', 'leaky-relu', 'elu', 'gelu', 'silu', 'softplus'];

/**
 * The initializer that about keeps a gradient's size with that activation: He's for rectifiers, and
 * for a sigmoid, whose slope is a quarter at most, four times the usual weights.
 */
function fitting(activation: Choice): Choice {
  const id = RECTIFIERS.includes(activation.id) ? 'he-normal' : 'lecun-normal';
  const choice = choose(initializers.get(id));
  return activation.id === 'sigmoid' ? { ...choice, gain: 4 } : choice;
}

/** What may help, the likeliest first; nothing that is there already. */
export function remediesFor({ condition }: FlowDiagnosis, spec: TrainingSpec): Remedy[] {
  const all = (change: (layer: HiddenLayerSpec) => Partial<HiddenLayerSpec>) =>
    withHidden(
      spec,
      spec.network.hidden.map((layer) => ({ ...layer, ...change(layer) })),
    );
  const activation = (id: string, label: string): Remedy => ({
    label,
    spec: all(() => {
      const choice = choose(activations.get(id));
      return { activation: choice, initializer: fitting(choice) };
    }),
  });
  const initializer: Remedy = {
    label: 'Initial weights that fit the activation',
    spec: all((layer) => ({ initializer: fitting(layer.activation) })),
  };
  const normalization: Remedy = {
    label: 'Layer normalization',
    spec: all(() => ({ normalization: 'layer' })),
  };
  const residual: Remedy = {
    // By themselves they add up: forty of them explode.
    label: 'Residual connections and layer normalization',
    spec: all(() => ({ residual: true, normalization: 'layer' })),
  };
  const clipping: Remedy = {
    label: 'Clip the gradient to norm 1',
    spec: { ...spec, clipping: { ...choose(clippings.get('norm')), limit: 1 } },
  };
  const rate = parameterOf(spec.optimizer, 'learningRate');
  const slower: Remedy = {
    label: 'A tenth of the learning rate',
    spec: {
      ...spec,
      optimizer: { ...spec.optimizer, learningRate: Number((rate / 10).toPrecision(6)) },
    },
  };
  const found: Readonly<Record<FlowDiagnosis['condition'], readonly Remedy[]>> = {
    vanishing: [
      activation('relu', 'ReLU, from He’s initial weights'),
      initializer,
      normalization,
      residual,
    ],
    exploding: [initializer, normalization, clipping, slower],
    saturated: [
      initializer,
      normalization,
      activation('relu', 'ReLU, from He’s initial weights'),
    ],
    dead: [
      activation('leaky-relu', 'Leaky ReLU, from He’s initial weights'),
      initializer,
      slower,
    ],
    healthy: [],
  };
  const known = new Set([JSON.stringify(spec)]);
  return found[condition].filter((remedy) => {
    const text = JSON.stringify(remedy.spec);
    return !known.has(text) && known.add(text);
  });
}
