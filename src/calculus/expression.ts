import type { ConstantName, FunctionName } from './names.ts';

/** A formula as a tree. It is plain data, never changed, and can be posted to a worker. */
export type Expression =
  /** A finite number that is not negative; a minus is a node of its own. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly name: ConstantName }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negation'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly arguments: readonly Expression[];
    };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^';

/** What a formula may at most be; all of it is checked while it is read. */
export const EXPRESSION_LIMITS = {
  characters: 256,
  nodes: 200,
  /** Parentheses, signs and exponents within each other. */
  depth: 32,
} as const;
