/** A mean and the population standard deviation, which is never 0. */
export interface Moments {
  readonly mean: number;
  /** 1 where all values are equal, so that dividing by it is always possible. */
  readonly deviation: number;
}

/**
 * The moments of `valueAt(0)` to `valueAt(count − 1)`: the mean first, then the deviations
 * from it, scaled by the largest, so that no square overflows or vanishes.
 *
 * @param count at least 1
 */
export function measureMoments(
  count: number,
  valueAt: (index: number) => number,
): Moments {
  const first = valueAt(0);
  let sum = 0;
  let constant = true;
  for (let i = 0; i < count; i++) {
    // Around the first value, the mean of equal values is exact and the rest keep digits.
    sum += valueAt(i) - first;
    constant &&= valueAt(i) === first;
  }
  const mean = first + sum / count;
  if (constant) return { mean, deviation: 1 };

  let largest = 0;
  for (let i = 0; i < count; i++)
    largest = Math.max(largest, Math.abs(valueAt(i) - mean));
  let squares = 0;
  for (let i = 0; i < count; i++) squares += ((valueAt(i) - mean) / largest) ** 2;
  return { mean, deviation: largest * Math.sqrt(squares / count) || 1 };
}

/** Whether `value` is finite in float32. */
export function isFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}
