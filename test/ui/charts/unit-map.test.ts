import { describe, expect, it } from 'vitest';
import { meanTone, paintUnit, unitValues } from '../../../src/ui/charts/unit-map.ts';
import { PALETTES } from '../../../src/ui/palette.ts';
import { parseColour } from '../../../src/ui/charts/colour-scale.ts';
import { planOf } from '../../support/networks.ts';

const plan = planOf({ name: 'n', inputs: 2, hidden: [3], outputs: 2, batchSize: 4 });
const classification = {
  task: 'classification',
  outputs: 2,
  probabilities: true,
  valueRange: 1,
} as const;
const { light } = PALETTES;

const paint = (...given: Parameters<typeof unitValues>) => {
  const pixels = new Uint8ClampedArray(8);
  paintUnit(unitValues(...given), light, pixels);
  return [pixels.slice(0, 3), pixels.slice(4, 7)].map((rgb) => Array.from(rgb));
};

describe('a unit’s map', () => {
  it('of a hidden unit is grey at 0, and has full colour at ±1 or its largest value', () => {
    const values = Float32Array.of(9, -1, 0, 9, 0, 5);
    expect(paint(values, { layer: 0, unit: 1 }, { plan }, classification)).toEqual([
      [...parseColour(light.negative)],
      [...parseColour(light.zero)],
    ]);
    const [, largest] = paint(values, { layer: 0, unit: 2 }, { plan }, classification);
    expect(largest).toEqual([...parseColour(light.positive)]);
  });

  it('of a probability is grey at one half', () => {
    const values = Float32Array.of(0.5, 0.5, 0, 1);
    expect(paint(values, { layer: 1, unit: 1 }, { plan }, classification)).toEqual([
      [...parseColour(light.zero)],
      [...parseColour(light.positive)],
    ]);
  });

  it('of a regression takes the range of the targets', () => {
    const regression = { ...classification, task: 'regression', valueRange: 4 } as const;
    const values = unitValues(
      Float32Array.of(2, 0, 6, 0),
      { layer: 1, unit: 0 },
      { plan },
      regression,
    );
    expect(meanTone(values)).toBe(1);
  });

  it('of an input is that input', () => {
    const inputs = Float32Array.of(-6, 1, 6, 2);
    const values = unitValues(inputs, { layer: -1, unit: 0 }, { plan }, classification);
    expect(values.range).toBe(6);
    expect(meanTone(values)).toBe(0);
  });
});
