import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileDual } from '../../src/calculus/dual-numbers.ts';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import { FUNCTIONS, type FunctionName } from '../../src/calculus/names.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';
import { expressions, SEED, VARIABLES } from './arbitrary-expression.ts';

const dual = (text: string, point: readonly number[], direction: readonly number[]) =>
  compileDual(parseExpression(text, VARIABLES), VARIABLES)(point, direction);

test('the value is that of the formula, to the last bit', () => {
  const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(expressions, coordinate, coordinate, (tree, x1, x2) => {
      const { value } = compileDual(tree, VARIABLES)([x1, x2], [1, -2]);
      expect(value).toBe(compileExpression(tree, VARIABLES)([x1, x2]));
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

/**
 * Central differences extrapolated from h and h/2 (Richardson): their error is of fourth order
 * in h, and rounding adds about 1e-16/h.
 */
function difference(f: (x: number) => number, at: number): number {
  const central = (h: number) => (f(at + h) - f(at - h)) / (2 * h);
  const h = 1e-3;
  return (4 * central(h / 2) - central(h)) / 3;
}

const INNER: Partial<Record<FunctionName, string>> = {
  // Inside of their domains, and away from kinks, over the points below.
  log: 'x1^2 + x2',
  sqrt: 'x1^2 + x2',
};
const formulas = [
  ...(Object.keys(FUNCTIONS) as FunctionName[]).map((name) =>
    FUNCTIONS[name].maximum > 1
      ? `${name}(x1 * x2, x1 - x2^2, 2 x1)`
      : `${name}(${INNER[name] ?? 'x1 + 0.3 x1 x2 + 0.1'})`,
  ),
  'x1^3 e^(-x1)',
  'x1^x2',
  '(x1 + 2)^(x1 x2) / (1 + x2^2)',
  'sin(x1 cos(x2)) - x1 / x2',
  '-x1^2 x2 + 3',
];

test.each(formulas)('%s has the slope of its secants', (text) => {
  for (const point of [
    [0.7, 1.3],
    [1.9, 0.4],
    [0.25, 0.8],
  ]) {
    const evaluate = compileExpression(parseExpression(text, VARIABLES), VARIABLES);
    for (const direction of [
      [1, 0],
      [0, 1],
      [0.6, -0.8],
    ]) {
      const expected = difference(
        (t) => evaluate(point.map((value, axis) => value + t * direction[axis])),
        0,
      );
      const { derivative } = dual(text, point, direction);
      const scale = Math.max(1, Math.abs(expected));
      expect(Math.abs(derivative - expected) / scale).toBeLessThan(1e-9);
    }
  }
});

test.each([
  // What does not move adds nothing, however steep it is.
  ['sqrt(x1) + x2', [0, 5], [0, 1], 1],
  ['x1^0', [0, 0], [1, 0], 0],
  ['0^x1', [2, 0], [1, 0], 0],
  ['x1^2', [0, 0], [1, 0], 0],
  ['(-2)^2 x1', [1, 0], [1, 0], 4],
  // At kinks: as PyTorch has it.
  ['abs(x1)', [0, 0], [1, 0], 0],
  ['relu(x1)', [0, 0], [1, 0], 0],
  ['max(x1, 2 x1)', [0, 0], [1, 0], 1.5],
  ['min(x1, x2)', [3, 3], [1, 0], 0.5],
  // Vertical, and where there is no function at all.
  ['sqrt(x1)', [0, 0], [1, 0], Infinity],
  ['log(x1)', [-1, 0], [1, 0], NaN],
  ['sqrt(x1)', [-1, 0], [1, 0], NaN],
  // Far out, where 1 - tanh² has no digits left.
  ['tanh(x1)', [25, 0], [1, 0], 1 / Math.cosh(25) ** 2],
  ['sigmoid(x1)', [-700, 0], [1, 0], Math.exp(-700)],
] as const)('%s at %j along %j has the slope %d', (text, point, direction, slope) => {
  const { derivative } = dual(text, point, direction);
  if (Number.isFinite(slope) && slope !== 0)
    expect(derivative / slope).toBeCloseTo(1, 12);
  else expect(derivative).toBe(slope);
});

test('a variable without a value is a mistake of the caller', () => {
  expect(() => compileDual({ kind: 'variable', name: 'y' }, VARIABLES)).toThrow(
    'There is no value for "y".',
  );
});
