import type { DatasetDefinition } from '../dataset-definition.ts';
import { blur, PLANAR_DOMAIN, PLANAR_FEATURES, planarClassification } from './planar.ts';

/** Middle radius of each ring. */
const RADII = [1.5, 3.25, 5] as const;
const HALF_WIDTH = 0.4;
const CLASS_NAMES = ['inner ring', 'middle ring', 'outer ring'] as const;

/** Three rings around the origin, a class each. */
export const rings: DatasetDefinition<'rings'> = {
  id: 'rings',
  label: 'Three rings',
  task: 'classification',
  description:
    'Three rings around one centre; noise moves each point by normal noise of that standard deviation.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 600,
  generate({ samples, noise, random }) {
    return planarClassification(samples, CLASS_NAMES, random, ({ target }) => {
      const radius = RADII[target] + random.between(-HALF_WIDTH, HALF_WIDTH);
      const angle = random.between(0, 2 * Math.PI);
      const point = { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
      return { ...blur(point, noise, random), target };
    });
  },
};
