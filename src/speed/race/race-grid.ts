import type { TrainingSpec } from '../../core/spec.ts';
import { DATASETS } from '../../data/datasets/index.ts';
import { planeToInputs } from '../../data/plane-features.ts';

/** What the networks of a race are asked for their pictures. */
export interface RaceGrid {
  /** [side², inputs], all finite. */
  readonly inputs: Float32Array;
  /** Answers to `inputs` as they are told: NaN in cells in which a feature has no value. */
  finish(answers: ArrayLike<number>): Float32Array;
}

/** The centres of side × side cells over the range of the data set, row by row from the greatest second coordinate down. */
export function raceGrid({ data }: TrainingSpec, side: number): RaceGrid {
  if (!('dataset' in data)) throw new Error('A race is run on generated data.');
  const [low, high] = DATASETS.get(data.dataset).domain;
  const cell = (high - low) / side;
  const plane = new Float32Array(2 * side * side);
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      plane[at++] = low + (column + 0.5) * cell;
      plane[at++] = high - (row + 0.5) * cell;
    }
  const inputs = planeToInputs(data.features ?? null, plane);
  const width = inputs.length / (side * side);
  const undefinedCells: number[] = [];
  for (let at = 0; at < side * side; at++) {
    const own = inputs.subarray(at * width, (at + 1) * width);
    if (own.every(Number.isFinite)) continue;
    undefinedCells.push(at);
    own.fill(0);
  }
  return {
    inputs,
    finish(answers) {
      const values = Float32Array.from(answers);
      const outputs = values.length / (side * side);
      for (const at of undefinedCells) values.fill(NaN, at * outputs, (at + 1) * outputs);
      return values;
    },
  };
}
