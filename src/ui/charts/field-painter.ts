import type { NumericArray } from '../../core/arrays.ts';
import type { Task } from '../../core/spec.ts';
import { CLASS_COLOURS, classColour } from '../palette.ts';
import {
  divergingScale,
  mixColours,
  parseColour,
  type DivergingColours,
} from './colour-scale.ts';

/** The field never gets the full colour, which is left to the points on top of it. */
const STRENGTH = 0.8;

/** What the outputs over the plane mean. */
export interface FieldMeaning {
  readonly task: Task;
  /** Output units of the network. */
  readonly outputs: number;
  /** Whether a classifying output lies in 0 to 1 (softmax, sigmoid) or about −1 to 1. */
  readonly probabilities: boolean;
  /** In regression the value that gets the full colour. */
  readonly valueRange: number;
}

/**
 * Paints predictions as pixels: two classes and regression on the diverging scale, more
 * classes in the colour of the likeliest, paler where it is less certain.
 * @param predictions [count, outputs]
 * @param target RGBA, [count, 4]
 * @param discretizes without shades: only which class, or which sign
 */
export function paintField(
  predictions: NumericArray,
  meaning: FieldMeaning,
  colours: DivergingColours,
  target: Uint8ClampedArray,
  discretizes = false,
): void {
  const { outputs } = meaning;
  const count = predictions.length / outputs;
  const paint =
    meaning.task === 'classification' && outputs > 2
      ? categoricalPainter(predictions, meaning, colours, discretizes)
      : divergingPainter(predictions, meaning, colours, discretizes);
  for (let i = 0; i < count; i++) {
    const [red, green, blue] = paint(i);
    target[4 * i] = red;
    target[4 * i + 1] = green;
    target[4 * i + 2] = blue;
    target[4 * i + 3] = 255;
  }
}

/** The colour of a data point: its class, or its value on the diverging scale. */
export function labelColour(
  label: number,
  meaning: FieldMeaning,
  colours: DivergingColours,
): string {
  if (meaning.task === 'classification')
    return classColour(label, meaning.outputs, colours);
  const [red, green, blue] = divergingScale(colours)(label / meaning.valueRange);
  return `rgb(${red} ${green} ${blue})`;
}

/**
 * One signed figure of a prediction, −1 to 1: class 1 less class 0 (two outputs), twice the
 * probability less 1 or the output itself (one), or the value in units of the range in
 * regression.
 */
export function signedPrediction(
  predictions: NumericArray,
  index: number,
  meaning: FieldMeaning,
): number {
  const first = predictions[index * meaning.outputs];
  if (meaning.task === 'regression') return first / meaning.valueRange;
  const { probabilities } = meaning;
  if (meaning.outputs === 1) return probabilities ? 2 * first - 1 : first;
  const difference = predictions[index * meaning.outputs + 1] - first;
  return probabilities ? difference : difference / 2;
}

/** Index of the greatest of `outputs` values from `start` on. */
export function greatest(values: NumericArray, start: number, outputs: number): number {
  let best = 0;
  for (let i = 1; i < outputs; i++)
    if (values[start + i] > values[start + best]) best = i;
  return best;
}

function divergingPainter(
  predictions: NumericArray,
  meaning: FieldMeaning,
  colours: DivergingColours,
  discretizes: boolean,
) {
  const scale = divergingScale(colours);
  return (index: number) => {
    const value = signedPrediction(predictions, index, meaning);
    const shade = discretizes ? Math.sign(value) : Math.max(-1, Math.min(1, value));
    return scale(STRENGTH * shade);
  };
}

function categoricalPainter(
  predictions: NumericArray,
  { outputs, probabilities }: FieldMeaning,
  colours: DivergingColours,
  discretizes: boolean,
) {
  const zero = parseColour(colours.zero);
  const classes = Array.from({ length: outputs }, (_, label) =>
    parseColour(CLASS_COLOURS[label % CLASS_COLOURS.length]),
  );
  // Where an output says no more than chance.
  const floor = probabilities ? 1 / outputs : 0;
  return (index: number) => {
    const label = greatest(predictions, index * outputs, outputs);
    if (discretizes) return mixColours(zero, classes[label], STRENGTH);
    const certainty = (predictions[index * outputs + label] - floor) / (1 - floor);
    return mixColours(
      zero,
      classes[label],
      STRENGTH * Math.max(0, Math.min(1, certainty)),
    );
  };
}
