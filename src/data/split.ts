import type { Random } from '../core/random.ts';
import type { RawTable } from './raw-table.ts';

/** Row numbers of the two parts; every row is in exactly one of them. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Divides the rows at random. The test part has `testFraction` of them, rounded, but at
 * least one where the fraction is above 0. For classification the split is stratified: each
 * class gives its share of the test part (by largest remainders, so that the total holds),
 * and every class keeps at least one training example, for which the test part is made
 * smaller where it has to be. Both parts come in random order.
 */
export function splitIndices(
  table: Pick<RawTable, 'count' | 'labels' | 'classNames'>,
  testFraction: number,
  random: Random,
): Split {
  const strata = groupRows(table);
  const sizes = strata.map((rows) => rows.length);
  const wanted =
    testFraction > 0 ? Math.max(1, Math.round(table.count * testFraction)) : 0;
  const quotas = shareOut(sizes, wanted, testFraction);
  const train: number[] = [];
  const test: number[] = [];
  strata.forEach((rows, stratum) => {
    random.shuffle(rows);
    for (let i = 0; i < rows.length; i++)
      (i < quotas[stratum] ? test : train).push(rows[i]);
  });
  random.shuffle(train);
  random.shuffle(test);
  return { train: Int32Array.from(train), test: Int32Array.from(test) };
}

/** The rows of each class, or all of them for regression; classes without rows are left out. */
function groupRows(table: Pick<RawTable, 'count' | 'labels' | 'classNames'>): number[][] {
  const { count, labels, classNames } = table;
  const groups: number[][] = Array.from({ length: classNames?.length ?? 1 }, () => []);
  for (let row = 0; row < count; row++) groups[labels ? labels[row] : 0].push(row);
  return groups.filter((rows) => rows.length > 0);
}

/**
 * How many of each stratum go to the test part: the whole part of its share first, then one
 * more for the largest remainders (the first of equal ones) until the total is reached.
 */
function shareOut(sizes: readonly number[], total: number, fraction: number): number[] {
  const quotas = sizes.map((size) => Math.min(size - 1, Math.floor(size * fraction)));
  const order = sizes
    .map((size, stratum) => ({ stratum, remainder: size * fraction - quotas[stratum] }))
    .sort((a, b) => b.remainder - a.remainder || a.stratum - b.stratum);
  let missing = total - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { stratum } of order)
    if (missing > 0 && quotas[stratum] < sizes[stratum] - 1) {
      quotas[stratum]++;
      missing--;
    }
  return quotas;
}
