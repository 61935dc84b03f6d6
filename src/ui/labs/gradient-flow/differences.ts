import { choose, parameterOf } from '../../../core/choice.ts';
import type { HiddenLayerSpec, TrainingSpec } from '../../../core/spec.ts';
import { activations } from '../../../ops/activations/index.ts';
import { clippings } from '../../../ops/clippings/index.ts';
import { initializers } from '../../../ops/initializers/index.ts';
import { optimizers } from '../../../ops/optimizers/index.ts';
import { HYPERPARAMETERS } from '../../../spec/hyperparameters.ts';
import { criticalGain } from './edge-of-chaos.ts';

/** One thing in which a network beside another can differ from it. */
export interface Difference {
  readonly label: string;
  readonly spec: TrainingSpec;
}

export interface DifferenceGroup {
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** What the first network can be compared with: one difference each, none that changes nothing. */
export function differencesFrom(spec: TrainingSpec): readonly DifferenceGroup[] {
  const { hidden } = spec.network;
  if (hidden.length === 0) return [];
  const layers = (change: Partial<HiddenLayerSpec>): TrainingSpec => ({
    ...spec,
    network: {
      ...spec.network,
      hidden: hidden.map((layer) => ({ ...layer, ...change })),
    },
  });
  const gain = HYPERPARAMETERS.get('gain');
  const depth = HYPERPARAMETERS.get('depth');
  const rate = HYPERPARAMETERS.get('lr');
  const critical = Number(criticalGain(spec).toPrecision(3));
  const groups: DifferenceGroup[] = [
    {
      label: 'Activation',
      differences: activations.entries.map((entry) => ({
        label: entry.label,
        spec: layers({ activation: choose(entry) }),
      })),
    },
    {
      label: 'Initial weights',
      differences: [
        ...initializers.entries.map((entry) => ({
          label: entry.label,
          spec: layers({ initializer: choose(entry) }),
        })),
        ...[0.5, 2].map((factor) => ({
          label: `Gain × ${factor}`,
          spec: gain.apply(spec, factor * gain.read(spec)),
        })),
        ...(Number.isNaN(critical)
          ? []
          : [
              {
                label: `Critical gain, ${critical}`,
                spec: gain.apply(spec, critical),
              },
            ]),
      ],
    },
    {
      label: 'Architecture',
      differences: [
        { label: 'Batch normalization', spec: layers({ normalization: 'batch' }) },
        { label: 'Layer normalization', spec: layers({ normalization: 'layer' }) },
        { label: 'Residual connections', spec: layers({ residual: true }) },
        {
          label: 'Residual connections and layer normalization',
          spec: layers({ residual: true, normalization: 'layer' }),
        },
        {
          label: 'Half of the layers',
          spec: depth.apply(spec, Math.max(1, Math.floor(hidden.length / 2))),
        },
      ],
    },
    {
      label: 'Training',
      differences: [
        ...[0.1, 10].map((factor) => {
          const value = Number(
            (factor * parameterOf(spec.optimizer, 'learningRate')).toPrecision(6),
          );
          return {
            label: `Learning rate ${value}`,
            spec: value <= rate.bounds.maximum ? rate.apply(spec, value) : spec,
          };
        }),
        {
          label: 'Gradient clipped to norm 1',
          spec: { ...spec, clipping: { ...choose(clippings.get('norm')), limit: 1 } },
        },
        ...optimizers.entries.map((entry) => ({
          label: `Optimizer ${entry.label}`,
          spec: { ...spec, optimizer: choose(entry) },
        })),
      ],
    },
  ];
  const own = JSON.stringify(spec);
  return groups
    .map(({ label, differences }) => ({
      label,
      differences: differences.filter((one) => JSON.stringify(one.spec) !== own),
    }))
    .filter(({ differences }) => differences.length > 0);
}
