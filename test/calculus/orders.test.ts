import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileDual } from '../../src/calculus/dual-numbers.ts';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';
import { recordTape } from '../../src/calculus/reverse-mode.ts';
import {
  compileHessianProduct,
  compileSecondOrder,
  compileWithSlopes,
  jacobianAt,
  nthDerivative,
} from '../../src/calculus/second-order.ts';
import { taylorSeries, valueOfSeries } from '../../src/calculus/taylor.ts';
import { expressions, SEED, VARIABLES } from './arbitrary-expression.ts';

const XYZ = ['x', 'y', 'z'];
const parse = (text: string) => parseExpression(text, XYZ);

describe('reverse mode', () => {
  it('agrees with forward mode wherever that has a derivative', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    let compared = 0;
    fc.assert(
      fc.property(expressions, coordinate, coordinate, (tree, x1, x2) => {
        const { value, gradient, nodes } = recordTape(tree, VARIABLES, [x1, x2]);
        expect(value).toBe(compileExpression(tree, VARIABLES)([x1, x2]));
        const duals = [
          [1, 0],
          [0, 1],
        ].map((unit) => compileDual(tree, VARIABLES)([x1, x2], unit).derivative);
        for (const [at, dual] of duals.entries()) {
          const size = Math.max(
            1,
            Math.abs(dual),
            ...nodes.flatMap(({ inputs, adjoint }) =>
              inputs.map(({ partial }) => Math.abs(adjoint * partial)),
            ),
          );
          if (!Number.isFinite(dual) || !(size < 1e12)) continue;
          compared++;
          expect(Math.abs(gradient[at] - dual)).toBeLessThanOrEqual(1e-11 * size);
        }
      }),
      { seed: SEED, numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(2000);
  });

  it('takes the network of two layers apart as a book does', () => {
    const text = '0.5 (y - z * 1/(1+exp(-x * 2)))^2';
    const { value, gradient } = recordTape(parse(text), XYZ, [0.5, 1, 0.8]);
    expect(value).toBeCloseTo(0.086176, 6);
    // By W₂ = z and W₁ = x.
    expect(gradient[2]).toBeCloseTo(-0.303501, 4);
    expect(gradient[0]).toBeCloseTo(-0.130598, 4);
  });

  it('counts a variable once, however often it occurs', () => {
    const { nodes, gradient } = recordTape(parse('x x x'), ['x'], [2]);
    expect(nodes.filter(({ expression }) => expression.kind === 'variable')).toHaveLength(
      1,
    );
    expect(gradient).toEqual([12]);
  });
});

describe('second order', () => {
  it('has the Hessian of a sum of squares, and its product', () => {
    const squares = parse('x^2 + y^2 + z^2');
    expect(compileSecondOrder(squares, XYZ)([3, -1, 2]).hessian).toEqual([
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ]);
    expect(compileHessianProduct(squares, XYZ)([3, -1, 2], [1, 0, 0])).toEqual([2, 0, 0]);
  });

  it('has the Jacobian of a map', () => {
    const map = ['x^2 + y', 'x y'].map(parse);
    expect(jacobianAt(map, ['x', 'y'], [1, 2])).toEqual([
      [2, 1],
      [2, 1],
    ]);
  });

  it('finds the critical points of a quartic to be what they are', () => {
    const [, first, second] = compileWithSlopes(parse('x^4 - 4x^3 + 4x^2 + 1'), 'x', [
      'x',
    ]);
    expect([0, 1, 2].map((x) => first([x]))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((x) => Math.sign(second([x])))).toEqual([1, -1, 1]);
  });

  it('is symmetric and agrees with central differences of the gradient', () => {
    const evaluate = compileSecondOrder(parse('sin(x y) + x^2 exp(-y) / (1 + z^2)'), XYZ);
    const at = [0.7, -0.4, 1.2];
    const { hessian } = evaluate(at);
    const h = 1e-5;
    for (const i of [0, 1, 2])
      for (const j of [0, 1, 2]) {
        const moved = (by: number) =>
          evaluate(at.map((x, k) => (k === j ? x + by : x))).gradient[i];
        expect(hessian[i][j]).toBe(hessian[j][i]);
        expect(hessian[i][j]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 7);
      }
  });
});

describe('Taylor series', () => {
  it('of the exponential at 0 is 1, 1, 1/2, 1/6 …', () => {
    const series = taylorSeries(parse('exp(x)'), 'x', 0, 5);
    const expected = [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120];
    expect(series).toHaveLength(6);
    for (const [k, value] of series.entries()) expect(value).toBeCloseTo(expected[k], 15);
    expect(valueOfSeries(series, 0.1)).toBeCloseTo(Math.exp(0.1), 8);
  });

  test.each([
    'sin(x^2)',
    'x^3 exp(-x)',
    'tanh(x) / (1 + x^2)',
    'sigmoid(2x - 1)',
    'sqrt(x + 2) log(x + 3)',
    'tan(x / 2)',
    '(x + 2)^x',
    '1 / (2 + cos(x))',
    'abs(x - 3) + relu(x) + max(x, -1, x^2 - 9)',
    '(x + 1.5)^(-2.5)',
    'softplus(3x) + sign(x) x^2 + step(x)',
  ])('of %s has the symbolic derivatives over k!', (text) => {
    const expression = parse(text);
    const at = 0.4;
    const series = taylorSeries(expression, 'x', at, 6);
    let factorial = 1;
    for (const [k, coefficient] of series.entries()) {
      if (k > 0) factorial *= k;
      const derivative = compileExpression(nthDerivative(expression, 'x', k), ['x'])([
        at,
      ]);
      const expected = derivative / factorial;
      expect(Math.abs(coefficient - expected), `k = ${k}`).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(expected)),
      );
    }
  });

  it('has no derivatives at a kink, but its value', () => {
    expect(taylorSeries(parse('abs(x)'), 'x', 0, 2)).toEqual([0, NaN, NaN]);
    expect(taylorSeries(parse('relu(0)'), 'x', 1, 2)).toEqual([0, 0, 0]);
    expect(taylorSeries(parse('x^2'), 'x', 0, 3)).toEqual([0, 0, 1, 0]);
  });
});
