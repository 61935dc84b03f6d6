/*
 * Which outputs of a layer dropout drops. A mask is no state: it follows from seed, step, layer,
 * row of the batch and unit by a hash in 32-bit integers, so that every engine drops the same
 * outputs, any step can be taken again, and nothing needs to be kept between the passes.
 * `shaders/lib/dropout.wgsl` is the same; a test compares the two bit by bit.
 */

/**
 * A bijection of 32-bit integers in which every bit of the input moves half of the output: the
 * constants are those of `lowbias32`, https://nullprogram.com/blog/2018/07/31/.
 */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The sum keeps 0, which `mix` maps to itself, from staying 0. */
const combine = (hash: number, value: number): number =>
  mix(((hash ^ value) + 0x9e3779b9) | 0);

/** What the masks of one layer in one step share. All three are taken modulo 2³². */
export function dropoutKey(seed: number, step: number, layer: number): number {
  return combine(combine(combine(0, seed), step), layer);
}

/** 32 bits that look random, as an unsigned number. @param key of `dropoutKey` */
export function dropoutBits(key: number, row: number, unit: number): number {
  return combine(combine(key, row), unit);
}

/** Outputs whose bits are below this are dropped. @param rate 0 up to, but not including, 1 */
export function dropoutThreshold(rate: number): number {
  return Math.min(2 ** 32 - 1, Math.round(rate * 2 ** 32));
}

/**
 * What the outputs of a layer are multiplied with in training mode: 0 where one is dropped,
 * 1/(1 − rate) where not, so that the expected output is that of prediction.
 * @param factors [rows, units], overwritten
 */
export function writeDropoutFactors(
  key: number,
  rate: number,
  rows: number,
  units: number,
  factors: { [index: number]: number },
): void {
  const threshold = dropoutThreshold(rate);
  const scale = 1 / (1 - rate);
  for (let row = 0; row < rows; row++) {
    const rowKey = combine(key, row);
    for (let unit = 0; unit < units; unit++)
      factors[row * units + unit] = combine(rowKey, unit) < threshold ? 0 : scale;
  }
}
