import {
  call,
  dependsOn,
  difference,
  negation,
  number,
  power,
  product,
  quotient,
  sum,
} from './build-expression.ts';
import type { Expression } from './expression.ts';
import type { FunctionName } from './names.ts';
import { numberOf, simplify } from './simplify.ts';

/** The rules of differentiation, as a book states them; u and v depend on the variable, c does not. */
export const RULES = {
  constant: { name: 'Constant', formula: 'c′ = 0' },
  identity: { name: 'Variable', formula: 'x′ = 1' },
  negative: { name: 'Sign', formula: '(−u)′ = −u′' },
  sum: { name: 'Sum', formula: '(u + v)′ = u′ + v′' },
  difference: { name: 'Difference', formula: '(u − v)′ = u′ − v′' },
  'constant-multiple': { name: 'Constant factor', formula: '(c u)′ = c u′' },
  product: { name: 'Product', formula: '(u v)′ = u′ v + u v′' },
  quotient: { name: 'Quotient', formula: '(u / v)′ = (u′ v − u v′) / v²' },
  power: { name: 'Power', formula: '(uᶜ)′ = c uᶜ⁻¹ u′' },
  exponential: { name: 'Exponential', formula: '(cᵘ)′ = cᵘ log(c) u′' },
  'general-power': {
    name: 'Power of functions',
    formula: '(uᵛ)′ = uᵛ (v′ log(u) + v u′ / u)',
  },
  function: { name: 'Table', formula: 'f′(x), from the table of derivatives' },
  chain: { name: 'Chain', formula: 'f(u)′ = f′(u) u′' },
  extremum: {
    name: 'Largest or smallest',
    formula: 'max(u, v)′ is u′ where u > v, v′ where v > u',
  },
} as const;
export type RuleId = keyof typeof RULES;

/** One application of a rule, with those that it needed. */
export interface Derivation {
  readonly rule: RuleId;
  /** What is differentiated. */
  readonly of: Expression;
  /** Its derivative as the rule gives it, with the parts' derivatives in their simple form. */
  readonly applied: Expression;
  /** The same, simplified. */
  readonly derivative: Expression;
  readonly parts: readonly Derivation[];
}

/**
 * Differentiates a formula by a variable; every other variable counts as constant. Where the formula is smooth the
 * result has the value of its derivative; at a kink (of abs, relu, max, min) it takes a convention, see `FUNCTIONS`.
 */
export function derive(expression: Expression, by: string): Derivation {
  const step = (
    rule: RuleId,
    applied: Expression,
    parts: readonly Derivation[] = [],
  ): Derivation => ({
    rule,
    of: expression,
    applied,
    derivative: simplify(applied),
    parts,
  });
  if (!dependsOn(expression, by)) return step('constant', number(0));
  switch (expression.kind) {
    case 'number':
    case 'constant':
      return step('constant', number(0));
    case 'variable':
      return step('identity', number(1));
    case 'negation': {
      const inner = derive(expression.operand, by);
      return step('negative', negation(inner.derivative), [inner]);
    }
    case 'binary':
      return deriveBinary(expression, by, step);
    case 'call':
      return deriveCall(expression.name, expression.arguments, by, step);
  }
}

type Step = (
  rule: RuleId,
  applied: Expression,
  parts?: readonly Derivation[],
) => Derivation;

function deriveBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  by: string,
  step: Step,
): Derivation {
  const u = () => derive(left, by);
  const v = () => derive(right, by);
  const [isLeftFixed, isRightFixed] = [left, right].map((part) => !dependsOn(part, by));
  switch (operator) {
    case '+': {
      const parts = [u(), v()];
      return step('sum', sum(parts[0].derivative, parts[1].derivative), parts);
    }
    case '-': {
      const parts = [u(), v()];
      return step(
        'difference',
        difference(parts[0].derivative, parts[1].derivative),
        parts,
      );
    }
    case '*': {
      if (isLeftFixed) {
        const inner = v();
        return step('constant-multiple', product(left, inner.derivative), [inner]);
      }
      if (isRightFixed) {
        const inner = u();
        return step('constant-multiple', product(inner.derivative, right), [inner]);
      }
      const parts = [u(), v()];
      return step(
        'product',
        sum(product(parts[0].derivative, right), product(left, parts[1].derivative)),
        parts,
      );
    }
    case '/': {
      if (isRightFixed) {
        const inner = u();
        return step('constant-multiple', quotient(inner.derivative, right), [inner]);
      }
      const parts = [u(), v()];
      return step(
        'quotient',
        quotient(
          difference(
            product(parts[0].derivative, right),
            product(left, parts[1].derivative),
          ),
          power(right, number(2)),
        ),
        parts,
      );
    }
    case '^':
      return derivePower(left, right, isLeftFixed, isRightFixed, by, step);
  }
}

function derivePower(
  base: Expression,
  exponent: Expression,
  isBaseFixed: boolean,
  isExponentFixed: boolean,
  by: string,
  step: Step,
): Derivation {
  if (isExponentFixed) {
    const inner = derive(base, by);
    const value = numberOf(exponent);
    const lower = value === null ? difference(exponent, number(1)) : number(value - 1);
    return step(
      'power',
      product(product(exponent, power(base, lower)), inner.derivative),
      [inner],
    );
  }
  if (isBaseFixed) {
    const inner = derive(exponent, by);
    return step(
      'exponential',
      product(product(power(base, exponent), call('log', base)), inner.derivative),
      [inner],
    );
  }
  const parts = [derive(base, by), derive(exponent, by)];
  return step(
    'general-power',
    product(
      power(base, exponent),
      sum(
        product(parts[1].derivative, call('log', base)),
        quotient(product(exponent, parts[0].derivative), base),
      ),
    ),
    parts,
  );
}

function deriveCall(
  name: FunctionName,
  values: readonly Expression[],
  by: string,
  step: Step,
): Derivation {
  if (name === 'max' || name === 'min') return deriveExtremum(name, values, by, step);
  const [value] = values;
  const outer = SLOPES[name](value);
  if (value.kind === 'variable') return step('function', outer);
  const inner = derive(value, by);
  return step('chain', product(outer, inner.derivative), [inner]);
}

/** f′(u) of each function of one value; at a kink what `FUNCTIONS` has there. */
export const SLOPES: Readonly<
  Record<Exclude<FunctionName, 'max' | 'min'>, (u: Expression) => Expression>
> = {
  sin: (u) => call('cos', u),
  cos: (u) => negation(call('sin', u)),
  tan: (u) => quotient(number(1), power(call('cos', u), number(2))),
  exp: (u) => call('exp', u),
  log: (u) => quotient(number(1), u),
  sqrt: (u) => quotient(number(1), product(number(2), call('sqrt', u))),
  abs: (u) => call('sign', u),
  tanh: (u) => difference(number(1), power(call('tanh', u), number(2))),
  sigmoid: (u) => product(call('sigmoid', u), call('sigmoid', negation(u))),
  relu: (u) => call('step', u),
  sign: () => number(0),
  step: () => number(0),
  softplus: (u) => call('sigmoid', u),
};

/** By max(u, v) = (u + v + |u − v|) / 2; where both are equal each has an even share. */
function deriveExtremum(
  name: 'max' | 'min',
  values: readonly Expression[],
  by: string,
  step: Step,
): Derivation {
  const [first, ...others] = values;
  const rest = others.length === 1 ? others[0] : call(name, ...others);
  const parts = [derive(first, by), derive(rest, by)];
  const [u, v] = parts.map(({ derivative }) => derivative);
  const apart = difference(first, rest);
  const turned = product(call('sign', apart), difference(u, v));
  const both = sum(u, v);
  return step(
    'extremum',
    quotient(name === 'max' ? sum(both, turned) : difference(both, turned), number(2)),
    parts,
  );
}
