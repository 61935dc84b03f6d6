import type { Profile } from '../profile-handle.ts';

/** A ratio of the parts to the whole that is worth a word. */
const NOTABLE_SPLIT = 0.1;
/** The same of what a coarse clock may err by, over the time of a row. */
const NOTABLE_ERROR = 0.1;

/** What a reader has to know of a profile, in sentences. */
export function profileNotes({
  clock,
  rows,
  stepsTimed,
  splitRatio,
  software,
}: Omit<Profile, 'notes'>): string[] {
  const notes: string[] = [];
  if (software)
    notes.push(
      'This adapter is software: its kernels run on the processor. The figures say where their time goes there, not on a graphics card.',
    );
  if (clock.kind === 'wall')
    notes.push(
      `The adapter cannot time single dispatches: ${clock.reason}. Each kernel was therefore repeated by itself and timed by the clock on the wall, so that its data may lie closer at hand than in a step.`,
    );
  else {
    // An even error of one step of the clock at either end, over the mean of so many.
    const error = clock.resolution / Math.sqrt(6 * stepsTimed);
    const blurred = rows.filter(
      ({ time, count }) => error * Math.sqrt(count) > NOTABLE_ERROR * time.median,
    );
    if (blurred.length > 0)
      notes.push(
        `The clock of the GPU moves in steps of ${microseconds(clock.resolution)} here. Over ${stepsTimed} steps a dispatch is known to about ± ${microseconds(error)}; of ${blurred.length} of the ${rows.length} rows that is more than a tenth.`,
      );
  }
  if (Math.abs(splitRatio - 1) > NOTABLE_SPLIT)
    notes.push(
      `Timed one by one, the dispatches take ${splitRatio.toFixed(2)} times as long together as in one pass, where they follow each other without a pause. Shares of a step are shares of their sum.`,
    );
  return notes;
}

const microseconds = (milliseconds: number): string =>
  `${Number((1000 * milliseconds).toPrecision(2))} µs`;
