import type { DatasetDefinition } from '../dataset-definition.ts';
import { IMAGE_SIDE } from '../digits/rendering.ts';
import { writeDigit } from '../digits/write-digit.ts';

const PIXELS = IMAGE_SIDE * IMAGE_SIDE;
const CLASS_NAMES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** `pixel_0` (upper left) to `pixel_783`, row by row. */
const FEATURE_NAMES = Array.from({ length: PIXELS }, (_, pixel) => `pixel_${pixel}`);

/** Handwritten-looking digits of 28 × 28 pixels, 0 (paper) to 1 (ink). */
export const digits: DatasetDefinition<'digits'> = {
  id: 'digits',
  label: 'Handwritten digits',
  task: 'classification',
  description:
    'The ten digits in 28 × 28 pixels, as if written by hand; noise makes the hand shakier and the pixels grainier.',
  featureNames: FEATURE_NAMES,
  classNames: CLASS_NAMES,
  domain: [0, 1],
  defaultSamples: 2000,
  generate({ samples, noise, random }) {
    // Row i gets digit i mod 10 before the shuffle: as even as possible.
    const labels = Int32Array.from({ length: samples }, (_, row) => row % 10);
    random.shuffle(labels);
    const inputs = new Float32Array(samples * PIXELS);
    labels.forEach((digit, row) => {
      const image = inputs.subarray(row * PIXELS, (row + 1) * PIXELS);
      writeDigit(digit, noise, random, image);
    });
    return {
      task: 'classification',
      count: samples,
      featureNames: FEATURE_NAMES,
      targetName: 'digit',
      classNames: CLASS_NAMES,
      inputs,
      labels,
      values: null,
      numericFeatures: new Array<boolean>(PIXELS).fill(true),
    };
  },
};
