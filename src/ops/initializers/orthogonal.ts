import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillNormal, gain } from './fill.ts';

/**
 * A random matrix with orthonormal rows (or columns, whichever are fewer), uniformly
 * distributed among all such (Saxe et al. 2013, https://arxiv.org/abs/1312.6120).
 *
 * Gram and Schmidt's process on normal values gives the QR factorization whose R has a
 * positive diagonal; with those signs Q follows Haar's measure (Mezzadri 2006,
 * https://arxiv.org/abs/math-ph/0609050). It takes about 4·min²·max operations.
 */
export const orthogonal: InitializerDefinition<'orthogonal'> = {
  id: 'orthogonal',
  label: 'Orthogonal',
  formula: 'gain·Q, QᵀQ = 1 or QQᵀ = 1',
  parameters: { gain },
  // Of min(fan-in, fan-out) orthonormal vectors of length max.
  deviation: ({ fanIn, fanOut }, choice) =>
    parameterOf(choice, 'gain') / Math.sqrt(Math.max(fanIn, fanOut)),
  fill(kernel, { fanIn, fanOut }, choice, random) {
    const count = Math.min(fanIn, fanOut);
    const length = Math.max(fanIn, fanOut);
    const rows = new Float64Array(kernel.length);
    fillNormal(rows, 1, random);
    orthonormalizeRows(rows, count, length);
    const factor = parameterOf(choice, 'gain');
    for (let i = 0; i < count; i++)
      for (let j = 0; j < length; j++)
        kernel[fanIn <= fanOut ? i * fanOut + j : j * fanOut + i] =
          factor * rows[i * length + j];
  },
};

/**
 * Modified Gram-Schmidt, every row projected twice: the second pass removes what
 * cancellation left in the first ("twice is enough", Giraud et al. 2005,
 * https://doi.org/10.1007/s00211-005-0615-4).
 */
function orthonormalizeRows(rows: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * length, (i + 1) * length);
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < i; j++) {
        const other = rows.subarray(j * length, (j + 1) * length);
        const projection = dot(row, other);
        for (let k = 0; k < length; k++) row[k] -= projection * other[k];
      }
    const norm = Math.sqrt(dot(row, row));
    for (let k = 0; k < length; k++) row[k] /= norm;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
