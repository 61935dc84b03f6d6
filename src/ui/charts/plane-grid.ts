import { planeToInputs } from '../../data/plane-features.ts';

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

/** What a network is asked over a grid of the plane. */
export interface GridInputs {
  /** [cells, inputs], all finite. */
  readonly inputs: Float32Array;
  /** Cells in which a feature has no finite value; their inputs are 0, and their predictions mean nothing. */
  readonly undefinedCells: readonly number[];
}

/**
 * @param features as a run's description has them
 * @param plane [cells, 2]
 */
export function gridInputs(
  features: readonly string[] | null,
  plane: Float32Array,
): GridInputs {
  const inputs = planeToInputs(features, plane);
  const width = features?.length ?? 2;
  const undefinedCells: number[] = [];
  for (let start = 0; start < inputs.length; start += width) {
    const cell = inputs.subarray(start, start + width);
    if (cell.every(Number.isFinite)) continue;
    undefinedCells.push(start / width);
    cell.fill(0);
  }
  return { inputs, undefinedCells };
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
