/** Examples as every engine sees them, already encoded as numbers (float32, so that all engines read the same values). */
export interface Examples {
  readonly count: number;
  /** [count, inputs], row-major. */
  readonly inputs: Float32Array;
  /** [count, outputs], row-major. */
  readonly targets: Float32Array;
}

/** The examples at `indices`, copied, in that order. */
export function selectExamples(examples: Examples, indices: ArrayLike<number>): Examples {
  const inputWidth = examples.inputs.length / examples.count;
  const targetWidth = examples.targets.length / examples.count;
  const inputs = new Float32Array(indices.length * inputWidth);
  const targets = new Float32Array(indices.length * targetWidth);
  copyRows(examples.inputs, inputWidth, indices, inputs);
  copyRows(examples.targets, targetWidth, indices, targets);
  return { count: indices.length, inputs, targets };
}

/** Element by element: most rows are too short for the overhead of copying views. */
function copyRows(
  source: Float32Array,
  width: number,
  indices: ArrayLike<number>,
  target: Float32Array,
): void {
  for (let row = 0; row < indices.length; row++) {
    const from = indices[row] * width;
    const to = row * width;
    for (let column = 0; column < width; column++)
      target[to + column] = source[from + column];
  }
}
