import { describe, expect, test } from 'vitest';
import { encodeTargets, outputWidth } from '../../src/data/encode-targets.ts';
import type { RawExamples } from '../../src/data/prepare.ts';

function labelled(...labels: number[]): RawExamples {
  const inputs = new Float32Array(labels.length);
  return { count: labels.length, inputs, labels: Int32Array.from(labels), values: null };
}

describe.each([
  ['softmax', 2, [0, 1], [1, 0, 0, 1]],
  ['softmax', 3, [2, 0], [0, 0, 1, 1, 0, 0]],
  ['sigmoid', 2, [0, 1], [0, 1]],
  ['sigmoid', 3, [2, 0], [0, 0, 1, 1, 0, 0]],
  ['tanh', 2, [0, 1], [-1, 1]],
  ['linear', 3, [2, 0], [-1, -1, 1, 1, -1, -1]],
] as const)('%s with %i classes', (outputActivation, classes, labels, targets) => {
  test('encodes labels', () => {
    const examples = encodeTargets(labelled(...labels), { classes, outputActivation });
    expect([...examples.targets]).toEqual(targets);
    expect(examples.count).toBe(2);
    expect(examples.targets.length / 2).toBe(
      outputWidth('classification', classes, outputActivation),
    );
  });
});

test('a regression target is one output', () => {
  const values = Float32Array.from([0.5, -2]);
  const examples = { count: 2, inputs: new Float32Array(2), labels: null, values };
  const encoded = encodeTargets(examples, { classes: 0, outputActivation: 'tanh' });
  expect([...encoded.targets]).toEqual([0.5, -2]);
  expect(outputWidth('regression', 0, 'softmax')).toBe(1);
});

test('no examples give no targets', () => {
  const encoded = encodeTargets(labelled(), { classes: 3, outputActivation: 'softmax' });
  expect(encoded.targets).toHaveLength(0);
});
