import { expect, it } from 'vitest';
import { compileExpression } from '../../../../../src/calculus/evaluate.ts';
import { parseExpression } from '../../../../../src/calculus/parse-expression.ts';
import { PlaneQuestion } from '../../../../../src/ui/labs/train/tools/sensitivity/plane-question.ts';

const PLANE = Float32Array.of(0.5, -1.25, 2, 0.75);

it('is about the coordinates where there are no features', () => {
  const question = new PlaneQuestion(null, PLANE);
  expect(question.inputs).toBe(PLANE);
  expect(question.byPlane(Float32Array.of(1, 2, 3, 4))).toEqual(
    Float64Array.of(1, 2, 3, 4),
  );
});

it('leads through features to the coordinates', () => {
  const features = ['x1^2', 'sin(x1 * x2)', 'x2'];
  const question = new PlaneQuestion(features, PLANE);
  // Of a linear network, 2u - 3v + 5w, the whole is a formula that can be differentiated by secants.
  const weights = [2, -3, 5];
  const gradients = Float64Array.from([...weights, ...weights]);
  const whole = compileExpression(
    parseExpression('2 x1^2 - 3 sin(x1 * x2) + 5 x2', ['x1', 'x2']),
    ['x1', 'x2'],
  );
  const h = 1e-5;
  const slopes = question.byPlane(gradients);
  for (const cell of [0, 1])
    for (const axis of [0, 1]) {
      const at = (by: number) => {
        const point = [...PLANE.subarray(2 * cell, 2 * cell + 2)];
        point[axis] += by;
        return whole(point);
      };
      const secant = (at(h) - at(-h)) / (2 * h);
      expect(slopes[2 * cell + axis]).toBeCloseTo(secant, 7);
    }
});

it('has no slope where a feature has no value, or stands upright', () => {
  const question = new PlaneQuestion(
    ['sqrt(x1)', 'x2'],
    Float32Array.of(-1, 1, 0, 1, 4, 1),
  );
  expect([...question.inputs]).toEqual([0, 0, 0, 1, 2, 1]);
  expect([...question.byPlane(Float64Array.of(1, 1, 1, 1, 1, 1))]).toEqual([
    ...[NaN, NaN],
    ...[NaN, 1],
    ...[0.25, 1],
  ]);
});
