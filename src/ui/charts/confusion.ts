import type { NumericArray } from '../../core/arrays.ts';
import { greatest } from './field-painter.ts';

/** How often each class was taken for each. */
export interface Confusion {
  readonly classes: number;
  /** [classes (true), classes (predicted)], counts. */
  readonly counts: Uint32Array;
  /** Share predicted right of each class; NaN where there is no example of it. */
  readonly recalls: Float64Array;
}

/**
 * The class that each prediction names: the greatest output, or the sign of a single one
 * about its middle.
 * @param predictions [count, outputs]
 */
export function predictedClasses(
  predictions: NumericArray,
  outputs: number,
  probabilities: boolean,
): Uint32Array {
  const middle = probabilities ? 0.5 : 0;
  return Uint32Array.from({ length: predictions.length / outputs }, (_, index) =>
    outputs === 1
      ? Number(predictions[index] > middle)
      : greatest(predictions, index * outputs, outputs),
  );
}

/** @param labels true classes; @param predicted as many */
export function confusionOf(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): Confusion {
  const counts = new Uint32Array(classes * classes);
  for (let i = 0; i < predicted.length; i++) counts[labels[i] * classes + predicted[i]]++;
  const recalls = Float64Array.from({ length: classes }, (_, label) => {
    const row = counts.subarray(label * classes, (label + 1) * classes);
    const total = row.reduce((sum, count) => sum + count, 0);
    return total > 0 ? row[label] / total : NaN;
  });
  return { classes, counts, recalls };
}
