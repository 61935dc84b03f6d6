import type { BinaryOperator, Expression } from './expression.ts';

export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '+': 1,
  '-': 1,
  '*': 2,
  '/': 2,
  '^': 4,
};
/** Of a minus in front of a value, and of what never needs parentheses. */
export const SIGN = 3;
export const VALUE = 5;

/**
 * A formula in its normal spelling: ASCII, no spaces, no parentheses that are not needed. Two
 * texts that are read as the same tree have the same one, and it is read as that tree again.
 */
export function formatExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'constant':
    case 'variable':
      return expression.name;
    case 'negation':
      return `-${within(expression.operand, SIGN)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(formatExpression).join(',')})`;
    case 'binary': {
      const { operator, left, right } = expression;
      const own = PRECEDENCE[operator];
      // A power groups to the right and takes a sign in its exponent; the others group to the left.
      const [first, second] = operator === '^' ? [VALUE, SIGN] : [own, own + 1];
      return `${within(left, first)}${operator}${within(right, second)}`;
    }
  }
}

/** In parentheses where it binds less than `least`. */
function within(expression: Expression, least: number): string {
  const text = formatExpression(expression);
  return precedenceOf(expression) < least ? `(${text})` : text;
}

/** How tightly the outermost operation of a formula binds. */
export function precedenceOf(expression: Expression): number {
  if (expression.kind === 'binary') return PRECEDENCE[expression.operator];
  return expression.kind === 'negation' ? SIGN : VALUE;
}
