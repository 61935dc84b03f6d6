import { UserError } from '../../core/errors.ts';
import type { CsvDataSpec, Task } from '../../core/spec.ts';
import type { Column, NumericColumn } from './column-reader.ts';
import { MAX_CATEGORIES } from './column-reader.ts';
import { quote } from './messages.ts';

/** What the target column gives to a table. */
export interface Target {
  readonly task: Task;
  readonly classNames: readonly string[] | null;
  readonly labels: Int32Array | null;
  readonly values: Float64Array | null;
}

/** The most different integers that are taken for classes without being asked. */
const MAX_INFERRED_CLASSES = 20;

/**
 * Reads the target column as classes or as numbers.
 *
 * @throws UserError for a regression on text, or a classification with one class or with
 *   more than `MAX_CATEGORIES`
 */
export function readTarget(
  column: Column,
  spec: Pick<CsvDataSpec, 'task'>,
  file: string,
): Target {
  const task = spec.task ?? inferTask(column);
  if (task === 'regression') {
    if (column.kind === 'categorical')
      throw new UserError(
        `${file}: the target ${quote(column.name)} is read as names (such as ${quote(column.categories[0])}), and regression needs numbers; choose another target, or the task "classification".`,
      );
    return { task, classNames: null, labels: null, values: column.values };
  }
  const { classNames, labels } =
    column.kind === 'categorical'
      ? { classNames: column.categories, labels: column.codes }
      : classesOf(column, file);
  if (classNames.length < 2)
    throw new UserError(
      `${file}: every row has the same value ${quote(classNames[0])} in the target column ${quote(column.name)}; classification needs at least two classes.`,
    );
  return { task, classNames, labels, values: null };
}

/**
 * The rule where a spec names no task:
 * 1. names (or a column declared categorical): classification;
 * 2. integers with one or two different values: classification;
 * 3. integers with at most 20 different values, each of them on two rows on average:
 *    classification;
 * 4. anything else: regression.
 */
function inferTask(column: Column): Task {
  if (column.kind === 'categorical') return 'classification';
  const distinct = new Set<number>();
  for (const value of column.values) {
    distinct.add(value);
    if (!Number.isInteger(value) || distinct.size > MAX_INFERRED_CLASSES)
      return 'regression';
  }
  return distinct.size <= 2 || 2 * distinct.size <= column.values.length
    ? 'classification'
    : 'regression';
}

/** Each different number is a class; classes are in ascending order. */
function classesOf(column: NumericColumn, file: string) {
  const distinct = new Set<number>();
  for (const value of column.values) {
    distinct.add(value);
    if (distinct.size > MAX_CATEGORIES)
      throw new UserError(
        `${file}: the target ${quote(column.name)} has more than ${MAX_CATEGORIES} different values, the most that classification can tell apart; choose another target, or the task "regression".`,
      );
  }
  const sorted = [...distinct].sort((a, b) => a - b);
  const classOf = new Map(sorted.map((value, index) => [value, index]));
  return {
    classNames: sorted.map(String),
    labels: Int32Array.from(column.values, (value) => classOf.get(value) ?? 0),
  };
}
