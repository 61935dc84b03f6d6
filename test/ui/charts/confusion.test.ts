import { describe, expect, it } from 'vitest';
import { confusionOf, predictedClasses } from '../../../src/ui/charts/confusion.ts';

describe('predictedClasses', () => {
  it('takes the greatest output', () => {
    const predictions = Float32Array.of(0.1, 0.7, 0.2, 0.5, 0.2, 0.3);
    expect([...predictedClasses(predictions, 3, true)]).toEqual([1, 0]);
  });

  it('cuts a single output at its middle', () => {
    expect([...predictedClasses(Float32Array.of(0.4, 0.6), 1, true)]).toEqual([0, 1]);
    expect([...predictedClasses(Float32Array.of(-0.4, 0.1), 1, false)]).toEqual([0, 1]);
  });
});

it('counts true against predicted classes', () => {
  const { counts, recalls } = confusionOf([0, 0, 1], [0, 1, 1], 3);
  expect([...counts]).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 0]);
  expect([...recalls]).toEqual([0.5, 1, NaN]);
});
