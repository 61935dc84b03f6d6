import type { BinaryOperator, Expression } from './expression.ts';
import type { FunctionName } from './names.ts';

/** A finite number of either sign; a minus is a node of its own. @throws Error where it is not finite */
export function number(value: number): Expression {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number of a formula.`);
  return value < 0 || Object.is(value, -0)
    ? value === 0
      ? { kind: 'number', value: 0 }
      : negation({ kind: 'number', value: -value })
    : { kind: 'number', value };
}

export const variable = (name: string): Expression => ({ kind: 'variable', name });

export const negation = (operand: Expression): Expression => ({
  kind: 'negation',
  operand,
});

const binary =
  (operator: BinaryOperator) =>
  (left: Expression, right: Expression): Expression => ({
    kind: 'binary',
    operator,
    left,
    right,
  });
export const sum = binary('+');
export const difference = binary('-');
export const product = binary('*');
export const quotient = binary('/');
export const power = binary('^');

export const call = (name: FunctionName, ...values: Expression[]): Expression => ({
  kind: 'call',
  name,
  arguments: values,
});

/** Whether a variable occurs in a formula. */
export function dependsOn(expression: Expression, name: string): boolean {
  switch (expression.kind) {
    case 'number':
    case 'constant':
      return false;
    case 'variable':
      return expression.name === name;
    case 'negation':
      return dependsOn(expression.operand, name);
    case 'binary':
      return dependsOn(expression.left, name) || dependsOn(expression.right, name);
    case 'call':
      return expression.arguments.some((part) => dependsOn(part, name));
  }
}
