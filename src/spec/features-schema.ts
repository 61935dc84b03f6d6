import * as v from 'valibot';
import { UserError } from '../core/errors.ts';
import {
  MAX_FEATURE_CHARACTERS,
  MAX_FEATURES,
  normalizeFeature,
} from '../data/plane-features.ts';
import { described, list, normalized, text, type Schema } from './schema-parts.ts';

/** Formulas of x1 and x2 in their normal spelling, each once. */
export const featuresSchema: Schema<readonly string[]> = normalized(
  list(normalized(text(MAX_FEATURE_CHARACTERS), normalizeFeature), MAX_FEATURES, 1),
  (features) => {
    const double = features.find((feature, at) => features.indexOf(feature) !== at);
    if (double !== undefined)
      throw new UserError(`The feature "${double}" stands there twice.`);
    return features;
  },
);

/** The field of a data set over the plane. */
export const featuresField: Schema<readonly string[] | undefined> = described(
  v.optional(featuresSchema),
  'Features',
  'What the network is given for a point: formulas of x1 and x2. The coordinates where it is not given.',
);
