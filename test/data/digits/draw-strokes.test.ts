import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { drawStrokes, type Strokes } from '../../../src/data/digits/draw-strokes.ts';
import { GLYPHS, type Glyph } from '../../../src/data/digits/glyphs.ts';
import { IMAGE_SIDE } from '../../../src/data/digits/rendering.ts';
import { traceGlyph } from '../../../src/data/digits/trace.ts';
import { generateData } from '../../../src/data/load.ts';
import { predictedClasses } from '../../../src/ui/charts/confusion.ts';
import { DIGITS_SPEC } from '../../../src/spec/default-spec.ts';
import { TrainingSession } from '../../../src/session/training-session.ts';
import { catalogueWith } from '../../session/sample-runs.ts';

/** As on a pad: [0, 1] across and down. */
const LEAST = 0.15;

/** The strokes of a glyph as a hand would draw them on a pad: scaled, moved and a little unsteady. */
function strokesOf(
  glyph: Glyph,
  { scale = 1, left = 0, top = 0, shake = 0, seed = 1 } = {},
): Strokes {
  const random = createRandom(seed, 'hand');
  const { x, y, starts } = traceGlyph(glyph, (point) => point);
  const strokes: [number, number][][] = [];
  x.forEach((_, i) => {
    if (starts[i]) strokes.push([]);
    strokes[strokes.length - 1].push([
      left + scale * (x[i] + shake * random.normal()),
      top + scale * (y[i] + shake * random.normal()),
    ]);
  });
  return strokes;
}

const inkOf = (image: Float32Array) => image.reduce((sum, ink) => sum + ink, 0);

describe('drawStrokes', () => {
  it('gives blank paper for nothing', () => {
    expect(inkOf(drawStrokes([], LEAST))).toBe(0);
    expect(inkOf(drawStrokes([[]], LEAST))).toBe(0);
  });

  it('does not care where and how large something is drawn', () => {
    const [glyph] = GLYPHS[5];
    const large = drawStrokes(strokesOf(glyph), LEAST);
    const small = drawStrokes(
      strokesOf(glyph, { scale: 0.25, left: 0.7, top: 0.1 }),
      LEAST,
    );
    small.forEach((ink, pixel) => expect(ink).toBeCloseTo(large[pixel], 5));
  });

  it('puts it in the middle, away from the frame, in full ink', () => {
    for (const [digit, [glyph]] of GLYPHS.entries()) {
      const image = drawStrokes(strokesOf(glyph), LEAST);
      expect(Math.max(...image), `digit ${digit}`).toBe(1);
      const rows = [];
      for (let row = 0; row < IMAGE_SIDE; row++)
        if (inkOf(image.subarray(row * IMAGE_SIDE, (row + 1) * IMAGE_SIDE)) > 0)
          rows.push(row);
      expect(rows[0] + (rows.at(-1) ?? 0), `digit ${digit}`).toBe(IMAGE_SIDE - 1);
      expect(rows[0], `digit ${digit}`).toBeGreaterThanOrEqual(2);
    }
  });

  it('uses the ink that generated digits use', () => {
    const { train } = generateData(
      { dataset: 'digits', samples: 200, noise: 0, testFraction: 0 },
      1,
    );
    const generated = inkOf(train.inputs) / 200;
    const drawn =
      GLYPHS.reduce(
        (sum, [glyph]) => sum + inkOf(drawStrokes(strokesOf(glyph), LEAST)),
        0,
      ) / 10;
    expect(drawn / generated).toBeGreaterThan(0.85);
    expect(drawn / generated).toBeLessThan(1.15);
  });

  it('leaves a dot a dot', () => {
    const image = drawStrokes([[[0.9, 0.1]]], LEAST);
    expect(inkOf(image)).toBeGreaterThan(1);
    expect(inkOf(image)).toBeLessThan(12);
    expect(image[14 * IMAGE_SIDE + 14]).toBeGreaterThan(0.8);
  });
});

describe('a network that was trained on generated digits', () => {
  const session = new TrainingSession(catalogueWith(), { evaluates: false });
  let width: number;

  beforeAll(async () => {
    // The network of the app, with a hundred steps.
    const { plan } = await session.configure({
      spec: DIGITS_SPEC,
      engine: 'cpu',
      metricsEvery: 0,
    });
    width = plan.outputs;
    await session.advance(100);
    return () => session.dispose();
  }, 30_000);

  const answer = async (strokes: Strokes) =>
    predictedClasses(await session.predict(drawStrokes(strokes, LEAST)), width, true)[0];

  it('recognises every style of each of at least 8 digits', async () => {
    const recognised: number[] = [];
    for (const [digit, styles] of GLYPHS.entries()) {
      const answers = [];
      for (const style of styles) answers.push(await answer(strokesOf(style)));
      if (answers.every((taken) => taken === digit)) recognised.push(digit);
    }
    expect(recognised.length).toBeGreaterThanOrEqual(8);
  });

  it('recognises what an unsteady hand draws small in a corner, 8 times of 10 at least', async () => {
    let right = 0;
    let count = 0;
    for (const [digit, styles] of GLYPHS.entries())
      for (const [index, style] of styles.entries()) {
        const hand = {
          scale: 0.4,
          left: 0.55,
          top: 0.05,
          shake: 0.015,
          seed: 10 * digit + index,
        };
        if ((await answer(strokesOf(style, hand))) === digit) right++;
        count++;
      }
    expect(right / count).toBeGreaterThanOrEqual(0.8);
  });
});
