import type { NumericArray } from '../core/arrays.ts';
import { STATISTICS_MOMENTUM, type Plan } from '../core/plan.ts';

/** Mean and (population) variance of each unit over a batch, [units] each. */
export interface BatchStatistics {
  readonly mean: NumericArray;
  readonly variance: NumericArray;
}

/**
 * Moves the running statistics towards those of the batch, the variance in its unbiased
 * form, as PyTorch does. Those of frozen layers stay.
 *
 * @param batch of each layer; null where it is not batch-normalized
 * @param rows of the batch
 * @param statistics [plan.statisticsCount], changed in place
 */
export function updateStatistics(
  plan: Plan,
  batch: readonly (BatchStatistics | null)[],
  rows: number,
  statistics: NumericArray,
): void {
  const unbiased = rows > 1 ? rows / (rows - 1) : 1;
  for (const layer of plan.layers) {
    const moments = batch[layer.index];
    if (!moments || layer.frozen) continue;
    for (let unit = 0; unit < layer.units; unit++) {
      const mean = layer.statistics + unit;
      const variance = mean + layer.units;
      statistics[mean] += STATISTICS_MOMENTUM * (moments.mean[unit] - statistics[mean]);
      statistics[variance] +=
        STATISTICS_MOMENTUM * (moments.variance[unit] * unbiased - statistics[variance]);
    }
  }
}
