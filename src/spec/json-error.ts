/** Where a text stops being JSON, and what was expected there. */
export interface JsonError {
  /** Index of the first character that cannot stand there; the length of the text if it ends too early. */
  readonly offset: number;
  readonly reason: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const NOT_A_NUMBER = /[+-]?(?:NaN|Infinity|inf\b|nan\b)/y;

/**
 * The first place at which `text` breaks the grammar of JSON (RFC 8259), or null where it
 * is JSON. `JSON.parse` names it in other words in every browser, some without a place.
 * Nesting costs memory but no stack.
 */
export function findJsonError(text: string): JsonError | null {
  const closers: ('}' | ']')[] = [];
  let offset = 0;

  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = offset;
    if (!pattern.test(text)) return false;
    offset = pattern.lastIndex;
    return true;
  };
  const space = () => match(SPACE);
  const fail = (reason: string): JsonError => ({
    offset,
    reason: offset < text.length ? reason : `${reason}, but the text ends`,
  });
  /** A key and its colon. */
  const key = (): JsonError | null => {
    if (text[offset] !== '"') return fail('expected a key in double quotes');
    if (!match(STRING)) return fail(BAD_STRING);
    space();
    if (text[offset] !== ':') return fail('expected ":" after the key');
    offset++;
    space();
    return null;
  };

  space();
  for (;;) {
    // Here a value begins.
    const opener = text[offset];
    if (opener === '{' || opener === '[') {
      const closer = opener === '{' ? '}' : ']';
      offset++;
      space();
      if (text[offset] === closer) offset++;
      else {
        closers.push(closer);
        const problem = closer === '}' ? key() : null;
        if (problem) return problem;
        continue;
      }
    } else if (opener === '"') {
      if (!match(STRING)) return fail(BAD_STRING);
    } else if (!match(WORD) && !match(NUMBER)) return fail(valueReason(text, offset));

    // Here a value has ended.
    for (;;) {
      space();
      const closer = closers.at(-1);
      if (closer === undefined)
        return offset === text.length ? null : fail('expected nothing after the value');
      if (text[offset] === closer) {
        closers.pop();
        offset++;
      } else if (text[offset] === ',') break;
      else return fail(`expected "," or "${closer}"`);
    }
    offset++;
    space();
    if (text[offset] === closers.at(-1))
      return fail('there may be no comma after the last item');
    const problem = closers.at(-1) === '}' ? key() : null;
    if (problem) return problem;
  }
}

const BAD_STRING =
  'this text has no end, or a line break or unknown escape (such as \\x) in it';

function valueReason(text: string, offset: number): string {
  NOT_A_NUMBER.lastIndex = offset;
  const word = NOT_A_NUMBER.exec(text)?.[0];
  if (word) return `JSON has no ${word}; write a finite number`;
  if (text[offset] === "'") return 'JSON has texts in double quotes only';
  if (text[offset] === '/') return 'JSON has no comments';
  return 'expected a value';
}

/** Characters of a long line that are shown on each side of the place. */
const SHOWN_AROUND = 60;

/** `line 3, column 7: expected a value`, then the line with a mark under the place. */
export function describeJsonError(text: string, error: JsonError): string {
  const before = text.slice(0, error.offset);
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', error.offset);
  const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
  const number = before.split('\n').length;
  const column = error.offset - start;
  const from = Math.max(0, column - SHOWN_AROUND);
  const shown = line.slice(from, column + SHOWN_AROUND).replaceAll('\t', ' ');
  const mark = `${' '.repeat(column - from)}^`;
  return `line ${number}, column ${column + 1}: ${error.reason}\n  ${shown}\n  ${mark}`;
}
