import { compileDual } from '../calculus/dual-numbers.ts';
import { parseExpression } from '../calculus/parse-expression.ts';
import { PLANAR_FEATURES } from './datasets/planar.ts';

/**
 * The Jacobian of the features at points of the plane, in float64, by dual numbers.
 * @param features formulas of x1 and x2
 * @param plane [count, 2] coordinates
 * @returns [count, features, 2]; a derivative may be infinite or NaN where there is none
 * @throws ExpressionError where a feature is no formula
 */
export function planeJacobian(
  features: readonly string[],
  plane: Float32Array,
): Float64Array {
  const evaluators = features.map((feature) =>
    compileDual(parseExpression(feature, PLANAR_FEATURES), PLANAR_FEATURES),
  );
  const jacobian = new Float64Array(plane.length * evaluators.length);
  for (let row = 0, i = 0; row < plane.length; row += 2) {
    const point = plane.subarray(row, row + 2);
    for (const evaluate of evaluators) {
      jacobian[i++] = evaluate(point, [1, 0]).derivative;
      jacobian[i++] = evaluate(point, [0, 1]).derivative;
    }
  }
  return jacobian;
}
