/**
 * Round tick values within [minimum, maximum]: 1, 2 or 5 times a power of ten apart, about
 * `wanted` of them.
 */
export function linearTicks(minimum: number, maximum: number, wanted: number): number[] {
  const rough = (maximum - minimum) / Math.max(1, wanted);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough);
  const size = step ?? 10 * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(minimum / size - 1e-9); i * size <= maximum + size * 1e-9; i++)
    ticks.push(Number((i * size).toPrecision(12)));
  return ticks;
}

/** The whole decades that hold all positive values; at least `decades` of them, growing downwards. */
export function decadeRange(
  values: ArrayLike<number>,
  decades: number,
): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [-decades, 0];
  // Adding 0 turns −0 into 0.
  const top = Math.ceil(Math.log10(high) + 1e-9) + 0;
  const bottom = Math.floor(Math.log10(low) - 1e-9);
  return [Math.min(bottom, top - decades), top];
}
