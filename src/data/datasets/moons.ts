import type { DatasetDefinition } from '../dataset-definition.ts';
import { blur, PLANAR_DOMAIN, PLANAR_FEATURES, planarClassification } from './planar.ts';

/** Radius of each half circle. */
const RADIUS = 3;
const CLASS_NAMES = ['upper moon', 'lower moon'] as const;

/**
 * Two interleaved half circles, the shape of scikit-learn's `make_moons`, enlarged three
 * times and centred. The lower moon hangs from (1, 0.5) radii, upside down.
 */
export const moons: DatasetDefinition<'moons'> = {
  id: 'moons',
  label: 'Two moons',
  task: 'classification',
  description:
    'Two half circles hooked into each other; noise moves each point by normal noise with a standard deviation of that many radii.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 500,
  generate({ samples, noise, random }) {
    return planarClassification(samples, CLASS_NAMES, random, ({ target }) => {
      const angle = random.between(0, Math.PI);
      const upper = target === 0;
      const x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
      const y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
      const point = { x: RADIUS * (x - 0.5), y: RADIUS * (y - 0.25) };
      return { ...blur(point, RADIUS * noise, random), target };
    });
  },
};
