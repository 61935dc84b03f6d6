import Papa from 'papaparse';
import { UserError } from '../../core/errors.ts';

/**
 * Hands every row that is not blank to `visit`, with its cells trimmed and with the line of
 * the file on which it begins, counted from 1. What `visit` throws ends the reading.
 *
 * @param text with `\n` as its only line break
 * @throws UserError for a quotation mark that is not closed or stands in the wrong place
 */
export function readRows(
  text: string,
  delimiter: string,
  name: string,
  visit: (cells: readonly string[], line: number) => void,
): void {
  let nextLine = 1;
  Papa.parse<string[]>(text, {
    // Names of columns must not become keys of objects: `__proto__` is one like any other.
    header: false,
    delimiter,
    newline: '\n',
    step({ data: cells, errors }) {
      const line = nextLine;
      nextLine += 1 + countLineBreaks(cells);
      const error = errors.find(({ type }) => type === 'Quotes');
      if (error)
        throw new UserError(
          error.code === 'MissingQuotes'
            ? `${name}, row ${line}: a quotation mark is opened and never closed; close it, or double it where it belongs to the text.`
            : `${name}, row ${line}: text follows a closing quotation mark; put a delimiter there, or double the marks that belong to the text.`,
        );
      for (let i = 0; i < cells.length; i++) cells[i] = cells[i].trim();
      if (cells.length > 1 || cells[0] !== '') visit(cells, line);
    },
  });
}

/** Quoted cells may contain line breaks. */
function countLineBreaks(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells)
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}
