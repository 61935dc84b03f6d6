import type { Expression } from './expression.ts';
import { PRECEDENCE, precedenceOf, SIGN, VALUE } from './format-expression.ts';

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A formula as a book prints it, in plain characters: `x₁²`, `x₁x₂`, `sin x₁`, `exp(−x₁²)`. For
 * people to read; `formatExpression` is for reading back.
 */
export function displayExpression(expression: Expression): string {
  if (expression.kind === 'call') {
    const [first, second] = expression.arguments;
    if (!second && first.kind === 'variable')
      return `${expression.name} ${display(first)}`;
  }
  return display(expression);
}

function display(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'constant':
      return expression.name === 'pi' ? 'π' : 'e';
    case 'variable':
      return inDigits(expression.name, SUBSCRIPTS);
    case 'negation':
      return `−${within(expression.operand, SIGN)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(display).join(', ')})`;
    case 'binary':
      return displayBinary(expression);
  }
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function displayBinary(expression: Binary): string {
  const { operator, left, right } = expression;
  if (operator === '^') {
    const raised = superscriptOf(right);
    return within(left, VALUE) + (raised ?? `^${within(right, VALUE)}`);
  }
  const own = PRECEDENCE[operator];
  const first = within(left, own);
  const second = within(right, own + 1);
  switch (operator) {
    case '*':
      return isProductOfPlain(expression) ? first + second : `${first} · ${second}`;
    case '/':
      return `${first} / ${second}`;
    case '-':
      return `${first} − ${second}`;
    case '+':
      return `${first} + ${second}`;
  }
}

/** Whether the factors can stand side by side: `2x₁x₂²`, but `2 · 3`. */
function isProductOfPlain({ operator, left, right }: Binary): boolean {
  return operator === '*' && isPlain(left) && isPlain(right) && right.kind !== 'number';
}

function isPlain(expression: Expression): boolean {
  if (expression.kind !== 'binary')
    return expression.kind === 'number' || expression.kind === 'variable';
  const { operator, left, right } = expression;
  return operator === '^'
    ? left.kind === 'variable' && superscriptOf(right) !== null
    : isProductOfPlain(expression);
}

/** An exponent in raised digits, or null where it has no such form. */
function superscriptOf(exponent: Expression): string | null {
  if (exponent.kind === 'negation') {
    const raised = exponent.operand.kind === 'number' && superscriptOf(exponent.operand);
    return raised ? `⁻${raised}` : null;
  }
  const isShort =
    exponent.kind === 'number' &&
    Number.isInteger(exponent.value) &&
    exponent.value < 1e6;
  return isShort ? inDigits(String(exponent.value), SUPERSCRIPTS) : null;
}

/** In parentheses where it binds less than `least`. */
function within(expression: Expression, least: number): string {
  const text = display(expression);
  return precedenceOf(expression) < least ? `(${text})` : text;
}

function inDigits(text: string, digits: string): string {
  return text.replace(/\d/g, (digit) => digits[Number(digit)]);
}
