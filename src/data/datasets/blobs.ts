import type { DatasetDefinition } from '../dataset-definition.ts';
import {
  blur,
  letterNames,
  PLANAR_DOMAIN,
  PLANAR_FEATURES,
  planarClassification,
} from './planar.ts';

/** The centres lie evenly on a circle of this radius, the first to the right. */
const RADIUS = 4;
const CLASS_CHOICE = { minimum: 2, maximum: 10, default: 3 } as const;

/** k round Gaussian clouds, a class each. */
export const blobs: DatasetDefinition<'blobs'> = {
  id: 'blobs',
  label: 'Blobs',
  task: 'classification',
  description:
    'Two to ten round clouds of points on a circle; noise raises their standard deviation from 0.5 to 2.',
  featureNames: PLANAR_FEATURES,
  classNames: letterNames(CLASS_CHOICE.default),
  classChoice: CLASS_CHOICE,
  domain: PLANAR_DOMAIN,
  defaultSamples: 600,
  generate({ samples, noise, random, classes = CLASS_CHOICE.default }) {
    const deviation = 0.5 + 1.5 * noise;
    return planarClassification(samples, letterNames(classes), random, ({ target }) => {
      const angle = (2 * Math.PI * target) / classes;
      const centre = { x: RADIUS * Math.cos(angle), y: RADIUS * Math.sin(angle) };
      return { ...blur(centre, deviation, random), target };
    });
  },
};
