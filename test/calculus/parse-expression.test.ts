import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import { EXPRESSION_LIMITS, type Expression } from '../../src/calculus/expression.ts';
import { ExpressionError, markError } from '../../src/calculus/expression-error.ts';
import { formatExpression } from '../../src/calculus/format-expression.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';
import { UserError } from '../../src/core/errors.ts';
import { expressions, SEED, VARIABLES } from './arbitrary-expression.ts';

const parse = (text: string): Expression => parseExpression(text, VARIABLES);
const normal = (text: string): string => formatExpression(parse(text));
const valueAt = (text: string, x1: number, x2: number): number =>
  compileExpression(parse(text), VARIABLES)([x1, x2]);

describe('what people type', () => {
  it.each([
    ['x1', 'x1'],
    ['x1^2', 'x1^2'],
    ['x1²', 'x1^2'],
    ['x1**2', 'x1^2'],
    ['x₁ x₂', 'x1*x2'],
    ['x_1x_2', 'x1*x2'],
    ['X1 X2', 'x1*x2'],
    ['x1x2', 'x1*x2'],
    ['2x1', '2*x1'],
    ['2(x1+1)', '2*(x1+1)'],
    ['x1(x2)', 'x1*x2'],
    ['(x1)(x2)', 'x1*x2'],
    ['x1 sin(x2)', 'x1*sin(x2)'],
    ['2exp(-x1^2)', '2*exp(-x1^2)'],
    ['2e', '2*e'],
    ['2e3', '2000'],
    ['.5', '0.5'],
    ['π x₁²', 'pi*x1^2'],
    ['−x1 · x2 ÷ 3 × 2', '-x1*x2/3*2'],
    ['ln(x1)', 'log(x1)'],
    ['Sin (x1)', 'sin(x1)'],
    ['max(x1, x2, 0)', 'max(x1,x2,0)'],
    ['+x1', 'x1'],
    ['--x1', '--x1'],
    ['2^-x1', '2^-x1'],
    ['((x1))', 'x1'],
    ['1/(2x1)', '1/(2*x1)'],
    ['x1\n+\tx2', 'x1+x2'],
  ])('%j is %s', (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  it.each<[string, number]>([
    ['2+3*4', 14],
    ['2*3+4', 10],
    ['10-4-3', 3],
    ['16/4/2', 2],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2^-1', 0.5],
    ['-x1^2', -9],
    ['2x1^2', 18],
    ['x1 - -x2', -2],
    ['6/2*x1', 9],
    ['exp(-x1^2) + e^-9', 2 * Math.exp(-9)],
    ['max(x1, x2) - min(x1, x2, -7)', 10],
    ['relu(x2) + relu(x1)', 3],
    ['abs(x2) sqrt(4)', 10],
    ['sigmoid(0)', 0.5],
    ['cos(pi)', -1],
    ['tanh(0) + tan(0) + log(1)', 0],
  ])('%s is %d at x1 = 3, x2 = −5', (text, expected) => {
    expect(valueAt(text, 3, -5)).toBeCloseTo(expected, 12);
  });

  test('a sigmoid keeps its digits where exp overflows', () => {
    expect(valueAt('sigmoid(x1)', -800, 0)).toBe(0);
    expect(valueAt('sigmoid(x1)', 800, 0)).toBe(1);
    expect(valueAt('sigmoid(x1)', -700, 0)).toBeCloseTo(Math.exp(-700), 310);
    expect(valueAt('sigmoid(x1)', -700, 0)).toBeGreaterThan(0);
  });

  test('where there is no value, IEEE 754 says what there is', () => {
    expect(valueAt('1/x1', 0, 0)).toBe(Infinity);
    expect(valueAt('log(x1)', -1, 0)).toBeNaN();
    expect(valueAt('x1^0.5', -1, 0)).toBeNaN();
  });
});

describe('what is refused, and where', () => {
  it.each<[string, number, string]>([
    ['', 0, 'In the formula "", at its end: it is empty.'],
    ['x1 +', 4, 'In the formula "x1 +", at its end: a value is missing after "+".'],
    ['x1 + * x2', 5, 'at character 6: "*" stands where a value was expected.'],
    [
      'x3',
      0,
      'at character 1: "x3" is not known; known are "x1" and "x2", the constants',
    ],
    ['x1 + foo(x2)', 5, 'at character 6: "foo" is not known'],
    ['sin x1', 0, 'needs what it is taken of in parentheses, as in sin(x1).'],
    ['sin', 0, 'needs what it is taken of in parentheses'],
    ['sin()', 4, '")" stands where a value was expected.'],
    ['sin(x1, x2)', 0, '"sin" takes one value, not 2.'],
    ['max(x1)', 0, '"max" takes 2 to 8 values, not 1.'],
    ['(x1', 0, 'this parenthesis is not closed.'],
    ['max(x1, (x2)', 3, 'this parenthesis is not closed.'],
    ['x1)', 2, '")" closes no parenthesis.'],
    ['x1, x2', 2, '"," stands where an operator was expected.'],
    ['(x1, x2)', 3, '"," stands where ")" was expected.'],
    ['x1 2', 3, 'the number 2 follows a value; write an operator between them.'],
    ['1.2.3', 3, 'the number .3 follows a value'],
    ['1/2x1', 3, 'after a division it is not clear whether "x1" belongs to the divisor'],
    ['1e999', 0, 'the number 1e999 is too large.'],
    ['x1 = 2', 3, '"=" means nothing in a formula'],
    ['x1; alert(1)', 2, '";" means nothing in a formula'],
    ['x1 😀', 3, '"😀" means nothing in a formula'],
    ['constructor', 0, '"constructor" is not known'],
    ['__proto__', 0, '"_" means nothing in a formula'],
    ['tostring(x1)', 0, '"tostring" is not known'],
  ])('%j', (text, position, message) => {
    let thrown: unknown = null;
    try {
      parse(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({
      position,
      message: expect.stringContaining(message) as string,
    });
  });

  test('the offending piece can be marked', () => {
    expect(markError('x1 + foo', new ExpressionError('x1 + foo', 5, 3, ''))).toBe(
      'x1 + foo\n     ^^^',
    );
  });

  it.each<[string, string, RegExp]>([
    ['length', 'x1+'.repeat(100), /has 300 characters; at most 256/],
    [
      'depth of parentheses',
      `${'('.repeat(40)}x1${')'.repeat(40)}`,
      /more than 32 paren/,
    ],
    ['depth of signs', `${'-'.repeat(200)}x1`, /more than 32 paren/],
    ['depth of powers', `${'2^'.repeat(100)}2`, /more than 32 paren/],
    ['number of nodes', 'π²'.repeat(100), /more than 200 numbers/],
  ])('too great a %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  test('no text does anything but give a tree within its limits or a sentence', () => {
    const piece = fc.constantFrom(
      ...['x1', 'x₂', '(', ')', '^', '-', '+', '*', '/', ',', 'sin(', 'max(', '2', '.5'],
      ...['e', 'π', '²', ' ', '1e9', 'foo', '__proto__', '\u0000', '😀', 'eval(', '`'],
    );
    const text = fc.oneof(
      fc.string({ maxLength: 300, unit: 'binary' }),
      fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join('')),
    );
    let accepted = 0;
    fc.assert(
      fc.property(text, (typed) => {
        try {
          const tree = parse(typed);
          accepted++;
          expect(countOf(tree)).toBeLessThanOrEqual(EXPRESSION_LIMITS.nodes);
          expect(typeof compileExpression(tree, VARIABLES)([1, 2])).toBe('number');
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
          const { position, length } = error as ExpressionError;
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position + length).toBeLessThanOrEqual(typed.length);
        }
      }),
      { seed: SEED, numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(25);
  });
});

function countOf(tree: Expression): number {
  if (tree.kind === 'binary') return 1 + countOf(tree.left) + countOf(tree.right);
  if (tree.kind === 'negation') return 1 + countOf(tree.operand);
  if (tree.kind === 'call')
    return tree.arguments.reduce((sum, part) => sum + countOf(part), 1);
  return 1;
}

describe('the normal spelling', () => {
  test('is read as the same tree', () => {
    fc.assert(
      fc.property(expressions, (tree) => {
        const text = formatExpression(tree);
        fc.pre(text.length <= EXPRESSION_LIMITS.characters);
        expect(parse(text)).toEqual(tree);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
