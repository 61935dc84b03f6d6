import type { DatasetDefinition } from '../dataset-definition.ts';
import {
  displace,
  PLANAR_DOMAIN,
  PLANAR_FEATURES,
  planarClassification,
} from './planar.ts';

const RADIUS = 5;
const CLASS_NAMES = ['outside', 'inside'] as const;

/** Radii of the two classes, drawn uniformly in the radius, not in the area. */
const RADII = [
  [0.7 * RADIUS, RADIUS],
  [0, 0.5 * RADIUS],
] as const;

/**
 * TensorFlow Playground's circle: a disc inside a ring
 * (distribution: https://github.com/tensorflow/playground, src/dataset.ts).
 */
export const circle: DatasetDefinition<'circle'> = {
  id: 'circle',
  label: 'Circle',
  task: 'classification',
  description:
    'A disc inside a ring; noise labels each point by where it would be after a random move, so that labels near the border go wrong.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 500,
  generate({ samples, noise, random }) {
    return planarClassification(samples, CLASS_NAMES, random, ({ target }) => {
      const [inner, outer] = RADII[target];
      const radius = random.between(inner, outer);
      const angle = random.between(0, 2 * Math.PI);
      const point = { x: radius * Math.sin(angle), y: radius * Math.cos(angle) };
      const moved = displace(point, RADIUS * noise, random);
      const inside = Math.hypot(moved.x, moved.y) < 0.5 * RADIUS;
      return { ...point, target: inside ? 1 : 0 };
    });
  },
};
