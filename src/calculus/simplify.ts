import {
  call,
  difference,
  negation,
  number,
  power,
  product,
  quotient,
  sum,
} from './build-expression.ts';
import type { Expression } from './expression.ts';
import { formatExpression } from './format-expression.ts';
import type { FunctionName } from './names.ts';

/** A factor raised to a number. */
interface Factor {
  readonly base: Expression;
  readonly exponent: number;
}

/** A product: a number, and factors of different bases in the order in which they came. */
interface Monomial {
  readonly coefficient: number;
  readonly factors: ReadonlyMap<string, Factor>;
}

/** Beyond, whole numbers have gaps in float64, and a product of them is no longer exact. */
const EXACT = 2 ** 53;
/** Whole exponents up to which a power of a number is written out. */
const MOST_EXPONENT = 20;

/**
 * The same formula in fewer signs: numbers are computed, equal terms and factors collected
 * (3x + 2x is 5x, x·x² is x³), and what adds 0 or multiplies by 1 is left out. Wherever the formula
 * has a value, the result has the same one, but for rounding; it may have values in more places
 * (x/x is 1 at 0, too). What would need to know a sign stays: √(x²) is not x.
 */
export function simplify(expression: Expression): Expression {
  switch (expression.kind) {
    case 'number':
    case 'constant':
    case 'variable':
      return expression;
    case 'call':
      return simplifyCall(expression.name, expression.arguments.map(simplify));
    case 'negation':
    case 'binary':
      return buildSum(termsOf(expression));
  }
}

/** Values that are exact: others stay as they are written. */
function simplifyCall(name: FunctionName, values: Expression[]): Expression {
  const [value] = values;
  if (value.kind === 'number') {
    if (value.value === 0) {
      if (['sin', 'tan', 'tanh', 'abs', 'sqrt', 'relu', 'sign', 'step'].includes(name))
        return number(0);
      if (name === 'exp' || name === 'cos') return number(1);
    }
    if (name === 'log' && value.value === 1) return number(0);
    if (name === 'sqrt' && Number.isInteger(Math.sqrt(value.value)))
      return number(Math.sqrt(value.value));
  }
  if (name === 'log' && value.kind === 'constant' && value.name === 'e') return number(1);
  return call(name, ...values);
}

/** The terms of a sum, equal ones collected. */
function termsOf(expression: Expression): Map<string, Monomial> {
  const terms = new Map<string, Monomial>();
  const add = (term: Monomial) => {
    const key = keyOf(term);
    const known = terms.get(key);
    if (!known) {
      terms.set(key, term);
      return;
    }
    const coefficient = known.coefficient + term.coefficient;
    if (Number.isFinite(coefficient)) terms.set(key, { ...known, coefficient });
    // Never an infinity in a formula: beyond all numbers they stay apart.
    else terms.set(`${key} `, term);
  };
  const collect = (part: Expression, sign: 1 | -1): void => {
    if (part.kind === 'negation') collect(part.operand, sign === 1 ? -1 : 1);
    else if (part.kind === 'binary' && (part.operator === '+' || part.operator === '-')) {
      collect(part.left, sign);
      collect(part.right, part.operator === '+' ? sign : sign === 1 ? -1 : 1);
    } else for (const term of expanded(part)) add(scaled(term, sign));
  };
  collect(expression, 1);
  return terms;
}

const scaled = (term: Monomial, by: number): Monomial => ({
  ...term,
  coefficient: by * term.coefficient,
});

/** A part of a sum: a product, or the terms of a sum that it turns out to be. */
function expanded(part: Expression): Monomial[] {
  const monomial = monomialOf(part);
  const [only] = monomial.factors.values();
  // (x + 1)·1 is a sum once more.
  if (
    monomial.factors.size === 1 &&
    only.exponent === 1 &&
    Math.abs(monomial.coefficient) === 1 &&
    isSum(only.base)
  )
    return [...termsOf(only.base).values()].map((term) =>
      scaled(term, monomial.coefficient),
    );
  return [monomial];
}

const isSum = (part: Expression): boolean =>
  (part.kind === 'binary' && (part.operator === '+' || part.operator === '-')) ||
  (part.kind === 'negation' && isSum(part.operand));

/** The same for products that differ by a number alone. */
const keyOf = ({ factors }: Monomial): string =>
  [...factors]
    .map(([base, { exponent }]) => `${base}^${exponent}`)
    .sort()
    .join('*');

const ONE: Monomial = { coefficient: 1, factors: new Map() };

function monomialOf(part: Expression): Monomial {
  switch (part.kind) {
    case 'number':
      return { ...ONE, coefficient: part.value };
    case 'constant':
    case 'variable':
      return ofFactor(part, 1);
    case 'negation':
      return scaled(monomialOf(part.operand), -1);
    case 'call':
      return ofSimplified(simplify(part));
    case 'binary':
      switch (part.operator) {
        case '*':
          return times(monomialOf(part.left), monomialOf(part.right), 1);
        case '/':
          return times(monomialOf(part.left), monomialOf(part.right), -1);
        case '^':
          return powerOf(part.left, part.right);
        case '+':
        case '-':
          return ofSimplified(simplify(part));
      }
  }
}

