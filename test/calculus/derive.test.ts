import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { derive, RULES, type Derivation } from '../../src/calculus/derive.ts';
import { displayExpression } from '../../src/calculus/display-expression.ts';
import { compileDual } from '../../src/calculus/dual-numbers.ts';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import type { Expression } from '../../src/calculus/expression.ts';
import { formatExpression } from '../../src/calculus/format-expression.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';
import { simplify } from '../../src/calculus/simplify.ts';
import { expressions, SEED, VARIABLES } from './arbitrary-expression.ts';

const XYZ = ['x', 'y', 'z'];
const parse = (text: string) => parseExpression(text, XYZ);
const derivativeOf = (text: string, by = 'x') =>
  displayExpression(derive(parse(text), by).derivative);
const at = (expression: Expression, ...values: number[]) =>
  compileExpression(expression, XYZ)(values);

describe('simplifying', () => {
  test.each([
    ['x + 0', 'x'],
    ['1 * x', 'x'],
    ['0 * x + 2', '2'],
    ['3x + 2x', '5x'],
    ['x * x^2', 'x³'],
    ['x / x', '1'],
    ['x - x', '0'],
    ['2 (3 x)', '6x'],
    ['-(-x)', 'x'],
    ['x y + y x', '2xy'],
    ['x^2 / x^5', '1 / x³'],
    ['(x^2)^3', 'x⁶'],
    ['sqrt(x^2)', 'sqrt(x²)'],
    ['exp(0) + log(e)', '2'],
    ['2^10', '1024'],
    ['(x + 1) - (x + 1)', '0'],
    ['-x + 3', '3 − x'],
    ['1e300 * 1e300 x', 'x · (1e+300 · 1e+300)'],
  ])('%s is %s', (text, expected) => {
    expect(displayExpression(simplify(parse(text)))).toBe(expected);
  });

  it('never changes a value, and is done once', () => {
    const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
    let compared = 0;
    fc.assert(
      fc.property(expressions, coordinate, coordinate, (tree, x1, x2) => {
        const simple = simplify(tree);
        const before = compileExpression(tree, VARIABLES)([x1, x2]);
        const after = compileExpression(simple, VARIABLES)([x1, x2]);
        const size = sizeOf(tree, [x1, x2]);
        if (!Number.isFinite(before) || !(size < 1e12)) return;
        compared++;
        expect(
          Math.abs(after - before),
          `${formatExpression(tree)} → ${formatExpression(simple)} at ${x1}, ${x2}`,
        ).toBeLessThanOrEqual(1e-9 * size);
      }),
      { seed: SEED, numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});

/** The largest value of any part: what rounding is relative to. */
function sizeOf(tree: Expression, values: readonly number[]): number {
  const own = Math.abs(compileExpression(tree, VARIABLES)(values));
  const parts =
    tree.kind === 'binary'
      ? [tree.left, tree.right]
      : tree.kind === 'negation'
        ? [tree.operand]
        : tree.kind === 'call'
          ? tree.arguments
          : [];
  const sizes = parts.map((part) => sizeOf(part, values));
  const largest = Math.max(1, own, ...sizes);
  // Next to a jump rounding decides on which side the value lies.
  if (tree.kind === 'call' && (tree.name === 'sign' || tree.name === 'step')) {
    const inner = Math.abs(compileExpression(tree.arguments[0], VARIABLES)(values));
    if (inner <= 1e-9 * largest) return Infinity;
  }
  return Number.isNaN(largest) ? Infinity : largest;
}

describe('symbolic derivatives', () => {
  test.each([
    ['x^3', '3x²'],
    ['sin(x^2)', '2x · cos(x²)'],
    ['x^2 y + y z^2 + x z', '2xy + z'],
    ['1/(1+exp(-x))', 'exp(−x) / (1 + exp(−x))²'],
    ['7', '0'],
    ['abs(x)', 'sign x'],
    ['relu(3x)', '3 · step(3x)'],
    ['softplus(x)', 'sigmoid x'],
    ['log(1 + exp(x))', 'exp(x) / (1 + exp(x))'],
  ])('of %s', (text, expected) => {
    expect(derivativeOf(text)).toBe(expected);
  });

  it('has the figures that a student looks for', () => {
    expect(at(derive(parse('x^2'), 'x').derivative, 1.5)).toBe(3);
    const gradient = (text: string, ...values: number[]) =>
      XYZ.map((name) => at(derive(parse(text), name).derivative, ...values));
    expect(gradient('x^2 + 3x y + y^2', 1, 1).slice(0, 2)).toEqual([5, 5]);
    expect(gradient('x^2 y + y z^2 + x z', 1, 2, 3)).toEqual([7, 10, 13]);
    expect(at(derive(parse('sin(x^2)'), 'x').derivative, 1.5)).toBeCloseTo(
      2 * 1.5 * Math.cos(2.25),
      14,
    );
  });

  it('agree with dual numbers wherever the formula is smooth', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    let compared = 0;
    fc.assert(
      fc.property(expressions, coordinate, coordinate, (tree, x1, x2) => {
        const { derivative } = derive(tree, 'x1');
        const symbolic = compileExpression(derivative, VARIABLES)([x1, x2]);
        const dual = compileDual(tree, VARIABLES)([x1, x2], [1, 0]);
        const size = Math.max(
          sizeOf(derivative, [x1, x2]),
          sizeOf(tree, [x1, x2]),
          Math.abs(dual.derivative),
        );
        if (
          !Number.isFinite(dual.derivative) ||
          !Number.isFinite(symbolic) ||
          !(size < 1e10)
        )
          return;
        compared++;
        expect(
          Math.abs(symbolic - dual.derivative),
          `${formatExpression(tree)} → ${formatExpression(derivative)} at ${x1}, ${x2}`,
        ).toBeLessThanOrEqual(1e-7 * size);
      }),
      { seed: SEED, numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('tell the rules that were used', () => {
    const rules = ({ rule, parts }: Derivation): string[] => [
      rule,
      ...parts.flatMap(rules),
    ];
    expect(rules(derive(parse('x^3 exp(-x)'), 'x'))).toEqual([
      'product',
      'power',
      'identity',
      'chain',
      'negative',
      'identity',
    ]);
    expect(rules(derive(parse('sin(x)/x + 2^x'), 'x'))).toEqual([
      'sum',
      'quotient',
      'function',
      'identity',
      'exponential',
      'identity',
    ]);
    for (const { name, formula } of Object.values(RULES)) {
      expect(name).not.toBe('');
      expect(formula).not.toBe('');
    }
  });
});
