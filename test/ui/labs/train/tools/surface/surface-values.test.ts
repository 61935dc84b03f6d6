import { describe, expect, it } from 'vitest';
import type { FieldMeaning } from '../../../../../../src/ui/charts/field-painter.ts';
import { shade } from '../../../../../../src/ui/labs/train/tools/surface/surface-painter.ts';
import {
  chosenOutputs,
  extremesOf,
  outputName,
  outputRange,
  paintSurface,
  targetOutput,
  usualOutput,
} from '../../../../../../src/ui/labs/train/tools/surface/surface-values.ts';

const two: FieldMeaning = {
  task: 'classification',
  outputs: 2,
  probabilities: true,
  valueRange: 1,
};
const three: FieldMeaning = { ...two, outputs: 3 };
const regression: FieldMeaning = {
  task: 'regression',
  outputs: 1,
  probabilities: false,
  valueRange: 3,
};
const colours = { negative: '#ff0000', zero: '#808080', positive: '#0000ff' };

describe('the height', () => {
  it('is usually the second of two classes, the likeliest of more, and the value itself', () => {
    expect(usualOutput(two)).toBe(1);
    expect(usualOutput(three)).toBe('likeliest');
    expect(usualOutput(regression)).toBe(0);
    expect(usualOutput({ ...two, outputs: 1 })).toBe(0);
  });

  it('is one output, or the greatest', () => {
    const predictions = Float32Array.of(0.5, 0.25, 0.25, 0, 0.25, 0.75);
    expect([...chosenOutputs(predictions, three, 1)]).toEqual([0.25, 0.25]);
    expect([...chosenOutputs(predictions, three, 'likeliest')]).toEqual([0.5, 0.75]);
  });

  it('should be 1 for its class and 0 or −1 for the others, as targets are encoded', () => {
    expect(targetOutput(2, three, 2)).toBe(1);
    expect(targetOutput(1, three, 2)).toBe(0);
    expect(targetOutput(1, { ...three, probabilities: false }, 2)).toBe(-1);
    expect(targetOutput(1, three, 'likeliest')).toBe(1);
    expect(targetOutput(1, { ...two, outputs: 1 }, 0)).toBe(1);
    expect(targetOutput(0, { ...two, outputs: 1, probabilities: false }, 0)).toBe(-1);
    expect(targetOutput(-0.7, regression, 0)).toBe(-0.7);
  });
});

describe('the range', () => {
  it('is 0 to 1 for probabilities', () => {
    expect(outputRange([0.4, 0.6], [0], true)).toEqual([0, 1]);
  });

  it('is round and holds values and targets', () => {
    const [low, high] = outputRange([-0.93, 1.41], [-1.02], false);
    expect(low).toBeLessThanOrEqual(-1.02);
    expect(high).toBeGreaterThanOrEqual(1.41);
    expect(high - low).toBeLessThan(2 * (1.41 + 1.02));
    expect(outputRange([-1, 1], [-1, 1], false)).toEqual([-1, 1]);
  });

  it('has a height for a constant, for nothing, and for values that are not finite', () => {
    expect(outputRange([2, 2], [], false)).toEqual([0, 4]);
    expect(outputRange([0], [0], false)).toEqual([-1, 1]);
    expect(outputRange([], [], false)).toEqual([-1, 1]);
    expect(outputRange([NaN, Infinity], [], false)).toEqual([-1, 1]);
    expect(outputRange([NaN, -1, 1], [], false)).toEqual([-1, 1]);
  });
});

describe('extremesOf', () => {
  it('finds where a value is least and greatest', () => {
    expect(extremesOf([NaN, 3, -2, 7, Infinity])).toEqual({
      least: -2,
      greatest: 7,
      leastAt: 2,
      greatestAt: 3,
    });
    expect(extremesOf([NaN])).toBeNull();
    expect(extremesOf([])).toBeNull();
  });
});

describe('the colours', () => {
  it('are those of the plane, or of one class where that is the height', () => {
    const predictions = Float32Array.of(0, 0, 1, 0, 1, 0);
    const target = new Uint8ClampedArray(8);
    paintSurface(predictions, three, 2, colours, target);
    // The third class is green; where it is not seen, there is grey.
    expect(target[1]).toBeGreaterThan(Math.max(target[0], target[2]));
    expect([...target.subarray(4)]).toEqual([128, 128, 128, 255]);
    paintSurface(Float32Array.of(0, 1), two, 1, colours, target);
    expect(target[2]).toBeGreaterThan(200);
  });

  it('get darker and brighter under the light, and keep the order of their channels', () => {
    const channels = (colour: string) => colour.match(/\d+/g)!.map(Number);
    expect(channels(shade(200, 100, 50, 0))).toEqual([200, 100, 50]);
    for (const light of [-1, -0.4, 0.6, 1]) {
      const [red, green, blue] = channels(shade(200, 100, 50, light));
      expect(red).toBeGreaterThan(green);
      expect(green).toBeGreaterThan(blue);
      expect(Math.sign(red - 200)).toBe(Math.sign(light));
    }
  });
});

describe('the name of the height', () => {
  it('says which class, and whether it is a probability', () => {
    expect(outputName(two, 1, ['no', 'yes'])).toBe('probability of yes');
    expect(outputName({ ...two, outputs: 1 }, 0, ['no', 'yes'])).toBe(
      'probability of yes',
    );
    expect(outputName({ ...three, probabilities: false }, 'likeliest', ['a'])).toBe(
      'greatest output',
    );
    expect(outputName(regression, 0, null)).toBe('output');
  });
});
