import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import type { Expression } from '../../src/calculus/expression.ts';
import { expressions, SEED, VARIABLES } from './arbitrary-expression.ts';

/** The functions once more, in other words, so that a slip in one of them shows. */
const REFERENCE: Record<string, (values: number[]) => number> = {
  sin: ([x]) => Math.sin(x),
  cos: ([x]) => Math.cos(x),
  tan: ([x]) => Math.tan(x),
  exp: ([x]) => Math.exp(x),
  log: ([x]) => Math.log(x),
  sqrt: ([x]) => Math.sqrt(x),
  abs: ([x]) => (Object.is(x, -0) || x < 0 ? -x : x),
  tanh: ([x]) => Math.tanh(x),
  sigmoid: ([x]) => (1 + Math.tanh(x / 2)) / 2,
  relu: ([x]) => (Number.isNaN(x) ? NaN : x > 0 ? x : 0),
  sign: ([x]) => (x > 0 ? 1 : x < 0 ? -1 : x),
  step: ([x]) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : 0),
  softplus: ([x]) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))),
  max: (values) => values.reduce((a, b) => (a !== a || b !== b ? NaN : a > b ? a : b)),
  min: (values) => values.reduce((a, b) => (a !== a || b !== b ? NaN : a < b ? a : b)),
};

/** Walks the tree anew for each point. */
function walk(tree: Expression, [x1, x2]: readonly number[]): number {
  const at = (part: Expression) => walk(part, [x1, x2]);
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'constant':
      return tree.name === 'e' ? Math.E : Math.PI;
    case 'variable':
      return tree.name === 'x1' ? x1 : x2;
    case 'negation':
      return -at(tree.operand);
    case 'call':
      return REFERENCE[tree.name](tree.arguments.map(at));
    case 'binary': {
      const [a, b] = [at(tree.left), at(tree.right)];
      return { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '^': Math.pow(a, b) }[
        tree.operator
      ];
    }
  }
}

/** A sigmoid in another form differs in its last digits, which may grow on the way up. */
const hasSigmoid = (tree: Expression): boolean =>
  JSON.stringify(tree).includes('"sigmoid"');

test('a compiled formula has the values of a plain walk through its tree', () => {
  const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(expressions, coordinate, coordinate, (tree, x1, x2) => {
      fc.pre(!hasSigmoid(tree));
      const value = compileExpression(tree, VARIABLES)([x1, x2]);
      const expected = walk(tree, [x1, x2]);
      // The sign of a zero may differ in max and min, and infinities after it.
      if (Number.isFinite(expected) || Number.isNaN(expected))
        expect(value + 0).toBe(expected + 0);
      else expect(Math.abs(value)).toBe(Infinity);
    }),
    { seed: SEED, numRuns: 3000 },
  );
});

test('a sigmoid agrees with its form by tanh', () => {
  const sigmoid = compileExpression(
    { kind: 'call', name: 'sigmoid', arguments: [{ kind: 'variable', name: 'x1' }] },
    VARIABLES,
  );
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
      expect(sigmoid([x, 0])).toBeCloseTo(REFERENCE['sigmoid']([x]), 14);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('a variable without a value is a mistake of the caller', () => {
  expect(() => compileExpression({ kind: 'variable', name: 'y' }, VARIABLES)).toThrow(
    'There is no value for "y".',
  );
});
