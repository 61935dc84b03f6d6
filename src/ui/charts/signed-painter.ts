import { divergingScale, type DivergingColours } from './colour-scale.ts';

/** The greatest magnitude among finite values; 0 where there is none. */
export function extentOf(values: ArrayLike<number>): number {
  let extent = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (magnitude > extent && magnitude < Infinity) extent = magnitude;
  }
  return extent;
}

/**
 * Paints values as pixels on the diverging scale.
 * @param extent magnitude that gets the full colour; at 0 everything is grey
 * @param target RGBA, [values, 4]
 */
export function paintSigned(
  values: ArrayLike<number>,
  extent: number,
  colours: DivergingColours,
  target: Uint8ClampedArray,
): void {
  const scale = divergingScale(colours);
  for (let i = 0; i < values.length; i++) {
    const [red, green, blue] = scale(extent > 0 ? values[i] / extent : 0);
    target[4 * i] = red;
    target[4 * i + 1] = green;
    target[4 * i + 2] = blue;
    target[4 * i + 3] = 255;
  }
}
