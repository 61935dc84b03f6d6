import type { TrainingSpec } from '../../../../core/spec.ts';
import {
  displayFeature,
  normalizeFeature,
  OWN_FEATURES,
  USUAL_FEATURES,
} from '../../../../data/plane-features.ts';

/** A feature that can be taken or left. */
export interface FeatureOption {
  /** Formula in its normal spelling. */
  readonly feature: string;
  readonly label: string;
  readonly taken: boolean;
}

/** What the network of a spec is given for a point of the plane. */
export function featuresOf({ data }: TrainingSpec): readonly string[] {
  return ('features' in data ? data.features : undefined) ?? OWN_FEATURES;
}

/** The usual features, then those that somebody wrote. */
export function featureOptions(spec: TrainingSpec): readonly FeatureOption[] {
  const taken = featuresOf(spec);
  const usual = USUAL_FEATURES.map(({ feature, label }) => ({
    feature,
    label,
    taken: taken.includes(feature),
  }));
  const own = taken
    .filter((feature) => usual.every((option) => option.feature !== feature))
    .map((feature) => ({ feature, label: displayFeature(feature), taken: true }));
  return [...usual, ...own];
}

/**
 * With a feature that was left, or without one that was taken; the usual ones in their usual
 * order.
 */
export function withToggledFeature(spec: TrainingSpec, feature: string): TrainingSpec {
  const taken = featuresOf(spec);
  const features = featureOptions(spec)
    .map((option) => option.feature)
    .filter((name) => (name === feature ? !taken.includes(name) : taken.includes(name)));
  return withFeatures(spec, features);
}

/**
 * With a formula that somebody typed, behind the others.
 * @throws ExpressionError where it is no formula of x1 and x2
 */
export function withFormula(spec: TrainingSpec, text: string): TrainingSpec {
  const feature = normalizeFeature(text);
  const taken = featuresOf(spec);
  return taken.includes(feature) ? spec : withFeatures(spec, [...taken, feature]);
}

/** The coordinates alone are what a spec has that names no features. */
function withFeatures(spec: TrainingSpec, features: readonly string[]): TrainingSpec {
  const data = { ...spec.data, features: [...features] };
  if (features.join() !== OWN_FEATURES.join()) return { ...spec, data };
  const without: Partial<typeof data> = data;
  delete without.features;
  return { ...spec, data: without as typeof spec.data };
}
