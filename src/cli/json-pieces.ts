/** Characters gathered before they are handed on. */
const PIECE_LENGTH = 1 << 16;

/**
 * `value` as JSON, indented, with lists of numbers on one line, in pieces: a network's
 * parameters may be longer than a string can be. Numbers that are not finite become null,
 * as in JSON.stringify; so does undefined in a list, and a field of it is left out.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = '';
  for (const token of tokens(value, '\n')) {
    piece += token;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n`;
}

function* tokens(value: unknown, newline: string): Generator<string> {
  if (isNumberList(value)) {
    yield '[';
    for (let i = 0; i < value.length; i++)
      yield `${i > 0 ? ',' : ''}${JSON.stringify(value[i])}`;
    yield ']';
  } else if (Array.isArray(value)) yield* listTokens(value, newline);
  else if (typeof value === 'object' && value !== null)
    yield* recordTokens(Object.entries(value), newline);
  else yield JSON.stringify(value) ?? 'null';
}

function* listTokens(list: readonly unknown[], newline: string): Generator<string> {
  const inner = `${newline}  `;
  for (let i = 0; i < list.length; i++) {
    yield `${i > 0 ? ',' : '['}${inner}`;
    yield* tokens(list[i], inner);
  }
  yield list.length > 0 ? `${newline}]` : '[]';
}

function* recordTokens(
  fields: readonly (readonly [string, unknown])[],
  newline: string,
): Generator<string> {
  const inner = `${newline}  `;
  let first = true;
  for (const [name, field] of fields) {
    if (field === undefined) continue;
    yield `${first ? '{' : ','}${inner}${JSON.stringify(name)}: `;
    yield* tokens(field, inner);
    first = false;
  }
  yield first ? '{}' : `${newline}}`;
}

function isNumberList(value: unknown): value is ArrayLike<number> {
  if (value instanceof Float32Array || value instanceof Float64Array) return true;
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((element) => typeof element === 'number')
  );
}
