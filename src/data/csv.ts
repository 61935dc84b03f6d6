import { UserError } from '../core/errors.ts';
import type { CsvDataSpec } from '../core/spec.ts';
import { LIMITS } from '../core/spec.ts';
import { ColumnReader } from './csv/column-reader.ts';
import { decodeCsv } from './csv/decode.ts';
import { checkTableSize, layOutFeatures } from './csv/features.ts';
import type { ColumnRole } from './csv/header.ts';
import { assignRoles, findDelimiter } from './csv/header.ts';
import { readRows } from './csv/read-rows.ts';
import { readTarget } from './csv/target.ts';
import type { RawTable } from './raw-table.ts';

/** What a CSV file is read for; the rest of a `CsvDataSpec` concerns later steps. */
export type CsvColumns = Pick<CsvDataSpec, 'target' | 'task' | 'categorical' | 'ignore'>;

/**
 * Reads a CSV file: UTF-8; delimited by commas, semicolons or tabs (see `findDelimiter`);
 * fields optionally in double quotes; the first row names the columns. Blank lines are
 * skipped and spaces around values do not count.
 *
 * A column is categorical where it is declared so or where at least half of its values are
 * not numbers; otherwise it is numeric and all of its values must be (see `ColumnReader`).
 * Categories are those of the whole file, so that one that only the test part contains has
 * its input too. The task is inferred where it is not given (see `inferTask` in
 * `csv/target.ts`).
 *
 * @param source the file's bytes or its text
 * @param name what messages call the file
 * @throws UserError naming the row (the file's line, counted from 1) and the column
 */
export function readCsv(
  source: string | Uint8Array,
  columns: CsvColumns,
  name: string,
): RawTable {
  const text = decodeCsv(source, name);
  const delimiter = findDelimiter(text, name);
  let reader: TableReader | undefined;
  readRows(text, delimiter, name, (cells, line) => {
    if (reader) reader.add(cells, line);
    else reader = new TableReader(cells, columns, name);
  });
  if (!reader) throw new UserError(`${name} has no row of column names.`);
  return reader.finish();
}

/** Distributes rows to the readers of their columns. */
class TableReader {
  private readonly roles: readonly ColumnRole[];
  /** One per column; null for those that are ignored. */
  private readonly readers: readonly (ColumnReader | null)[];
  private readonly features: number;
  private rows = 0;

  constructor(
    private readonly header: readonly string[],
    private readonly columns: CsvColumns,
    private readonly name: string,
  ) {
    this.roles = assignRoles(header, columns, name);
    this.features = this.roles.filter((role) => role === 'feature').length;
    const categorical = new Set(columns.categorical);
    this.readers = header.map((column, index) =>
      this.roles[index] === 'ignored'
        ? null
        : new ColumnReader(column, name, categorical.has(column)),
    );
  }

  add(cells: readonly string[], line: number): void {
    if (cells.length !== this.header.length)
      throw new UserError(
        `${this.name}, row ${line}: ${countOf(cells.length, 'value')}, but the first row names ${countOf(this.header.length, 'column')}; every row needs a value for each.`,
      );
    this.rows++;
    if (this.rows > LIMITS.samples)
      throw new UserError(
        `${this.name} has more than ${LIMITS.samples} rows, the most that can be read; use a part of them.`,
      );
    checkTableSize(this.rows, this.features, this.name);
    this.readers.forEach((reader, index) => reader?.add(cells[index], line));
  }

  finish(): RawTable {
    if (this.rows < 2)
      throw new UserError(
        this.rows === 0
          ? `${this.name} has column names but no rows; it needs at least 2 rows of values.`
          : `${this.name} has only 1 row of values; it needs at least 2, to train on one and test on another.`,
      );
    // The target comes first: a mistake there is the one to hear about.
    const targetReader = this.readers[this.roles.indexOf('target')];
    if (!targetReader) throw new Error('The target column has no reader.');
    const target = readTarget(targetReader.finish(), this.columns, this.name);
    const features = this.readers.flatMap((reader, index) =>
      reader && this.roles[index] === 'feature' ? [reader.finish()] : [],
    );
    return {
      ...target,
      ...layOutFeatures(features, this.rows, this.name),
      count: this.rows,
      targetName: this.columns.target,
    };
  }
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
