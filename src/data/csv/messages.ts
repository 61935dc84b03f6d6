/** How messages quote what stands in a file: on one line, and never at full length. */

const LONGEST_QUOTE = 40;
const LONGEST_LIST = 10;

/** A value or column name in quotation marks, shortened, control characters escaped. */
export function quote(text: string): string {
  return JSON.stringify(
    text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text,
  );
}

/** At most ten names, and how many more there are. */
export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, LONGEST_LIST).map(quote).join(', ');
  const rest = names.length - LONGEST_LIST;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** `iris.csv, row 5, column "species"`; rows count the file's lines from 1, the header's. */
export function place(file: string, row: number, column: string): string {
  return `${file}, row ${row}, column ${quote(column)}`;
}
