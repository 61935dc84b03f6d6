import { compileDual } from './dual-numbers.ts';
import { derive } from './derive.ts';
import type { Expression } from './expression.ts';
import { compileExpression, type Evaluator } from './evaluate.ts';
import { recordTape } from './reverse-mode.ts';

/** The second derivatives of a formula at a point. */
export interface SecondOrder {
  readonly value: number;
  /** [variables] */
  readonly gradient: readonly number[];
  /** [variables, variables], symmetric. */
  readonly hessian: readonly (readonly number[])[];
}

export type SecondOrderEvaluator = (values: ArrayLike<number>) => SecondOrder;

/**
 * Makes a function that takes value, gradient and Hessian of a formula: the gradient in reverse mode, the
 * Hessian as the forward derivative of each symbolic first derivative.
 */
export function compileSecondOrder(
  expression: Expression,
  variables: readonly string[],
): SecondOrderEvaluator {
  const rows = variables.map((name) =>
    compileDual(derive(expression, name).derivative, variables),
  );
  const units = variables.map((_, at) =>
    variables.map((__, other) => Number(at === other)),
  );
  return (values) => {
    const { value, gradient } = recordTape(expression, variables, values);
    const full = rows.map((row) => units.map((unit) => row(values, unit).derivative));
    // Both halves are computed; rounding must not show as a lack of symmetry.
    const hessian = full.map((row, i) => row.map((entry, j) => (entry + full[j][i]) / 2));
    return { value, gradient, hessian };
  };
}

/**
 * The product of the Hessian with a vector, H·v = d/dt ∇f(x + t v), forward over the first derivatives: as
 * many passes as there are variables, and no matrix.
 * @param vector [variables]
 */
export function compileHessianProduct(
  expression: Expression,
  variables: readonly string[],
): (values: ArrayLike<number>, vector: ArrayLike<number>) => number[] {
  const rows = variables.map((name) =>
    compileDual(derive(expression, name).derivative, variables),
  );
  return (values, vector) => rows.map((row) => row(values, vector).derivative);
}

/** Of several formulas of the same variables, ∂fᵢ/∂xⱼ, [formulas, variables], in reverse mode row by row. */
export function jacobianAt(
  formulas: readonly Expression[],
  variables: readonly string[],
  values: ArrayLike<number>,
): number[][] {
  return formulas.map((formula) => [...recordTape(formula, variables, values).gradient]);
}

/** The symbolic derivative of any order by one variable. */
export function nthDerivative(
  expression: Expression,
  by: string,
  order: number,
): Expression {
  let result = expression;
  for (let k = 0; k < order; k++) result = derive(result, by).derivative;
  return result;
}

/** A formula of one variable with its first two derivatives, to be called often. */
export function compileWithSlopes(
  expression: Expression,
  by: string,
  variables: readonly string[],
): readonly [f: Evaluator, first: Evaluator, second: Evaluator] {
  const first = nthDerivative(expression, by, 1);
  return [
    compileExpression(expression, variables),
    compileExpression(first, variables),
    compileExpression(nthDerivative(first, by, 1), variables),
  ];
}
