import type { DatasetDefinition } from '../dataset-definition.ts';
import type { Point } from './planar.ts';
import { displace, PLANAR_DOMAIN, PLANAR_FEATURES, planarRegression } from './planar.ts';

const REACH = 6;

/** Centres and signs of the hills; each falls linearly to 0 at a distance of 2. */
const HILLS = [
  { x: -4, y: 2.5, sign: 1 },
  { x: 0, y: 2.5, sign: -1 },
  { x: 4, y: 2.5, sign: 1 },
  { x: -4, y: -2.5, sign: -1 },
  { x: 0, y: -2.5, sign: 1 },
  { x: 4, y: -2.5, sign: -1 },
] as const;
const HILL_RADIUS = 2;

/**
 * TensorFlow Playground's six hills and hollows on flat ground
 * (distribution: https://github.com/tensorflow/playground, src/dataset.ts).
 */
export const gaussRegression: DatasetDefinition<'gauss-regression'> = {
  id: 'gauss-regression',
  label: 'Hills and hollows',
  task: 'regression',
  description:
    'Three hills and three hollows on flat ground; noise takes the height of each point at a place moved at random.',
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
      return { ...point, target: heightAt(displace(point, REACH * noise, random)) };
    });
  },
};

/** −1 to 1. The hills do not overlap, so at most one term differs from 0. */
function heightAt({ x, y }: Point): number {
  let height = 0;
  for (const hill of HILLS) {
    const distance = Math.hypot(x - hill.x, y - hill.y);
    height += hill.sign * Math.max(0, 1 - distance / HILL_RADIUS);
  }
  return height;
}
