/** Up to so many steps every one is read, then so many in each doubling. */
const FINE = 16;

/**
 * The next number of updates after `step` at which every runner reads its loss, however fast it
 * is, so that their curves can be compared there: 0, 1, …, 16, 17, …, 32, 34, …, 64, 68, … A
 * reading waits for the device; this many take a small share of a long race.
 * @param step −1 or more
 */
export function nextReading(step: number): number {
  if (step < FINE) return step + 1;
  const spacing = 2 ** Math.floor(Math.log2(step)) / FINE;
  return (Math.floor(step / spacing) + 1) * spacing;
}

/** Whether every runner reads its loss after so many updates. */
export const isReading = (step: number): boolean => nextReading(step - 1) === step;
