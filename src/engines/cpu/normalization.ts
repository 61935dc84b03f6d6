import type { NumericArray } from '../../core/arrays.ts';
import { NORMALIZATION_EPSILON } from '../../core/plan.ts';

/*
 * Batch normalization (Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167) and
 * layer normalization (Ba et al. 2016, https://arxiv.org/abs/1607.06450) are the same
 * formula over different groups: a column of the batch, or a row of units.
 */

/** The elements that are normalized together: element k of group g lies at g·groupStride + k·stride. */
interface Groups {
  readonly groups: number;
  readonly length: number;
  readonly groupStride: number;
  readonly stride: number;
}

/** Groups of z [B,O]: the O columns for batch, the B rows for layer normalization. */
export function groupsOf(kind: 'batch' | 'layer', B: number, O: number): Groups {
  return kind === 'batch'
    ? { groups: O, length: B, groupStride: 1, stride: O }
    : { groups: B, length: O, groupStride: O, stride: 1 };
}

/**
 * ẑ = (z − mean) / √(variance + ε) in each group, with the population variance.
 * Writes the inverse deviation of each group, and its mean and variance where asked for.
 */
export function standardize(
  z: NumericArray,
  standardized: NumericArray,
  inverseDeviation: NumericArray,
  { groups, length, groupStride, stride }: Groups,
  statistics: { mean: NumericArray; variance: NumericArray } | null,
): void {
  for (let g = 0; g < groups; g++) {
    const start = g * groupStride;
    let mean = 0;
    for (let k = 0; k < length; k++) mean += z[start + k * stride];
    mean /= length;
    let variance = 0;
    for (let k = 0; k < length; k++) {
      const centred = z[start + k * stride] - mean;
      variance += centred * centred;
    }
    variance /= length;
    const inverse = 1 / Math.sqrt(variance + NORMALIZATION_EPSILON);
    inverseDeviation[g] = inverse;
    for (let k = 0; k < length; k++) {
      const at = start + k * stride;
      standardized[at] = (z[at] - mean) * inverse;
    }
    if (statistics) {
      statistics.mean[g] = mean;
      statistics.variance[g] = variance;
    }
  }
}

/**
 * ∂L/∂z from ∂L/∂ẑ: inverse · (d − mean(d) − ẑ · mean(d ∘ ẑ)) in each group.
 * `dz` may be the same array as `dStandardized`.
 */
export function standardizeGradient(
  dStandardized: NumericArray,
  standardized: NumericArray,
  inverseDeviation: NumericArray,
  dz: NumericArray,
  { groups, length, groupStride, stride }: Groups,
): void {
  for (let g = 0; g < groups; g++) {
    const start = g * groupStride;
    let mean = 0;
    let projection = 0;
    for (let k = 0; k < length; k++) {
      const at = start + k * stride;
      mean += dStandardized[at];
      projection += dStandardized[at] * standardized[at];
    }
    mean /= length;
    projection /= length;
    for (let k = 0; k < length; k++) {
      const at = start + k * stride;
      dz[at] =
        inverseDeviation[g] * (dStandardized[at] - mean - standardized[at] * projection);
    }
  }
}
