import { UserError } from '../core/errors.ts';
import { displayFeature, planeToInputs } from './plane-features.ts';
import type { RawTable } from './raw-table.ts';

/**
 * A table over the plane with those features as its inputs; the coordinates stay beside them.
 * They are rounded to float32 first, so that features computed later from the coordinates that
 * are handed out are the same to the bit.
 *
 * @param features formulas of x1 and x2
 * @throws UserError naming the feature and the example where one has no finite value
 */
export function applyFeatures(table: RawTable, features: readonly string[]): RawTable {
  const plane = Float32Array.from(table.inputs);
  const inputs = planeToInputs(features, plane);
  checkFinite(inputs, features, plane);
  return {
    ...table,
    featureNames: features,
    inputs,
    plane,
    numericFeatures: features.map(() => true),
  };
}

function checkFinite(
  inputs: Float32Array,
  features: readonly string[],
  plane: Float32Array,
): void {
  const at = inputs.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const width = features.length;
  const column = at % width;
  const row = Math.floor(at / width);
  let others = -1;
  for (let i = column; i < inputs.length; i += width)
    if (!Number.isFinite(inputs[i])) others++;
  const [x1, x2] = plane.subarray(2 * row, 2 * row + 2);
  const more =
    others > 0 ? ` and at ${others} other example${others > 1 ? 's' : ''}` : '';
  throw new UserError(
    `The feature ${displayFeature(features[column])} has no finite value at the example x₁ = ${shown(x1)}, x₂ = ${shown(x2)}${more}: a network needs a number for every example. Take the feature out, or change it so that it is defined there.`,
  );
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
