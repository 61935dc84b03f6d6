import { UserError } from '../../core/errors.ts';
import type { CsvDataSpec } from '../../core/spec.ts';
import { LIMITS } from '../../core/spec.ts';
import { quote, quoteAll } from './messages.ts';

/** The delimiters that are recognized, in the order in which ties are settled. */
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * The delimiter of a file: whichever occurs most often in the header row, outside quoted
 * names; a comma where none does. It reads no further than the header row, and stops as
 * soon as that has too many columns.
 *
 * @throws UserError when the header has more than `LIMITS.columns` columns
 */
export function findDelimiter(text: string, name: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  let fieldStart = true;
  let closedAt = -1;
  for (let i = firstLineStart(text); i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === '"') {
        quoted = false;
        closedAt = i;
      }
      continue;
    }
    if (character === '\n') break;
    const count = counts.get(character);
    if (count !== undefined) {
      if (count + 1 >= LIMITS.columns)
        throw new UserError(
          `${name} has more than ${LIMITS.columns} columns, the most that can be read; use fewer.`,
        );
      counts.set(character, count + 1);
    }
    // A doubled quote inside a quoted name closes it and opens it again at once.
    if (character === '"' && (fieldStart || closedAt === i - 1)) quoted = true;
    fieldStart = count !== undefined;
  }
  let best: string = DELIMITERS[0];
  for (const [delimiter, count] of counts)
    if (count > (counts.get(best) ?? 0)) best = delimiter;
  return best;
}

/** What a column is read as. */
export type ColumnRole = 'target' | 'feature' | 'ignored';

/**
 * The role of each column.
 *
 * @param columns the trimmed names of the header row
 * @throws UserError for a column without a name, two of the same name, a name in the spec
 *   that no column has, a target that is also ignored, or a file without input columns
 */
export function assignRoles(
  columns: readonly string[],
  spec: Pick<CsvDataSpec, 'target' | 'categorical' | 'ignore'>,
  name: string,
): ColumnRole[] {
  const ignored = new Set(spec.ignore);
  const seen = new Map<string, number>();
  columns.forEach((column, index) => {
    const before = seen.get(column);
    if (before !== undefined)
      throw new UserError(
        `${name}: columns ${before + 1} and ${index + 1} are both named ${quote(column)}; give each column a name of its own.`,
      );
    seen.set(column, index);
    if (column === '' && !ignored.has(''))
      throw new UserError(
        `${name}: column ${index + 1} has no name in the first row; give it one, or list "" under "ignore".`,
      );
  });

  const require = (column: string, role: string) => {
    if (!seen.has(column))
      throw new UserError(
        `${name} has no column ${quote(column)}, which is ${role}; its columns are ${quoteAll(columns)}.`,
      );
  };
  require(spec.target, 'the target');
  for (const column of spec.categorical ?? [])
    require(column, 'listed under "categorical"');
  for (const column of ignored) require(column, 'listed under "ignore"');
  if (ignored.has(spec.target))
    throw new UserError(
      `The target ${quote(spec.target)} is also listed under "ignore"; remove it there or choose another target.`,
    );

  const roles = columns.map((column): ColumnRole => {
    if (column === spec.target) return 'target';
    return ignored.has(column) ? 'ignored' : 'feature';
  });
  if (!roles.includes('feature'))
    throw new UserError(
      `${name} has no column besides the target ${quote(spec.target)} to predict it from.`,
    );
  return roles;
}

/** Blank lines before the header are skipped, as they are everywhere. */
function firstLineStart(text: string): number {
  return text.lastIndexOf('\n', text.search(/\S/)) + 1;
}
