import type { RunDescription } from '../../session/handle.ts';

/** Whether 0 is the mean of the training values and 1 a standard deviation above it. */
export function isStandardized({ spec: { data } }: RunDescription): boolean {
  return 'csv' in data && data.standardize;
}

/** Whether the inputs are the pixels of square images. */
export function isImages({ featureNames }: RunDescription): boolean {
  const side = Math.sqrt(featureNames.length);
  return Number.isInteger(side) && side > 4 && featureNames[0] === 'pixel_0';
}
