import { quartiles } from '../statistics.ts';
import type { Ceiling } from '../profile-handle.ts';

export interface RateOptions {
  /** What one repeat does, in 10⁹ of whatever is counted. */
  readonly work: number;
  /** A time is at least so long, in milliseconds. */
  readonly shortest: number;
  readonly attempts: number;
  readonly mostRepeats: number;
}

/** Growth at most: the first time is long for other reasons. */
const LARGEST_GROWTH = 8;
const MILLISECONDS = 1000;

/**
 * How much is done a second, by times that are long enough.
 * @param time milliseconds of so many repeats
 */
export async function measureRate(
  time: (repeats: number) => Promise<number>,
  { work, shortest, attempts, mostRepeats }: RateOptions,
): Promise<Ceiling> {
  let repeats = 1;
  while (repeats < mostRepeats) {
    const taken = await time(repeats);
    if (taken >= shortest) break;
    const wanted = Math.ceil((1.3 * repeats * shortest) / Math.max(taken, 1e-3));
    const next = Math.min(LARGEST_GROWTH * repeats, Math.max(2 * repeats, wanted));
    repeats = Math.min(mostRepeats, next);
  }
  const rates: number[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const taken = await time(repeats);
    // A clock that stood still says nothing.
    if (taken > 0) rates.push((MILLISECONDS * work * repeats) / taken);
  }
  if (rates.length === 0)
    throw new Error('The clock stood still while the adapter was measured.');
  return { best: Math.max(...rates), spread: quartiles(rates) };
}
