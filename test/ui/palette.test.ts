import { describe, expect, it } from 'vitest';
import {
  CLASS_COLOURS,
  classColour,
  COLOUR_PAIRS,
  pairNames,
  paletteFor,
} from '../../src/ui/palette.ts';
import { differenceOf, leastDifference, VISIONS } from './support/colour-vision.ts';

describe('CIEDE2000', () => {
  it.each([
    // From the test data of Sharma, Wu and Dalal (2005).
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1],
    [[50, 2.5, 0], [61, -5, 29], 22.8977],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const)('of %j and %j is %d', (first, second, expected) => {
    expect(differenceOf(first, second)).toBeCloseTo(expected, 4);
    expect(differenceOf(second, first)).toBeCloseTo(expected, 4);
  });
});

/** Colours of areas are told apart at a glance from about 20 on; these do better. */
const LEAST_OF_DIVERGING = 30;

describe('the diverging colours', () => {
  for (const appearance of ['light', 'dark'] as const)
    for (const { id } of COLOUR_PAIRS)
      it.each(VISIONS)(
        `stay far apart in ${appearance}, ${id}, for %s vision`,
        (vision) => {
          const { negative, zero, positive } = paletteFor(appearance, id);
          const { difference } = leastDifference([negative, zero, positive], [vision]);
          expect(difference).toBeGreaterThan(LEAST_OF_DIVERGING);
        },
      );

  it('have their names, and are the same object each time', () => {
    const palette = paletteFor('dark', 'purple-green');
    expect(pairNames(palette)).toMatchObject({ negative: 'purple', positive: 'green' });
    expect(pairNames(paletteFor('light', 'orange-blue')).negative).toBe('orange');
    expect(paletteFor('dark', 'purple-green')).toBe(palette);
  });
});

describe('the colours of classes', () => {
  /**
   * Ten colours cannot all be far apart without hue: the nearest are blue and indigo for deutan
   * vision, at 7.0. A difference of 2 is just noticed.
   */
  it.each([
    [3, 10.9],
    [4, 9.8],
    [7, 7.6],
    [10, 6.9],
  ])('are told apart by everybody: %d of them, by %d and more', (count, least) => {
    expect(leastDifference(CLASS_COLOURS.slice(0, count)).difference).toBeGreaterThan(
      least,
    );
  });

  it('are the pair of the palette for two classes, and their own for more', () => {
    const palette = paletteFor('light', 'purple-green');
    expect(classColour(0, 2, palette)).toBe(palette.negative);
    expect(classColour(1, 1, palette)).toBe(palette.positive);
    expect(classColour(0, 3, palette)).toBe(CLASS_COLOURS[0]);
    expect(classColour(12, 13, palette)).toBe(CLASS_COLOURS[2]);
  });
});
