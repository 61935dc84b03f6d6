import { createRegistry } from '../../core/registry.ts';
import { blobs } from './blobs.ts';
import { checkerboard } from './checkerboard.ts';
import { circle } from './circle.ts';
import { digits } from './digits.ts';
import { gaussRegression } from './gauss-regression.ts';
import { gauss } from './gauss.ts';
import { moons } from './moons.ts';
import { plane } from './plane.ts';
import { rings } from './rings.ts';
import { spiral } from './spiral.ts';
import { xor } from './xor.ts';

/** Every data set that a spec may name. */
export const DATASETS = createRegistry('data set', [
  circle,
  xor,
  gauss,
  spiral,
  moons,
  checkerboard,
  rings,
  blobs,
  digits,
  plane,
  gaussRegression,
]);

export type DatasetId = (typeof DATASETS.ids)[number];
