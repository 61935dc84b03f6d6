import type { Evaluator } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { CONSTANTS, FUNCTIONS, type FunctionDefinition } from './names.ts';

/**
 * As `compileExpression`, but every value is rounded to float32 where it arises, as a GPU has it: numbers,
 * variables, and the result of each operation and function. (A GPU's own functions may err by more.)
 * @throws Error for a variable that is not among them
 */
export function compileFloat32(
  expression: Expression,
  variables: readonly string[],
): Evaluator {
  const { fround } = Math;
  switch (expression.kind) {
    case 'number': {
      const value = fround(expression.value);
      return () => value;
    }
    case 'constant': {
      const value = fround(CONSTANTS[expression.name]);
      return () => value;
    }
    case 'variable': {
      const index = variables.indexOf(expression.name);
      if (index < 0) throw new Error(`There is no value for "${expression.name}".`);
      return (values) => fround(values[index]);
    }
    case 'negation': {
      const operand = compileFloat32(expression.operand, variables);
      return (values) => -operand(values);
    }
    case 'binary': {
      const left = compileFloat32(expression.left, variables);
      const right = compileFloat32(expression.right, variables);
      const combine = OPERATIONS[expression.operator];
      return (values) => fround(combine(left(values), right(values)));
    }
    case 'call': {
      const { f }: FunctionDefinition = FUNCTIONS[expression.name];
      const parts = expression.arguments.map((part) => compileFloat32(part, variables));
      return (values) => fround(f(...parts.map((part) => part(values))));
    }
  }
}

const OPERATIONS = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '^': (a: number, b: number) => a ** b,
} as const;
