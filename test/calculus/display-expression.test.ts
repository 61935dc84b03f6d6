import { expect, it } from 'vitest';
import { displayExpression } from '../../src/calculus/display-expression.ts';
import { parseExpression } from '../../src/calculus/parse-expression.ts';

it.each([
  ['x1', 'x₁'],
  ['x1^2', 'x₁²'],
  ['x1*x2', 'x₁x₂'],
  ['2x1^2 x2', '2x₁²x₂'],
  ['2*3', '2 · 3'],
  ['x1*2', 'x₁ · 2'],
  ['x1^0.5 x2', 'x₁^0.5 · x₂'],
  ['x1^-2', 'x₁⁻²'],
  ['x1^(x2+1)', 'x₁^(x₂ + 1)'],
  ['(x1+x2)^2', '(x₁ + x₂)²'],
  ['(x1+x2)*x2', '(x₁ + x₂) · x₂'],
  ['sin(x1)', 'sin x₁'],
  ['sin(2x1)', 'sin(2x₁)'],
  ['sin(x1)*x2', 'sin(x₁) · x₂'],
  ['sin(x1)^2', 'sin(x₁)²'],
  ['exp(-x1^2)', 'exp(−x₁²)'],
  ['max(x1,0)', 'max(x₁, 0)'],
  ['x1-(x2-1)/2', 'x₁ − (x₂ − 1) / 2'],
  ['2 pi x1', '2 · π · x₁'],
])('%s is shown as %s', (text, shown) => {
  expect(displayExpression(parseExpression(text, ['x1', 'x2']))).toBe(shown);
});