/** What was simplified once may have become a number or a product. */
function ofSimplified(part: Expression): Monomial {
  if (part.kind === 'number') return { ...ONE, coefficient: part.value };
  if (part.kind === 'negation') return scaled(ofSimplified(part.operand), -1);
  const isProduct =
    part.kind === 'binary' && (part.operator === '*' || part.operator === '/');
  const isPower = part.kind === 'binary' && part.operator === '^';
  return isProduct || isPower ? monomialOf(part) : ofFactor(part, 1);
}

const ofFactor = (base: Expression, exponent: number): Monomial => ({
  coefficient: 1,
  factors: new Map([[formatExpression(base), { base, exponent }]]),
});

/** left · right^sign, with the factors of equal bases together. */
function times(left: Monomial, right: Monomial, sign: 1 | -1): Monomial {
  const coefficient =
    sign === 1
      ? left.coefficient * right.coefficient
      : left.coefficient / right.coefficient;
  if (
    !Number.isFinite(coefficient) ||
    (coefficient === 0) !== isZero(left, right, sign)
  ) {
    // Too large, too small or divided by 0: it stays as it is written.
    const [first, second] = [buildProduct(left), buildProduct(right)];
    return ofFactor(sign === 1 ? product(first, second) : quotient(first, second), 1);
  }
  const factors = new Map(left.factors);
  for (const [key, { base, exponent }] of right.factors) {
    const sum = (factors.get(key)?.exponent ?? 0) + sign * exponent;
    if (sum === 0) factors.delete(key);
    else factors.set(key, { base, exponent: sum });
  }
  return { coefficient, factors: coefficient === 0 ? new Map() : factors };
}

/** Whether a product is 0 because a factor is, not because it is too small for a number. */
const isZero = (left: Monomial, right: Monomial, sign: 1 | -1): boolean =>
  left.coefficient === 0 || (sign === 1 && right.coefficient === 0);

function powerOf(left: Expression, right: Expression): Monomial {
  const exponent = simplify(right);
  const value = numberOf(exponent);
  const base = monomialOf(left);
  if (value === 0) return ONE;
  if (value === 1) return base;
  const [only] = base.factors.values();
  if (value !== null) {
    if (
      base.factors.size === 0 &&
      Number.isInteger(value) &&
      Math.abs(value) <= MOST_EXPONENT
    ) {
      const coefficient = base.coefficient ** value;
      const isExact =
        Number.isInteger(base.coefficient) && Math.abs(coefficient) < EXACT && value > 0;
      if (isExact) return { ...ONE, coefficient };
    }
    // (xᵃ)ⁿ is xᵃⁿ for whole n; for others it depends on the sign of x. Never of sums or numbers.
    if (
      base.coefficient === 1 &&
      base.factors.size === 1 &&
      (Number.isInteger(value) || only.exponent === 1)
    )
      return ofFactor(only.base, only.exponent * value);
    if (Number.isFinite(value)) return ofFactor(buildProduct(base), value);
  }
  return ofFactor(power(buildProduct(base), exponent), 1);
}

/** The number that a formula is, with its sign, or null. */
export function numberOf(part: Expression): number | null {
  if (part.kind === 'number') return part.value;
  if (part.kind !== 'negation') return null;
  const value = numberOf(part.operand);
  return value === null ? null : -value;
}

function buildSum(terms: ReadonlyMap<string, Monomial>): Expression {
  const left = [...terms.values()].filter(({ coefficient }) => coefficient !== 0);
  // What is subtracted comes after something that it is subtracted from.
  const first = left.findIndex(({ coefficient }) => coefficient > 0);
  if (left.length === 0) return number(0);
  const [head] = left.splice(Math.max(0, first), 1);
  return left.reduce(
    (whole, term) =>
      term.coefficient < 0
        ? difference(whole, buildProduct(scaled(term, -1)))
        : sum(whole, buildProduct(term)),
    buildProduct(head),
  );
}

function buildProduct({ coefficient, factors }: Monomial): Expression {
  const above: Expression[] = [];
  const below: Expression[] = [];
  // As a book has it: names before functions and sums.
  const ordered = [...factors.values()].sort((a, b) => rankOf(a.base) - rankOf(b.base));
  for (const { base, exponent } of ordered)
    (exponent < 0 ? below : above).push(raised(base, Math.abs(exponent)));
  const size = Math.abs(coefficient);
  if (size !== 1 || above.length === 0) above.unshift(number(size));
  const numerator = above.reduce(product);
  const whole = below.length > 0 ? quotient(numerator, below.reduce(product)) : numerator;
  return coefficient < 0 ? negation(whole) : whole;
}

const rankOf = ({ kind }: Expression): number =>
  kind === 'variable' || kind === 'constant' ? 0 : 1;

const raised = (base: Expression, exponent: number): Expression =>
  exponent === 1 ? base : power(base, number(exponent));
