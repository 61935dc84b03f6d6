import type { NumericArray } from '../../core/arrays.ts';
import type { RunDescription } from '../../session/handle.ts';
import { divergingScale, type DivergingColours } from './colour-scale.ts';
import type { FieldMeaning } from './field-painter.ts';

/** A unit of a layer; the output layer is the last. Layer −1 are the inputs. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

/** What one unit says to each of many examples. */
export interface UnitValues {
  /** [count, units] of its layer. */
  readonly values: NumericArray;
  readonly units: number;
  readonly unit: number;
  /** Shift and scale that bring a value to −1 … 1 on the diverging scale. */
  readonly centre: number;
  readonly range: number;
}

/**
 * A hidden unit or an input: 0 is grey, and full colour is 1, or its own largest magnitude
 * where that is more.
 */
export function centredValues(
  values: NumericArray,
  units: number,
  unit: number,
): UnitValues {
  let range = 1;
  for (let at = unit; at < values.length; at += units) {
    const magnitude = Math.abs(values[at]);
    if (magnitude > range && magnitude < Infinity) range = magnitude;
  }
  return { values, units, unit, centre: 0, range };
}

/** An output: a probability of ½ is grey; in regression the largest target has full colour. */
export function outputValues(
  values: NumericArray,
  unit: number,
  { outputs, probabilities, task, valueRange }: FieldMeaning,
): UnitValues {
  const common = { values, units: outputs, unit };
  if (task === 'regression') return { ...common, centre: 0, range: valueRange };
  return probabilities
    ? { ...common, centre: 0.5, range: 0.5 }
    : { ...common, centre: 0, range: 1 };
}

/** Paints the values of a unit, one pixel each. @param target RGBA, [count, 4] */
export function paintUnit(
  { values, units, unit, centre, range }: UnitValues,
  colours: DivergingColours,
  target: Uint8ClampedArray,
): void {
  const scale = divergingScale(colours);
  const count = values.length / units;
  for (let row = 0; row < count; row++) {
    const [red, green, blue] = scale((values[row * units + unit] - centre) / range);
    target[4 * row] = red;
    target[4 * row + 1] = green;
    target[4 * row + 2] = blue;
    target[4 * row + 3] = 255;
  }
}

/** The mean of a unit's values on the diverging scale, −1 … 1. */
export function meanTone({ values, units, unit, centre, range }: UnitValues): number {
  const count = values.length / units;
  let sum = 0;
  for (let row = 0; row < count; row++) sum += values[row * units + unit];
  return count > 0 ? (sum / count - centre) / range : 0;
}

/**
 * What a unit says, as it is shown everywhere.
 * @param values [count, units] of its layer, or [count, inputs]
 */
export function unitValues(
  values: NumericArray,
  { layer, unit }: UnitPlace,
  { plan }: Pick<RunDescription, 'plan'>,
  meaning: FieldMeaning,
): UnitValues {
  if (layer < 0) return centredValues(values, plan.inputs, unit);
  return layer === plan.layers.length - 1
    ? outputValues(values, unit, meaning)
    : centredValues(values, plan.layers[layer].units, unit);
}
