import { createRegistry } from '../../core/registry.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { crossEntropy } from './cross-entropy.ts';
import { halfSquaredError } from './half-squared-error.ts';
import { huber } from './huber.ts';
import { meanSquaredError } from './mean-squared-error.ts';

export const losses = createRegistry('loss', [
  crossEntropy,
  binaryCrossEntropy,
  meanSquaredError,
  halfSquaredError,
  huber,
]);

export type LossId = (typeof losses.ids)[number];
export type { ElementwiseLoss, LossDefinition, SoftmaxLoss } from './definition.ts';
