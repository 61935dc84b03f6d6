import { float32Text } from '../float32-text.ts';
import type { NamedTensor } from '../model.ts';

/** Columns of generated code, as Python's formatters have it. */
const LINE_LENGTH = 88;

/**
 * Characters that a Python literal could hold as they are, but that a reader would not see
 * or would see in another order.
 */
const UNSEEN = /[\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g;

/** A text from a person or a file as a literal that cannot end early. */
export function pythonString(text: string): string {
  // JSON's escapes are Python's, too.
  return JSON.stringify(text).replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Lines moved in by so many levels; empty ones stay empty. */
export function indent(lines: readonly string[], levels = 1): string[] {
  return lines.map((line) => (line === '' ? line : `${'    '.repeat(levels)}${line}`));
}

/**
 * `opening item, item, … closing` on one line, or filled into as few as needed.
 * @param levels of indentation at which the lines will stand
 */
export function fill(
  opening: string,
  items: readonly string[],
  closing: string,
  levels = 0,
): string[] {
  const room = LINE_LENGTH - 4 * levels;
  const length = items.reduce((sum, item) => sum + item.length + 2, -2);
  if (opening.length + length + closing.length <= room)
    return [`${opening}${items.join(', ')}${closing}`];
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line !== '' && line.length + item.length + 2 > room - 4) {
      lines.push(line);
      line = '';
    }
    line += `${line === '' ? '' : ' '}${item},`;
  }
  return [opening, ...indent([...lines, line]), closing];
}

/** Rows of float32 as a nested list. */
export function matrix(
  opening: string,
  values: ArrayLike<number>,
  width: number,
  closing: string,
  levels = 0,
): string[] {
  const rows = Array.from({ length: values.length / width }, (_, row) =>
    Array.from({ length: width }, (_, column) =>
      float32Text(values[row * width + column]),
    ),
  );
  return [
    `${opening}[`,
    ...rows.flatMap((row) => indent(fill('[', row, '],', levels + 1))),
    `]${closing}`,
  ];
}

/** A tensor as an entry of a dictionary. */
export function tensorEntry({ name, shape, values }: NamedTensor): string[] {
  const key = `${pythonString(name)}: `;
  return shape.length === 2
    ? matrix(key, values, shape[1], ',', 1)
    : fill(`${key}[`, Array.from(values, float32Text), '],', 1);
}

/** Sections with two empty lines between them, as between definitions; empty ones are left out. */
export function joinSections(sections: readonly (readonly string[])[]): string {
  const texts = sections
    .filter((section) => section.length > 0)
    .map((lines) => lines.join('\n'));
  return `${texts.join('\n\n\n')}\n`;
}
