import type { RunDescription } from '../../../../../session/handle.ts';
import { MAX_INSPECTED } from '../../../../../session/handle.ts';

/** Whether the network makes something else of its logits: else output and logit are the same. */
export function hasLogits({ spec }: RunDescription): boolean {
  return spec.network.output.activation.id !== 'linear';
}

/** What an output says: `probability of 3`, `output for 3`, `ŷ`. */
export function nameOfOutput(
  { classNames, plan, spec }: RunDescription,
  output: number,
  of: 'output' | 'logit',
): string {
  // A single output of two classes speaks for the second.
  const name = classNames?.[plan.outputs === 1 ? 1 : output];
  if (name === undefined) return of === 'logit' ? 'the logit' : 'ŷ';
  if (of === 'logit') return `the logit of ${name}`;
  const { id } = spec.network.output.activation;
  return id === 'softmax' || id === 'sigmoid'
    ? `the probability of ${name}`
    : `the output for ${name}`;
}

/** The longest side of a square grid of points that a session differentiates at once. */
export function longestSide({ plan }: RunDescription): number {
  const values = plan.layers.reduce((sum, { units }) => sum + units, plan.inputs);
  return Math.floor(Math.sqrt(MAX_INSPECTED / values));
}

/** The Euclidean norm of each row of a matrix [rows, width]. */
export function rowNorms(matrix: ArrayLike<number>, width: number): Float64Array {
  return Float64Array.from({ length: matrix.length / width }, (_, row) => {
    let squares = 0;
    for (let at = row * width; at < (row + 1) * width; at++) squares += matrix[at] ** 2;
    return Math.sqrt(squares);
  });
}

/** One column of a matrix [rows, width]. */
export function columnOf(
  matrix: ArrayLike<number>,
  width: number,
  column: number,
): Float64Array {
  return Float64Array.from(
    { length: matrix.length / width },
    (_, row) => matrix[row * width + column],
  );
}
