import type { PassTimer } from './pass-timer.ts';
import { encodeRecorded, type RecordedDispatch } from './record-dispatches.ts';

/** The shorter of two times is at least so long, in milliseconds: many times a round trip. */
const SHORTEST = 20;
/** Growth at most: the first time is long for other reasons. */
const LARGEST_GROWTH = 8;
const LARGEST_REPEATS = 2 ** 16;
/** Twice as many add half of their time, and not much less. */
const LEAST_SHARE = 0.3;

/**
 * Milliseconds that some dispatches take, where the GPU has no clock: by how much longer a pass
 * of twice as many takes. What a submission and its end cost cancels.
 */
export async function repeatedTime(
  time: PassTimer,
  dispatches: readonly RecordedDispatch[],
): Promise<number> {
  const take = (repeats: number) =>
    time((pass) => {
      if (dispatches.length === 1) encodeRecorded(pass, dispatches[0], repeats);
      else
        for (let repeat = 0; repeat < repeats; repeat++)
          for (const dispatch of dispatches) encodeRecorded(pass, dispatch);
    });
  let repeats = 1;
  let once = await take(repeats);
  while (once < SHORTEST && repeats < LARGEST_REPEATS) {
    const wanted = Math.ceil((1.2 * repeats * SHORTEST) / Math.max(once, 1e-3));
    repeats = Math.min(
      LARGEST_REPEATS,
      LARGEST_GROWTH * repeats,
      Math.max(2 * repeats, wanted),
    );
    once = await take(repeats);
  }
  // What else the machine does makes times longer, never shorter.
  once = Math.min(once, await take(repeats));
  const twice = Math.min(await take(2 * repeats), await take(2 * repeats));
  const added = twice - once;
  // The shorter pass is long against a round trip: what adds much less was disturbed, and the
  // whole of the longer one is an upper bound that is off by that round trip only.
  return (added > LEAST_SHARE * twice ? added : twice / 2) / repeats;
}
