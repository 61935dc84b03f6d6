import { describe, expect, it } from 'vitest';
import { derive } from '../../src/calculus/derive.ts';
import { compileDual } from '../../src/calculus/dual-numbers.ts';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';
import { recordTape } from '../../src/calculus/reverse-mode.ts';
import { taylorSeries } from '../../src/calculus/taylor.ts';
import figures from '../fixtures/sympy/derivatives.json' with { type: 'json' };

/** SymPy has 17 digits; ours are rounded once an operation, and some parts cancel each other. */
const TOLERANCE = 1e-11;

const off = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.max(1, Math.abs(expected));

describe(`against SymPy ${figures.sympy}`, () => {
  it('has 200 formulas to compare', () => {
    expect(figures.entries.length).toBeGreaterThanOrEqual(200);
  });

  it('has the slopes: symbolic, by dual numbers and in reverse mode', () => {
    let worst = 0;
    for (const { formula, slopes } of figures.entries) {
      const expression = parseExpression(formula, ['x']);
      const symbolic = compileExpression(derive(expression, 'x').derivative, ['x']);
      const dual = compileDual(expression, ['x']);
      for (const [at, expected] of slopes as [number, number][]) {
        const found = [
          symbolic([at]),
          dual([at], [1]).derivative,
          recordTape(expression, ['x'], [at]).gradient[0],
        ];
        for (const [way, value] of found.entries()) {
          worst = Math.max(worst, off(value, expected));
          expect(off(value, expected), `${formula} at ${at}, way ${way}`).toBeLessThan(
            TOLERANCE,
          );
        }
      }
    }
    expect(worst).toBeGreaterThan(0);
  });

  it('has the Taylor series', () => {
    for (const { formula, about, series } of figures.entries) {
      const own = taylorSeries(
        parseExpression(formula, ['x']),
        'x',
        about,
        series.length - 1,
      );
      for (const [k, expected] of series.entries())
        expect(off(own[k], expected), `${formula}, coefficient ${k}`).toBeLessThan(
          TOLERANCE,
        );
    }
  });
});
