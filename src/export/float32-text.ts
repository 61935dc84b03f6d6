/** Digits with which every float32 can be told from its neighbours. */
const ENOUGH_DIGITS = 9;
/** Fewer digits than this are hardly ever enough, so the search begins here. */
const LIKELY_DIGITS = 6;

/**
 * A short decimal that reads back as the same float32, by way of a float64 as in JSON
 * and Python: `0.1`, not `0.10000000149011612`. At most 15 characters.
 * @param value finite
 */
export function float32Text(value: number): string {
  const single = Math.fround(value);
  // `-0` would be the integer 0 in Python.
  if (single === 0) return Object.is(single, -0) ? '-0.0' : '0';
  for (let digits = LIKELY_DIGITS; digits < ENOUGH_DIGITS; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return decimal(short);
  }
  return decimal(Number(single.toPrecision(ENOUGH_DIGITS)));
}

/** Outside of these `String` writes zeros that tell nothing. */
const SMALL = 1e-4;
const LARGE = 1e9;

function decimal(value: number): string {
  const magnitude = Math.abs(value);
  return magnitude >= SMALL && magnitude < LARGE ? String(value) : value.toExponential();
}
