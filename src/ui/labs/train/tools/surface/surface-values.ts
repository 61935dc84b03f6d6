import type { NumericArray } from '../../../../../core/arrays.ts';
import { linearTicks } from '../../../../charts/axis-ticks.ts';
import {
  mixColours,
  parseColour,
  type DivergingColours,
} from '../../../../charts/colour-scale.ts';
import {
  greatest,
  paintField,
  type FieldMeaning,
} from '../../../../charts/field-painter.ts';
import { CLASS_COLOURS } from '../../../../palette.ts';

/** Which output is the height: that of a class, or the greatest of all. */
export type OutputChoice = number | 'likeliest';

/** What is shown until somebody chooses: the second of two classes, the likeliest of more. */
export function usualOutput({ task, outputs }: FieldMeaning): OutputChoice {
  if (task === 'regression' || outputs === 1) return 0;
  return outputs === 2 ? 1 : 'likeliest';
}

/** @param predictions [count, outputs] @returns [count] */
export function chosenOutputs(
  predictions: NumericArray,
  { outputs }: FieldMeaning,
  output: OutputChoice,
): Float64Array {
  return Float64Array.from({ length: predictions.length / outputs }, (_, index) => {
    const start = index * outputs;
    return predictions[
      start + (output === 'likeliest' ? greatest(predictions, start, outputs) : output)
    ];
  });
}

/** What the chosen output should be for an example of that label. */
export function targetOutput(
  label: number,
  { task, outputs, probabilities }: FieldMeaning,
  output: OutputChoice,
): number {
  if (task === 'regression') return label;
  if (output === 'likeliest') return 1;
  const own = outputs === 1 ? label === 1 : label === output;
  return own ? 1 : probabilities ? 0 : -1;
}

/**
 * Values at the bottom and at the top of the box, round and a whole number of ticks apart:
 * 0 to 1 for probabilities, else wide enough for what is predicted and what should be.
 * @param values finite or not
 * @param targets values that the range holds in any case
 */
export function outputRange(
  values: ArrayLike<number>,
  targets: ArrayLike<number>,
  probabilities: boolean,
): readonly [number, number] {
  if (probabilities) return [0, 1];
  let low = Infinity;
  let high = -Infinity;
  for (const list of [values, targets])
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      low = Math.min(low, list[i]);
      high = Math.max(high, list[i]);
    }
  if (low > high) return [-1, 1];
  if (high - low < 1e-9 * Math.max(1, Math.abs(low))) {
    const around = Math.max(1, Math.abs(low));
    return [low - around, high + around];
  }
  const [first, second] = linearTicks(low - (high - low), high + (high - low), 12);
  const step = second - first;
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** Where an output is least and greatest. */
export interface Extremes {
  readonly least: number;
  readonly greatest: number;
  /** Indices into the values. */
  readonly leastAt: number;
  readonly greatestAt: number;
}

/** @returns null where no value is finite */
export function extremesOf(values: ArrayLike<number>): Extremes | null {
  let leastAt = -1;
  let greatestAt = -1;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (leastAt < 0 || values[i] < values[leastAt]) leastAt = i;
    if (greatestAt < 0 || values[i] > values[greatestAt]) greatestAt = i;
  }
  if (leastAt < 0) return null;
  return { least: values[leastAt], greatest: values[greatestAt], leastAt, greatestAt };
}

/**
 * The colour of the surface at each prediction: as the plane is painted, and for one of several
 * classes paler where that class is less likely.
 * @param target RGBA, [count, 4]
 */
export function paintSurface(
  predictions: NumericArray,
  meaning: FieldMeaning,
  output: OutputChoice,
  colours: DivergingColours,
  target: Uint8ClampedArray,
): void {
  if (output === 'likeliest' || meaning.outputs <= 2) {
    paintField(predictions, meaning, colours, target);
    return;
  }
  const zero = parseColour(colours.zero);
  const full = parseColour(CLASS_COLOURS[output % CLASS_COLOURS.length]);
  const count = predictions.length / meaning.outputs;
  for (let i = 0; i < count; i++) {
    const value = predictions[i * meaning.outputs + output];
    const share = meaning.probabilities ? value : (value + 1) / 2;
    const mixed = mixColours(zero, full, 0.9 * Math.max(0, Math.min(1, share)));
    target.set([...mixed, 255], 4 * i);
  }
}

/** The name of the height where there is little room, on its axis. */
export function axisName(
  meaning: FieldMeaning,
  output: OutputChoice,
  classNames: readonly string[] | null,
): string {
  const { task, probabilities, outputs } = meaning;
  if (task === 'regression' || !classNames || !probabilities) return 'output';
  if (output === 'likeliest') return 'P(likeliest)';
  return `P(${classNames[outputs === 1 ? 1 : output] ?? ''})`;
}

/** The name of the height in a sentence. */
export function outputName(
  { task, probabilities, outputs }: FieldMeaning,
  output: OutputChoice,
  classNames: readonly string[] | null,
): string {
  if (task === 'regression' || !classNames) return 'output';
  if (output === 'likeliest')
    return probabilities ? 'probability of the likeliest class' : 'greatest output';
  const name = classNames[outputs === 1 ? 1 : output] ?? '';
  return probabilities ? `probability of ${name}` : `output for ${name}`;
}
