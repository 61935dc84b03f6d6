import type { DatasetDefinition } from '../dataset-definition.ts';
import { displace, PLANAR_DOMAIN, PLANAR_FEATURES, planarRegression } from './planar.ts';

const REACH = 6;

/**
 * TensorFlow Playground's plane: y = (x1 + x2) / 10
 * (distribution: https://github.com/tensorflow/playground, src/dataset.ts).
 */
export const plane: DatasetDefinition<'plane'> = {
  id: 'plane',
  label: 'Plane',
  task: 'regression',
  description:
    'A tilted plane; noise takes the height of each point at a place moved at random.',
  featureNames: PLANAR_FEATURES,
  classNames: null,
  domain: PLANAR_DOMAIN,
  defaultSamples: 500,
  generate({ samples, noise, random }) {
    return planarRegression(samples, () => {
      const point = {
        x: random.between(-REACH, REACH),
        y: random.between(-REACH, REACH),
      };
      const moved = displace(point, REACH * noise, random);
      return { ...point, target: (moved.x + moved.y) / 10 };
    });
  },
};
