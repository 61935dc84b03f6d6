import type { BinaryOperator, Expression } from './expression.ts';
import { CONSTANTS, FUNCTIONS, type FunctionDefinition } from './names.ts';

/** The value of a formula for values of its variables, in their order. */
export type Evaluator = (values: ArrayLike<number>) => number;

/**
 * Makes a function of a formula, out of closures, to be called often. It computes in float64 and
 * follows IEEE 754 where a formula has no value: 1/0 is Infinity, log(-1) is NaN.
 * @param variables the names of the values, in their order
 * @throws Error for a variable that is not among them: those of `parseExpression` are
 */
export function compileExpression(
  expression: Expression,
  variables: readonly string[],
): Evaluator {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return () => value;
    }
    case 'constant': {
      const value = CONSTANTS[expression.name];
      return () => value;
    }
    case 'variable': {
      const index = variables.indexOf(expression.name);
      if (index < 0) throw new Error(`There is no value for "${expression.name}".`);
      return (values) => values[index];
    }
    case 'negation': {
      const operand = compileExpression(expression.operand, variables);
      return (values) => -operand(values);
    }
    case 'binary':
      return compileBinary(
        expression.operator,
        compileExpression(expression.left, variables),
        compileExpression(expression.right, variables),
      );
    case 'call': {
      const { f }: FunctionDefinition = FUNCTIONS[expression.name];
      const parts = expression.arguments.map((part) =>
        compileExpression(part, variables),
      );
      const [first] = parts;
      return parts.length === 1
        ? (values) => f(first(values))
        : (values) => f(...parts.map((part) => part(values)));
    }
  }
}

function compileBinary(
  operator: BinaryOperator,
  left: Evaluator,
  right: Evaluator,
): Evaluator {
  switch (operator) {
    case '+':
      return (values) => left(values) + right(values);
    case '-':
      return (values) => left(values) - right(values);
    case '*':
      return (values) => left(values) * right(values);
    case '/':
      return (values) => left(values) / right(values);
    case '^':
      return (values) => left(values) ** right(values);
  }
}
