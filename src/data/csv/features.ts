import { UserError } from '../../core/errors.ts';
import type { RawTable } from '../raw-table.ts';
import { MAX_TABLE_VALUES } from '../raw-table.ts';
import type { Column } from './column-reader.ts';

/**
 * Lays columns side by side: one input per numeric column, and one input (0 or 1) per
 * category of a categorical column, named `column=category`.
 *
 * @throws UserError when that makes more than `MAX_TABLE_VALUES` numbers
 */
export function layOutFeatures(
  columns: readonly Column[],
  rows: number,
  file: string,
): Pick<RawTable, 'featureNames' | 'inputs' | 'numericFeatures'> {
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  checkTableSize(rows, width, file);
  const featureNames: string[] = [];
  const numericFeatures: boolean[] = [];
  const inputs = new Float64Array(rows * width);
  for (const column of columns) {
    const start = featureNames.length;
    if (column.kind === 'numeric') {
      featureNames.push(column.name);
      numericFeatures.push(true);
      for (let row = 0; row < rows; row++)
        inputs[row * width + start] = column.values[row];
    } else {
      for (const category of column.categories) {
        featureNames.push(`${column.name}=${category}`);
        numericFeatures.push(false);
      }
      for (let row = 0; row < rows; row++)
        inputs[row * width + start + column.codes[row]] = 1;
    }
  }
  return { featureNames, inputs, numericFeatures };
}

/** @throws UserError when rows × inputs is more than `MAX_TABLE_VALUES` */
export function checkTableSize(rows: number, width: number, file: string): void {
  if (rows * width > MAX_TABLE_VALUES)
    throw new UserError(
      `${file} makes at least ${rows} rows of ${width} inputs, more than the ${MAX_TABLE_VALUES} numbers that can be held; use fewer rows, or list columns under "ignore".`,
    );
}

function widthOf(column: Column): number {
  return column.kind === 'numeric' ? 1 : column.categories.length;
}
