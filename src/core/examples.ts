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
  for (let row = 0; row < indices.length; row++) {
    const from = indices[row];
    inputs.set(
      examples.inputs.subarray(from * inputWidth, (from + 1) * inputWidth),
      row * inputWidth,
    );
    targets.set(
      examples.targets.subarray(from * targetWidth, (from + 1) * targetWidth),
      row * targetWidth,
    );
  }
  return { count: indices.length, inputs, targets };
}
