import type { DatasetDefinition } from '../dataset-definition.ts';
import {
  displace,
  PLANAR_DOMAIN,
  PLANAR_FEATURES,
  planarClassification,
} from './planar.ts';

const SQUARES = 4;
const SIDE = (PLANAR_DOMAIN[1] - PLANAR_DOMAIN[0]) / SQUARES;
const CLASS_NAMES = ['dark', 'light'] as const;

/** A board of 4 × 4 squares, each class spread evenly over its eight. */
export const checkerboard: DatasetDefinition<'checkerboard'> = {
  id: 'checkerboard',
  label: 'Checkerboard',
  task: 'classification',
  description:
    'Sixteen squares of alternating class; noise labels each point by where it would be after a random move of up to two squares, so that labels near the borders go wrong.',
  featureNames: PLANAR_FEATURES,
  classNames: CLASS_NAMES,
  domain: PLANAR_DOMAIN,
  defaultSamples: 1000,
  generate({ samples, noise, random }) {
    return planarClassification(samples, CLASS_NAMES, random, ({ target }) => {
      const row = random.integer(SQUARES);
      const column = 2 * random.integer(SQUARES / 2) + ((row + target) % 2);
      const point = {
        x: PLANAR_DOMAIN[0] + SIDE * (column + random.uniform()),
        y: PLANAR_DOMAIN[0] + SIDE * (row + random.uniform()),
      };
      const moved = displace(point, 2 * SIDE * noise, random);
      return { ...point, target: colourAt(moved.x, moved.y) };
    });
  },
};

/** The class of the square at that place, on a board without end. */
function colourAt(x: number, y: number): number {
  const column = Math.floor((x - PLANAR_DOMAIN[0]) / SIDE);
  const row = Math.floor((y - PLANAR_DOMAIN[0]) / SIDE);
  return Math.abs(column + row) % 2;
}
