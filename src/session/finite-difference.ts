/** First step; ε^(1/4)-ish, where truncation (h⁴) and rounding (ε/h) of the five-point formula meet. */
const FIRST_STEP = 5e-4;
/** A kink within the step is escaped by a shorter one, this many times and by this factor. */
const ATTEMPTS = 4;
const SHRINKING = 8;
/** Rounding of a loss in units of ε, generously: it ends in a sum over a batch. */
const ROUNDING = 8;

export interface Derivative {
  readonly value: number;
  /** What rounding may have done to it. */
  readonly noise: number;
}

/**
 * The derivative of `f` at `x` from the five-point central difference
 * (8·(f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h, whose error is h⁴·f⁽⁵⁾/30.
 *
 * A kink within x ± 2h, as of a ReLU, shows in the second differences at h and at 2h: a
 * smooth function gives both the same value, a kink does not. The step is then made
 * shorter, until the kink is outside or the step as short as rounding permits.
 *
 * @param tolerance an error of the derivative that does not matter
 * @returns null where every step meets a kink
 */
export async function differentiate(
  f: (x: number) => Promise<number>,
  x: number,
  tolerance: number,
): Promise<Derivative | null> {
  const center = await f(x);
  let wanted = FIRST_STEP * Math.max(1, Math.abs(x));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++, wanted /= SHRINKING) {
    // The step that x ± h really takes after rounding.
    const h = x + wanted - x;
    const right = await f(x + h);
    const left = await f(x - h);
    const farRight = await f(x + 2 * h);
    const farLeft = await f(x - 2 * h);
    const noise = (ROUNDING * Number.EPSILON * Math.max(1, Math.abs(center))) / h;
    const bend = (right - 2 * center + left) / h;
    const farBend = (farRight - 2 * center + farLeft) / (4 * h);
    if (Math.abs(bend - farBend) <= tolerance + 4 * noise) {
      const value = (8 * (right - left) - (farRight - farLeft)) / (12 * h);
      return { value, noise };
    }
  }
  return null;
}
