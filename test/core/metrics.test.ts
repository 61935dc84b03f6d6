import { describe, expect, it } from 'vitest';
import { allocate, toPrecision } from '../../src/core/arrays.ts';
import { selectExamples } from '../../src/core/examples.ts';
import {
  describeOverflow,
  figureOfLayers,
  LAYER_FIGURES,
  OVERFLOW_STAGES,
} from '../../src/core/metrics.ts';

describe('figures of layers', () => {
  const width = LAYER_FIGURES.length;
  const metrics = {
    step: 3,
    loss: 1,
    accuracy: NaN,
    layers: Float64Array.from({ length: 3 * width }, (_, at) => at),
  };

  it.each(LAYER_FIGURES.map((figure, column) => [figure, column] as const))(
    '%s stands in column %i of each row',
    (figure, column) => {
      expect([...figureOfLayers(metrics, figure)]).toEqual([
        column,
        width + column,
        2 * width + column,
      ]);
    },
  );

  it('of no layers are none', () => {
    const none = { ...metrics, layers: new Float64Array(0) };
    expect(figureOfLayers(none, 'gradientNorm')).toHaveLength(0);
  });
});

describe('an overflow in words', () => {
  it('names the step, what overflowed and its layer, counted from 1', () => {
    const sentence = describeOverflow({ step: 12, layer: 2, stage: 'gradient' }, 5);
    expect(sentence).toContain('The run stopped in step 12');
    expect(sentence).toContain(
      'the weight gradient of dense_2 (layer 3 of 5) overflowed',
    );
    expect(sentence).toContain('The parameters are those before that step');
  });

  it('names no layer where it was the loss', () => {
    const sentence = describeOverflow({ step: 0, layer: 4, stage: 'loss' }, 5);
    expect(sentence).toContain('step 0: the loss overflowed.');
    expect(sentence).not.toContain('dense_');
  });

  it.each(OVERFLOW_STAGES)('knows the stage %s', (stage) => {
    const sentence = describeOverflow({ step: 1, layer: 0, stage }, 1);
    expect(sentence).toMatch(/^The run stopped in step 1: the .* overflowed\./);
    expect(sentence).not.toContain('undefined');
  });
});

describe('arrays and examples', () => {
  it('have the precision of their engine', () => {
    expect(allocate('float32', 2)).toEqual(new Float32Array(2));
    expect(allocate('float64', 2)).toEqual(new Float64Array(2));
    expect(toPrecision('float32', [0.1])[0]).toBe(Math.fround(0.1));
    const given = Float64Array.of(0.1);
    const copy = toPrecision('float64', given);
    expect(copy).toEqual(given);
    expect(copy).not.toBe(given);
  });

  it('are selected by row, as copies, repeated where asked', () => {
    const examples = {
      count: 3,
      inputs: Float32Array.of(0, 1, 10, 11, 20, 21),
      targets: Float32Array.of(5, 6, 7),
    };
    const selected = selectExamples(examples, [2, 0, 2]);
    expect(selected.count).toBe(3);
    expect([...selected.inputs]).toEqual([20, 21, 0, 1, 20, 21]);
    expect([...selected.targets]).toEqual([7, 5, 7]);
    selected.inputs.fill(-1);
    expect(examples.inputs[0]).toBe(0);
    expect(selectExamples(examples, [])).toEqual({
      count: 0,
      inputs: new Float32Array(0),
      targets: new Float32Array(0),
    });
  });
});
