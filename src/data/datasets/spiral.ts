import type { DatasetDefinition } from '../dataset-definition.ts';
import {
  displace,
  PLANAR_DOMAIN,
  PLANAR_FEATURES,
  planarClassification,
} from './planar.ts';

const RADIUS = 5;
const TURNS = 1.75;
const CLASS_NAMES = ['second arm', 'first arm'] as const;

/**
 * TensorFlow Playground's two spiral arms, half a turn apart
 * (distribution: https://github.com/tensorflow/playground, src/dataset.ts).
 */
export const spiral: DatasetDefinition<'spiral'> = {
  id: 'spiral',
  label: 'Spiral',
  task: 'classification',
  description:
    'Two spiral arms around each other; noise moves each point by up to that much in both coordinates.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 500,
  generate({ samples, noise, random }) {
    return planarClassification(
      samples,
      CLASS_NAMES,
      random,
      ({ target, index, count }) => {
        const along = index / count;
        const radius = along * RADIUS;
        const angle = along * TURNS * 2 * Math.PI + (target === 1 ? 0 : Math.PI);
        const point = { x: radius * Math.sin(angle), y: radius * Math.cos(angle) };
        return { ...displace(point, noise, random), target };
      },
    );
  },
};
