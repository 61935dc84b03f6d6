import { describe, expect, it } from 'vitest';
import { divergingScale } from '../../../src/ui/charts/colour-scale.ts';
import {
  paintField,
  signedPrediction,
  type FieldMeaning,
} from '../../../src/ui/charts/field-painter.ts';

const colours = { negative: '#ff0000', zero: '#808080', positive: '#0000ff' };
const twoClasses: FieldMeaning = {
  task: 'classification',
  outputs: 2,
  probabilities: true,
  valueRange: 1,
};

describe('the diverging scale', () => {
  const scale = divergingScale(colours);

  it('goes from negative over zero to positive', () => {
    expect(scale(-1)).toEqual([255, 0, 0]);
    expect(scale(0)).toEqual([128, 128, 128]);
    expect(scale(1)).toEqual([0, 0, 255]);
  });

  it('clamps what lies beyond, and shows what is no number as zero', () => {
    expect(scale(-7)).toEqual(scale(-1));
    expect(scale(Infinity)).toEqual(scale(1));
    expect(scale(NaN)).toEqual(scale(0));
  });
});

describe('signedPrediction', () => {
  it('is class 1 less class 0', () => {
    expect(signedPrediction(Float64Array.of(0.25, 0.75), 0, twoClasses)).toBe(0.5);
  });

  it('centres a single probability, and takes a single signed output as it is', () => {
    const one = { ...twoClasses, outputs: 1 };
    expect(signedPrediction(Float64Array.of(0.75), 0, one)).toBe(0.5);
    const signed = { ...one, probabilities: false };
    expect(signedPrediction(Float64Array.of(-0.5), 0, signed)).toBe(-0.5);
  });

  it('is in units of the range in regression', () => {
    const regression = { ...twoClasses, task: 'regression', outputs: 1 } as const;
    const meaning = { ...regression, valueRange: 4 };
    expect(signedPrediction(Float64Array.of(-2), 0, meaning)).toBe(-0.5);
  });
});

describe('paintField', () => {
  it('paints each prediction as one opaque pixel', () => {
    const target = new Uint8ClampedArray(8);
    paintField(Float64Array.of(0.5, 0.5, 0, 1), twoClasses, colours, target);
    expect([...target.subarray(0, 4)]).toEqual([128, 128, 128, 255]);
    expect(target[6]).toBeGreaterThan(200);
    expect(target[7]).toBe(255);
  });

  it('paints more than two classes in the colour of the likeliest, grey at chance', () => {
    const target = new Uint8ClampedArray(8);
    const third = 1 / 3;
    const predictions = Float64Array.of(third, third, third, 0, 0, 1);
    paintField(predictions, { ...twoClasses, outputs: 3 }, colours, target);
    expect([...target.subarray(0, 3)]).toEqual([128, 128, 128]);
    // The third class is green.
    expect(target[5]).toBeGreaterThan(target[4]);
    expect(target[5]).toBeGreaterThan(target[6]);
  });
});
