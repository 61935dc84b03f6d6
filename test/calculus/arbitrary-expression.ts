import fc from 'fast-check';
import type { BinaryOperator, Expression } from '../../src/calculus/expression.ts';
import { FUNCTIONS, type FunctionName } from '../../src/calculus/names.ts';

export const VARIABLES = ['x1', 'x2'] as const;
export const SEED = 20_250_117;

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .oneof(fc.nat(20), fc.double({ min: 0, max: 1e30, noNaN: true }))
    .map((value) => ({ kind: 'number', value: value + 0 }) as const),
  fc.constantFrom('e', 'pi').map((name) => ({ kind: 'constant', name }) as const),
  fc.constantFrom(...VARIABLES).map((name) => ({ kind: 'variable', name }) as const),
);

/** Trees of up to 5 levels, small enough for every limit. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>(
  (tie) => {
    const tree = tie('tree');
    const binary = fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom<BinaryOperator>('+', '-', '*', '/', '^'),
      left: tree,
      right: tree,
    });
    const call = fc
      .constantFrom(...(Object.keys(FUNCTIONS) as FunctionName[]))
      .chain((name) =>
        fc.record({
          kind: fc.constant('call' as const),
          name: fc.constant(name),
          arguments: fc.array(tree, {
            minLength: FUNCTIONS[name].minimum,
            maxLength: Math.min(3, FUNCTIONS[name].maximum),
          }),
        }),
      );
    const negation = fc.record({ kind: fc.constant('negation' as const), operand: tree });
    return {
      tree: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'tree' },
        leaf,
        binary,
        negation,
        call,
      ),
    };
  },
).tree;
