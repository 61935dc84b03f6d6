import { displayFeature } from '../../../../data/plane-features.ts';
import type { RunDescription } from '../../../../session/handle.ts';
import type { UnitPlace } from '../../../charts/unit-map.ts';

/** `Layer 2, unit 3`, `Output, class inside`, `Input x₁`. */
export function unitName(description: RunDescription, place: UnitPlace): string {
  const { layer, unit } = place;
  if (layer < 0) return `Input ${inputName(description, unit)}`;
  const isOutput = layer === description.plan.layers.length - 1;
  if (!isOutput) return `Layer ${layer + 1}, unit ${unit + 1}`;
  const name = outputName(description, unit);
  return description.task === 'classification' ? `Output, ${name}` : `Output ${name}`;
}

/** The short name of an input. */
export function inputName(
  { features, featureNames, planeNames }: RunDescription,
  input: number,
): string {
  const feature = features?.[input];
  if (feature !== undefined) return displayFeature(feature);
  // Without features, the inputs of a network over the plane are its coordinates.
  return planeNames?.[input] ?? featureNames[input] ?? `x${input + 1}`;
}

/** The short name of an output: its class, or ŷ. */
export function outputName(description: RunDescription, unit: number): string {
  const { classNames, plan } = description;
  if (!classNames) return 'ŷ';
  // One output for two classes says how likely the second is.
  return classNames[plan.outputs === 1 ? 1 : unit] ?? `class ${unit + 1}`;
}

/** What stands before a layer: the name of its input `from`. */
export function sourceName(
  description: RunDescription,
  layer: number,
  from: number,
): string {
  return layer === 0 ? inputName(description, from) : `h${from + 1}`;
}
