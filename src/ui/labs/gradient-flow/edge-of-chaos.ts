import { parameterOf } from '../../../core/choice.ts';
import type { HiddenLayerSpec, TrainingSpec } from '../../../core/spec.ts';
import { initializers } from '../../../ops/initializers/index.ts';
import { criticalDeviation } from '../../../ops/mean-field.ts';

/**
 * The gain at which theory has χ = 1 for a network of equal layers; NaN where it does not apply: layers that differ, normalization, residual connections, dropout, weights that are
 * not random, or none.
 *
 * @param biasDeviation another than the network's
 */
export function criticalGain(
  { network }: TrainingSpec,
  biasDeviation = network.biasDeviation ?? 0,
): number {
  const [first] = network.hidden;
  if (!first || !network.hidden.every((layer) => isAlike(layer, first))) return NaN;
  const { units, initializer, activation } = first;
  if (first.normalization !== 'none' || first.residual || first.dropout > 0) return NaN;
  const gain = parameterOf(initializer, 'gain');
  const deviation =
    initializers
      .get(initializer.id)
      .deviation({ fanIn: units, fanOut: units }, initializer) * Math.sqrt(units);
  const critical = (criticalDeviation(activation, biasDeviation) / deviation) * gain;
  return Number.isFinite(critical) ? Math.abs(critical) : NaN;
}

const isAlike = (layer: HiddenLayerSpec, other: HiddenLayerSpec): boolean =>
  layer === other || JSON.stringify(layer) === JSON.stringify(other);
