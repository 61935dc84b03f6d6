import type { DatasetDefinition } from '../dataset-definition.ts';
import {
  displace,
  PLANAR_DOMAIN,
  PLANAR_FEATURES,
  planarClassification,
} from './planar.ts';

const REACH = 5;
/** Keeps the points off the axes. */
const PADDING = 0.3;
const CLASS_NAMES = ['signs differ', 'same sign'] as const;

/**
 * TensorFlow Playground's exclusive or: the class is the sign of x1·x2
 * (distribution: https://github.com/tensorflow/playground, src/dataset.ts; here each
 * class gets the same number of points, there it is left to chance).
 */
export const xor: DatasetDefinition<'xor'> = {
  id: 'xor',
  label: 'Exclusive or',
  task: 'classification',
  description:
    'Four squares, opposite ones of the same class; noise labels each point by where it would be after a random move, so that labels near the axes go wrong.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 500,
  generate({ samples, noise, random }) {
    return planarClassification(samples, CLASS_NAMES, random, ({ target }) => {
      const signX = random.integer(2) === 0 ? -1 : 1;
      const signY = target === 1 ? signX : -signX;
      const point = {
        x: signX * (random.between(0, REACH) + PADDING),
        y: signY * (random.between(0, REACH) + PADDING),
      };
      const moved = displace(point, REACH * noise, random);
      return { ...point, target: moved.x * moved.y >= 0 ? 1 : 0 };
    });
  },
};
