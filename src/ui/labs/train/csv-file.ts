import type { CsvDataSpec, TrainingSpec } from '../../../core/spec.ts';
import { readCsv } from '../../../data/csv.ts';
import { decodeCsv } from '../../../data/csv/decode.ts';
import { findDelimiter } from '../../../data/csv/header.ts';
import { readRows } from '../../../data/csv/read-rows.ts';
import { fitToTask, likelyTask } from '../../../spec/fit-to-task.ts';

/** Loaded when a file is opened: the parser is not part of what the page begins with. */

/** The names in a CSV file's first row. @throws UserError when it is no CSV file */
export function readColumns(contents: Uint8Array, name: string): readonly string[] {
  const text = decodeCsv(contents, name);
  const lines = text.trimStart();
  let columns: readonly string[] = [];
  const end = new Error('The first row is all that is wanted.');
  try {
    readRows(lines, findDelimiter(lines, name), name, (cells) => {
      columns = cells;
      throw end;
    });
  } catch (error) {
    if (error !== end) throw error;
  }
  return columns;
}

/**
 * With that file as its data, and an output and a loss for the task that its target column
 * sets.
 * @throws UserError when the file cannot be read for that target
 */
export function withCsv(
  spec: TrainingSpec,
  data: CsvDataSpec,
  contents: Uint8Array,
): TrainingSpec {
  const { task } = readCsv(contents, data, data.csv);
  return fitToTask({ ...spec, data }, likelyTask(spec), task);
}
