import type { NumericArray } from '../../core/arrays.ts';
import type { Palette } from '../palette.ts';
import { mixColours, parseColour } from './colour-scale.ts';

/** Where an image of a row of images goes, in CSS pixels. */
export interface ImagePlace {
  /** Its row in the inputs. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/**
 * Draws square images, 0 (paper) to 1 (ink).
 * @param inputs [count, side²]
 */
export function drawImages(
  context: CanvasRenderingContext2D,
  inputs: NumericArray,
  places: readonly ImagePlace[],
  side: number,
  palette: Palette,
): void {
  const pixels = new OffscreenCanvas(side, side);
  const small = pixels.getContext('2d');
  if (!small) return;
  const image = small.createImageData(side, side);
  for (const { index, x, y, size } of places) {
    const start = index * side * side;
    paintImage(inputs.subarray(start, start + side * side), palette, image.data);
    small.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(pixels, x, y, size, size);
  }
}

/** Writes RGBA from paper to ink. */
export function paintImage(
  image: ArrayLike<number>,
  palette: Pick<Palette, 'surface' | 'ink'>,
  target: Uint8ClampedArray,
): void {
  const paper = parseColour(palette.surface);
  const ink = parseColour(palette.ink);
  for (let i = 0; i < image.length; i++) {
    const share = Math.max(0, Math.min(1, image[i]));
    const [red, green, blue] = mixColours(paper, ink, share);
    target.set([red, green, blue, 255], 4 * i);
  }
}
