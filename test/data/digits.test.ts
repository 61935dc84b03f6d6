import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { digits } from '../../src/data/datasets/digits.ts';
import { bend, fit, transform } from '../../src/data/digits/distortion.ts';
import { drawTrace, IMAGE_SIDE } from '../../src/data/digits/rendering.ts';
import type { Trace } from '../../src/data/digits/trace.ts';
import { traceGlyph } from '../../src/data/digits/trace.ts';

const PIXELS = IMAGE_SIDE * IMAGE_SIDE;

function generate(samples: number, noise: number, seed = 1) {
  return digits.generate({ samples, noise, random: createRandom(seed, 'data') });
}

function imagesOf(table: { readonly inputs: ArrayLike<number>; readonly count: number }) {
  const inputs = Array.from(table.inputs);
  return Array.from({ length: table.count }, (_, row) =>
    inputs.slice(row * PIXELS, (row + 1) * PIXELS),
  );
}

function traceOf(...points: [number, number][]): Trace {
  return {
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    starts: Uint8Array.from(points, (_, index) => (index === 0 ? 1 : 0)),
  };
}

describe.each([0, 1])('digits with noise %i', (noise) => {
  const table = generate(200, noise);

  test('are ink between 0 and 1', () => {
    expect(table.inputs.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('come equally often', () => {
    const counts = new Array<number>(10).fill(0);
    for (const label of table.labels ?? []) counts[label]++;
    expect(counts).toEqual(new Array(10).fill(20));
  });

  test('are all written differently', () => {
    expect(new Set(imagesOf(table).map(String)).size).toBe(200);
  });
});

test('every digit is a stroke of full ink on mostly blank paper, inside the frame', () => {
  for (const image of imagesOf(generate(200, 0))) {
    expect(Math.max(...image)).toBe(1);
    const ink = image.filter((value) => value > 0.5).length / PIXELS;
    expect(ink).toBeGreaterThan(0.02);
    expect(ink).toBeLessThan(0.4);
    // The four corners stay blank: the digit fits, wherever it strays.
    for (const pixel of [0, IMAGE_SIDE - 1, PIXELS - IMAGE_SIDE, PIXELS - 1])
      expect(image[pixel]).toBe(0);
  }
});

test('noise makes the paper grainy', () => {
  const grey = (noise: number) =>
    imagesOf(generate(20, noise))
      .flat()
      .filter((value) => value > 0 && value < 0.4).length;
  expect(grey(0.5)).toBeGreaterThan(3 * grey(0));
});

test('the images of one digit resemble each other more than those of another', () => {
  const table = generate(400, 0);
  const images = imagesOf(table);
  const meanOf = (digit: number) => {
    const own = images.filter((_, row) => table.labels?.[row] === digit);
    return own[0].map(
      (_, pixel) => own.reduce((sum, image) => sum + image[pixel], 0) / own.length,
    );
  };
  const means = Array.from({ length: 10 }, (_, digit) => meanOf(digit));
  const fresh = generate(100, 0, 2);
  const right = imagesOf(fresh).filter((image, row) => {
    const distances = means.map((mean) =>
      mean.reduce((sum, value, pixel) => sum + (value - image[pixel]) ** 2, 0),
    );
    return distances.indexOf(Math.min(...distances)) === fresh.labels?.[row];
  });
  // A guess is right in 10 of 100; the class means of real handwriting get about 80.
  expect(right.length).toBeGreaterThan(60);
  // Nor is it trivial: the styles of a digit differ too much for its mean to settle it.
  expect(right.length).toBeLessThan(98);
});

describe('tracing and drawing', () => {
  test('a smooth stroke passes through its control points, a straight one stays straight', () => {
    const still = (point: readonly [number, number]) => point;
    const points: [number, number][] = [
      [0, 0],
      [0.5, 1],
      [1, 0],
    ];
    const smooth = traceGlyph([{ smooth: true, points }], still);
    for (const [x, y] of points)
      expect([...smooth.x].some((value, i) => value === x && smooth.y[i] === y)).toBe(
        true,
      );
    const straight = traceGlyph(
      [
        {
          smooth: false,
          points: [
            [0, 0],
            [1, 2],
          ],
        },
      ],
      still,
    );
    for (let i = 0; i < straight.x.length; i++)
      expect(straight.y[i]).toBeCloseTo(2 * straight.x[i], 12);
  });

  test('the pen is lifted between strokes', () => {
    const trace = traceGlyph(
      [
        {
          smooth: false,
          points: [
            [0, 0],
            [1, 0],
          ],
        },
        {
          smooth: true,
          points: [
            [0, 1],
            [1, 1],
          ],
        },
      ],
      (point) => point,
    );
    expect([...trace.starts].filter((start) => start === 1)).toHaveLength(2);
    expect(trace.starts[0]).toBe(1);
  });

  test('a horizontal stroke covers the rows that the pen is wide', () => {
    const image = new Float32Array(PIXELS);
    drawTrace(traceOf([4, 14], [24, 14]), () => 2, image);
    const column = Array.from(
      { length: IMAGE_SIDE },
      (_, row) => image[row * IMAGE_SIDE + 14],
    );
    // Pixel middles lie half a pixel from the line, then 1.5, then 2.5 (beyond the edge of 2).
    expect(column[13]).toBe(1);
    expect(column[14]).toBe(1);
    expect(column[12]).toBeGreaterThan(0.5);
    expect(column[11]).toBeLessThan(0.5);
    expect(column[9]).toBe(0);
    expect(image[14 * IMAGE_SIDE]).toBe(0);
  });

  test('fitting gives the box its size and place', () => {
    const trace = traceOf([0, 0], [1, 3]);
    fit(trace, 20, 14, 15);
    expect([...trace.y]).toEqual([5, 25]);
    expect(trace.x[1] - trace.x[0]).toBeCloseTo(20 / 3, 12);
    expect((trace.x[0] + trace.x[1]) / 2).toBeCloseTo(14, 12);
  });

  test('a slant leans the top to the right and keeps heights', () => {
    const trace = traceOf([0.5, 0], [0.5, 1]);
    transform(trace, { rotation: 0, slant: Math.PI / 4, stretch: 1 });
    expect(trace.x[0]).toBeCloseTo(0.5, 12);
    expect(trace.x[1]).toBeCloseTo(-0.5, 12);
    expect([...trace.y]).toEqual([-0.5, 0.5]);
  });

  test('bending moves neighbours together, and nothing at strength 0', () => {
    const still = traceOf([0.2, 0.4], [0.9, 0.1]);
    bend(still, 0, createRandom(1, 'bend'));
    expect([...still.x]).toEqual([0.2, 0.9]);
    const trace = traceOf([0.5, 0.5], [0.501, 0.5]);
    bend(trace, 0.1, createRandom(1, 'bend'));
    expect(Math.abs(trace.x[0] - 0.5)).toBeGreaterThan(0);
    expect(Math.abs(trace.x[1] - trace.x[0] - 0.001)).toBeLessThan(0.001);
  });
});
