import type { Random } from '../../core/random.ts';
import { bend, fit, transform } from './distortion.ts';
import { GLYPHS } from './glyphs.ts';
import { drawTrace, IMAGE_SIDE } from './rendering.ts';
import { traceGlyph } from './trace.ts';

/** Standard deviations without noise; at noise 1 they are `1 + NOISE_GAIN` times as large. */
const JITTER = {
  /** Of each control point, in units of the digit's height. */
  point: 0.018,
  /** Radians. */
  rotation: 0.09,
  slant: 0.16,
  /** Of the logarithm of width over height. */
  stretch: 0.13,
  /** Of the elastic field's nodes, in units of the digit's height. */
  elastic: 0.06,
} as const;
const NOISE_GAIN = 1;

/** Height or width of the digit in pixels, whichever is larger. */
export const SIZE = [17, 21.5] as const;
/** How far the digit's middle strays from the image's, in pixels. */
const STRAY = 1.5;
/** Half the width of the pen, in pixels. */
export const PEN = [0.75, 1.6] as const;
/** The mean slant of writing, to the right, in radians. */
const LEAN = 0.08;
/** Standard deviation of the pixels' own noise at noise 1. */
const PIXEL_NOISE = 0.3;

/**
 * Writes `digit` (0 to 9) once, each time differently, into a blank image.
 *
 * @param noise 0 to 1: shakier writing and grainier pixels
 * @param image [28, 28], row-major; 0 is paper, 1 is ink
 */
export function writeDigit(
  digit: number,
  noise: number,
  random: Random,
  image: Float32Array,
): void {
  const shake = 1 + NOISE_GAIN * noise;
  // Two and a half deviations at most: nobody writes a digit upside down.
  const jitter = (deviation: number) =>
    deviation * shake * Math.min(2.5, Math.max(-2.5, random.normal()));

  const styles = GLYPHS[digit];
  const trace = traceGlyph(styles[random.integer(styles.length)], ([x, y]) => [
    x + jitter(JITTER.point),
    y + jitter(JITTER.point),
  ]);
  bend(trace, JITTER.elastic * shake, random);
  transform(trace, {
    rotation: jitter(JITTER.rotation),
    slant: LEAN + jitter(JITTER.slant),
    stretch: Math.exp(jitter(JITTER.stretch)),
  });
  const middle = IMAGE_SIDE / 2;
  fit(
    trace,
    random.between(...SIZE),
    middle + random.between(-STRAY, STRAY),
    middle + random.between(-STRAY, STRAY),
  );
  drawTrace(trace, drawPen(trace.x.length, random), image);
  if (noise > 0) addGrain(image, PIXEL_NOISE * noise, random);
}

/** A pen of random width that swells and thins a little along the way. */
function drawPen(points: number, random: Random): (point: number) => number {
  const width = random.between(...PEN);
  const swell = random.between(0, 0.2);
  const phase = random.between(0, 2 * Math.PI);
  const waves = random.between(0.5, 1.5);
  return (point) =>
    width * (1 + swell * Math.sin(phase + (2 * Math.PI * waves * point) / points));
}

function addGrain(image: Float32Array, deviation: number, random: Random): void {
  for (let pixel = 0; pixel < image.length; pixel++)
    image[pixel] = Math.min(1, Math.max(0, image[pixel] + deviation * random.normal()));
}
