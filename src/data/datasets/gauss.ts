import type { DatasetDefinition } from '../dataset-definition.ts';
import { blur, PLANAR_DOMAIN, PLANAR_FEATURES, planarClassification } from './planar.ts';

const CENTRE = 2;
const CLASS_NAMES = ['lower left', 'upper right'] as const;

/**
 * TensorFlow Playground's two Gaussians, at (−2, −2) and (2, 2)
 * (distribution: https://github.com/tensorflow/playground, src/dataset.ts).
 */
export const gauss: DatasetDefinition<'gauss'> = {
  id: 'gauss',
  label: 'Two Gaussians',
  task: 'classification',
  description:
    'Two round clouds of points; noise raises the variance of both, from 0.5 without noise to 4 at 0.5.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 500,
  generate({ samples, noise, random }) {
    // Playground's scale, linear from 0.5 at noise 0 to 4 at noise 0.5.
    const deviation = Math.sqrt(0.5 + 7 * noise);
    return planarClassification(samples, CLASS_NAMES, random, ({ target }) => {
      const centre = target === 1 ? CENTRE : -CENTRE;
      return { ...blur({ x: centre, y: centre }, deviation, random), target };
    });
  },
};
