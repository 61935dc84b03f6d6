/**
 * The inputs at the centres of side × side cells over the square `domain`, [side², 2],
 * row by row from the greatest second input down.
 */
export function planeGrid(domain: readonly [number, number], side: number): Float32Array {
  const [low, high] = domain;
  const cell = (high - low) / side;
  const inputs = new Float32Array(side * side * 2);
  for (let row = 0, i = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      inputs[i++] = low + (column + 0.5) * cell;
      inputs[i++] = high - (row + 0.5) * cell;
    }
  return inputs;
}

const SIDES = [40, 56, 72, 96, 128] as const;
/** Milliseconds: a prediction that takes longer gets a coarser grid, one far quicker a finer one. */
const SLOW = 120;
const QUICK = 40;

/** The side for the next grid, from how long the last one took (0: none yet). */
export function adaptSide(side: number, duration: number): number {
  const position = SIDES.findIndex((candidate) => candidate >= side);
  if (duration > SLOW) return SIDES[Math.max(0, position - 1)];
  if (duration > 0 && duration < QUICK)
    return SIDES[Math.min(SIDES.length - 1, position + 1)];
  return SIDES[position];
}
