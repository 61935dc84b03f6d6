import type { Examples } from '../core/examples.ts';
import type { Task } from '../core/spec.ts';
import type { RawExamples } from './prepare.ts';

export interface EncodeOptions {
  /** Number of classes; not read for regression. */
  readonly classes: number;
  /** Id of the output layer's activation. */
  readonly outputActivation: string;
}

/** How many outputs a network needs for the targets that `encodeTargets` makes. */
export function outputWidth(
  task: Task,
  classes: number,
  outputActivation: string,
): number {
  if (task === 'regression') return 1;
  return classes === 2 && outputActivation !== 'softmax' ? 1 : classes;
}

/**
 * Writes targets as the output layer should produce them:
 *
 * | output activation | 2 classes       | more classes                     |
 * |-------------------|-----------------|----------------------------------|
 * | softmax           | one-hot         | one-hot                          |
 * | sigmoid           | one output, 0/1 | one-hot                          |
 * | any other         | one output, ∓1  | 1 for the class, −1 for the rest |
 *
 * A regression target is one output, whatever the activation.
 *
 * @returns examples that share `inputs` with the given ones
 */
export function encodeTargets(examples: RawExamples, options: EncodeOptions): Examples {
  const { count, inputs, labels, values } = examples;
  if (!labels) {
    if (!values) throw new Error('Examples need labels or values.');
    return { count, inputs, targets: values.slice() };
  }
  const width = outputWidth('classification', options.classes, options.outputActivation);
  const zeroToOne = ['softmax', 'sigmoid'].includes(options.outputActivation);
  const targets = new Float32Array(count * width).fill(zeroToOne ? 0 : -1);
  for (let row = 0; row < count; row++)
    if (width > 1) targets[row * width + labels[row]] = 1;
    else if (labels[row] === 1) targets[row] = 1;
  return { count, inputs, targets };
}
