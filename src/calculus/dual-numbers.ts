import type { BinaryOperator, Expression } from './expression.ts';
import { CONSTANTS, FUNCTIONS, type FunctionDefinition } from './names.ts';

/** A value and how fast it changes: a + bε with ε² = 0. */
export interface Dual {
  readonly value: number;
  readonly derivative: number;
}

/**
 * The value of a formula at `values`, and its derivative along `direction`, which has as many
 * parts: a unit vector gives a partial derivative.
 */
export type DualEvaluator = (
  values: ArrayLike<number>,
  direction: ArrayLike<number>,
) => Dual;

/**
 * Makes a function that differentiates a formula in forward mode, in float64, out of closures.
 * Values are those of `compileExpression`, to the last bit. What does not move adds nothing,
 * however steep: √x + y at x = 0 has the derivative 1 along y.
 * @param variables the names of the values, in their order
 * @throws Error for a variable that is not among them
 */
export function compileDual(
  expression: Expression,
  variables: readonly string[],
): DualEvaluator {
  switch (expression.kind) {
    case 'number':
      return constant(expression.value);
    case 'constant':
      return constant(CONSTANTS[expression.name]);
    case 'variable': {
      const index = variables.indexOf(expression.name);
      if (index < 0) throw new Error(`There is no value for "${expression.name}".`);
      return (values, direction) => ({
        value: values[index],
        derivative: direction[index],
      });
    }
    case 'negation': {
      const operand = compileDual(expression.operand, variables);
      return (values, direction) => {
        const { value, derivative } = operand(values, direction);
        return { value: -value, derivative: -derivative };
      };
    }
    case 'binary': {
      const left = compileDual(expression.left, variables);
      const right = compileDual(expression.right, variables);
      const combine = BINARY[expression.operator];
      return (values, direction) =>
        combine(left(values, direction), right(values, direction));
    }
    case 'call': {
      const { f, partials }: FunctionDefinition = FUNCTIONS[expression.name];
      const parts = expression.arguments.map((part) => compileDual(part, variables));
      return (values, direction) => {
        const duals = parts.map((part) => part(values, direction));
        const inner = duals.map(({ value }) => value);
        const slopes = partials(...inner);
        return {
          value: f(...inner),
          derivative: duals.reduce(
            (sum, { derivative }, index) => sum + scaled(slopes[index], derivative),
            0,
          ),
        };
      };
    }
  }
}

function constant(value: number): DualEvaluator {
  return () => ({ value, derivative: 0 });
}

/** slope · derivative, and 0 where nothing moves: Infinity · 0 is not NaN here. */
function scaled(slope: number, derivative: number): number {
  return derivative === 0 ? 0 : slope * derivative;
}

const BINARY: Readonly<Record<BinaryOperator, (u: Dual, v: Dual) => Dual>> = {
  '+': (u, v) => ({
    value: u.value + v.value,
    derivative: u.derivative + v.derivative,
  }),
  '-': (u, v) => ({
    value: u.value - v.value,
    derivative: u.derivative - v.derivative,
  }),
  '*': (u, v) => ({
    value: u.value * v.value,
    derivative: scaled(v.value, u.derivative) + scaled(u.value, v.derivative),
  }),
  '/': (u, v) => {
    const value = u.value / v.value;
    return {
      value,
      derivative:
        scaled(1 / v.value, u.derivative) - scaled(value / v.value, v.derivative),
    };
  },
  '^': (u, v) => {
    const value = u.value ** v.value;
    return {
      value,
      derivative:
        // x⁰ is 1 everywhere, at 0 too, where 0 · 0⁻¹ would be NaN.
        (v.value === 0 ? 0 : scaled(v.value * u.value ** (v.value - 1), u.derivative)) +
        // 0ˣ stays 0 for positive x.
        (u.value === 0 && v.value > 0
          ? 0
          : scaled(value * Math.log(u.value), v.derivative)),
    };
  },
};
