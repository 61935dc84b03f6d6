import { displayExpression } from '../calculus/display-expression.ts';
import { compileExpression } from '../calculus/evaluate.ts';
import { ExpressionError } from '../calculus/expression-error.ts';
import { EXPRESSION_LIMITS } from '../calculus/expression.ts';
import { formatExpression } from '../calculus/format-expression.ts';
import { parseExpression } from '../calculus/parse-expression.ts';
import { PLANAR_FEATURES } from './datasets/planar.ts';

/** The most features that a network over the plane can be given. */
export const MAX_FEATURES = 32;
/** The most characters that a feature can have. */
export const MAX_FEATURE_CHARACTERS = EXPRESSION_LIMITS.characters;

/** A feature that is offered: its formula in its normal spelling, and how it is shown. */
export interface OfferedFeature {
  readonly feature: string;
  readonly label: string;
}

/** What a menu offers: the seven of TensorFlow Playground, and the cosines. */
export const USUAL_FEATURES: readonly OfferedFeature[] = [
  'x1',
  'x2',
  'x1^2',
  'x2^2',
  'x1*x2',
  'sin(x1)',
  'sin(x2)',
  'cos(x1)',
  'cos(x2)',
].map((feature) => ({ feature, label: displayFeature(feature) }));

/** What the network is given where no features are chosen. */
export const OWN_FEATURES: readonly string[] = PLANAR_FEATURES;

/**
 * A formula of x1 and x2 in its normal spelling, as specs hold it.
 * @throws ExpressionError where it is none, or too long in that spelling
 */
export function normalizeFeature(text: string): string {
  const normal = formatExpression(parseExpression(text, PLANAR_FEATURES));
  if (normal.length > MAX_FEATURE_CHARACTERS)
    throw new ExpressionError(
      text,
      0,
      text.length,
      `written out it has ${normal.length} characters; at most ${MAX_FEATURE_CHARACTERS} are possible.`,
    );
  return normal;
}

/** `x₁²` for `x1^2`. @throws ExpressionError where it is no formula of x1 and x2 */
export function displayFeature(feature: string): string {
  return displayExpression(parseExpression(feature, PLANAR_FEATURES));
}

/**
 * What the network is given for points of the plane: each feature's value at each point, in
 * float32. A value may be infinite or NaN where a feature is not defined there.
 * @param features formulas of x1 and x2, or null where the network is given the coordinates
 * @param plane [count, 2] coordinates
 * @returns [count, features]; `plane` itself where there are no features
 * @throws ExpressionError where a feature is no formula
 */
export function planeToInputs(
  features: readonly string[] | null,
  plane: Float32Array,
): Float32Array {
  if (!features) return plane;
  const evaluators = features.map((feature) =>
    compileExpression(parseExpression(feature, PLANAR_FEATURES), PLANAR_FEATURES),
  );
  const count = plane.length / 2;
  const inputs = new Float32Array(count * evaluators.length);
  const point = [0, 0];
  for (let row = 0, i = 0; row < count; row++) {
    point[0] = plane[2 * row];
    point[1] = plane[2 * row + 1];
    for (const evaluate of evaluators) inputs[i++] = evaluate(point);
  }
  return inputs;
}
