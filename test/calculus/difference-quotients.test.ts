import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestStep,
  differenceQuotient,
  errorsOver,
  type CalculusPrecision,
  type QuotientKind,
} from '../../src/calculus/difference-quotients.ts';
import { compileFloat32 } from '../../src/calculus/evaluate-float32.ts';
import { compileExpression } from '../../src/calculus/evaluate.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';
import { expressions, SEED, VARIABLES } from './arbitrary-expression.ts';

const parse = (text: string) => parseExpression(text, ['x']);
const functionOf = (text: string, precision: CalculusPrecision) => {
  const evaluate = (precision === 'float32' ? compileFloat32 : compileExpression)(
    parse(text),
    ['x'],
  );
  return (x: number) => evaluate([x]);
};

describe('float32', () => {
  it('is float32 in every value', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(expressions, coordinate, coordinate, (tree, x1, x2) => {
        const value = compileFloat32(tree, VARIABLES)([x1, x2]);
        expect(Math.fround(value)).toBe(value);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('rounds in between, not only at the end', () => {
    // 1 + 1e-8 is 1 in float32.
    expect(functionOf('(1 + x) - 1', 'float32')(1e-8)).toBe(0);
    expect(functionOf('(1 + x) - 1', 'float64')(1e-8)).toBeGreaterThan(0);
  });
});

describe('difference quotients', () => {
  it('of a parabola are right as far as the secant is the tangent', () => {
    const square = (x: number) => x * x;
    expect(differenceQuotient(square, 1.5, 0.5, 'forward')).toBe(3.5);
    expect(differenceQuotient(square, 1.5, 0.5, 'central')).toBe(3);
  });

  it.each<[QuotientKind, number]>([
    ['forward', 1],
    ['central', 2],
  ])('%s: halving h divides the error by 2 to the order', (kind, order) => {
    const [first, second] = errorsOver(
      [1e-2, 5e-3],
      Math.sin,
      1,
      Math.cos(1),
      kind,
      'float64',
    );
    expect(Math.log2(first.error / second.error)).toBeCloseTo(order, 1);
  });

  it.each<[QuotientKind, CalculusPrecision]>([
    ['forward', 'float32'],
    ['forward', 'float64'],
    ['central', 'float32'],
    ['central', 'float64'],
  ])('%s in %s: the error is least about where theory has it', (kind, precision) => {
    const f = functionOf('exp(x)', precision);
    const steps = Array.from({ length: 120 }, (_, k) => 10 ** (-k / 8));
    const errors = errorsOver(steps, f, 1, Math.E, kind, precision);
    // A single h may be lucky: the largest error of its neighbourhood counts.
    const smooth = errors.map(({ h }, at) => ({
      h,
      error: Math.max(
        ...errors.slice(Math.max(0, at - 3), at + 4).map(({ error }) => error),
      ),
    }));
    const best = smooth.reduce((a, b) => (b.error < a.error ? b : a));
    const expected = bestStep(kind, precision, Math.E, Math.E);
    expect(Math.abs(Math.log10(best.h / expected))).toBeLessThan(1);
    // Far to either side it is worse by decades.
    expect(errors[0].error).toBeGreaterThan(100 * best.error);
    // Where x + h is x, there is no quotient at all.
    const finer = errors.filter(({ h, error }) => h < best.h && Number.isFinite(error));
    expect(Math.max(...finer.map(({ error }) => error))).toBeGreaterThan(
      100 * best.error,
    );
  });

  it('has a gap where the quotient has no value', () => {
    const [entry] = errorsOver([0.5], Math.log, 0.1, 10, 'central', 'float64');
    expect(entry.error).toBeNaN();
  });
});
