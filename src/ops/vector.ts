import type { NumericArray } from '../core/arrays.ts';

/** ‖values‖₂ of the first `count`, scaled by the largest so that no square under- or overflows. */
export function norm(values: NumericArray, count = values.length): number {
  const largest = maxAbs(values, count);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const scaled = values[at] / largest;
    sum += scaled * scaled;
  }
  return largest * Math.sqrt(sum);
}

/** max |values| of the first `count`; NaN where one is. */
export function maxAbs(values: NumericArray, count = values.length): number {
  let largest = 0;
  for (let at = 0; at < count; at++) {
    const size = Math.abs(values[at]);
    if (Number.isNaN(size)) return NaN;
    if (size > largest) largest = size;
  }
  return largest;
}

/** Whether the first `count` values are all finite. */
export function allFinite(values: NumericArray, count: number): boolean {
  for (let i = 0; i < count; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
