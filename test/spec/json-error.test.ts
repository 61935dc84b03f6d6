import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJsonError, findJsonError } from '../../src/spec/json-error.ts';
import { SEED } from './arbitrary-spec.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonError', () => {
  it.each([
    ['', 0, 'expected a value, but the text ends'],
    ['{"a":1', 6, 'expected "," or "}", but the text ends'],
    ['{"a":1,}', 7, 'there may be no comma after the last item'],
    ['[1,]', 3, 'there may be no comma after the last item'],
    ['[1 2]', 3, 'expected "," or "]"'],
    ["{'a':1}", 1, 'expected a key in double quotes'],
    ['{"a" 1}', 5, 'expected ":" after the key'],
    ["['a']", 1, 'JSON has texts in double quotes only'],
    ['[1] x', 4, 'expected nothing after the value'],
    ['// hello', 0, 'JSON has no comments'],
    ['[NaN]', 1, 'JSON has no NaN; write a finite number'],
    ['[-Infinity]', 1, 'JSON has no -Infinity; write a finite number'],
    ['[01]', 2, 'expected "," or "]"'],
  ])('%j', (text, offset, reason) => {
    expect(findJsonError(text)).toEqual({ offset, reason });
  });

  it('finds an error exactly where JSON.parse fails', () => {
    // Pieces of JSON in any order are nearly right more often than free text is.
    const pieces = fc
      .array(
        fc.constantFrom(
          ...['{', '}', '[', ']', ',', ':', ' ', '"a"', '"\\n"', '"\\x"', '"\n"', '1'],
          ...['-0.5e3', '01', '+1', '.5', 'true', 'null', 'nul', 'NaN', '\u00a0', '"'],
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(pieces, fc.json(), fc.string()), (text) => {
        expect(findJsonError(text) === null).toBe(isJson(text));
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it('is not stopped by length', () => {
    const long = 'x'.repeat(2 ** 20);
    expect(findJsonError(`["${long}"]`)).toBeNull();
    expect(findJsonError(`["${long}`)?.offset).toBe(1);
    expect(findJsonError(`[${'1'.repeat(2 ** 20)}x]`)?.offset).toBe(1 + 2 ** 20);
  });

  it('is not stopped by depth', () => {
    const depth = 500_000;
    expect(findJsonError('['.repeat(depth))?.offset).toBe(depth);
    expect(findJsonError('['.repeat(depth) + ']'.repeat(depth))).toBeNull();
  });
});

describe('describeJsonError', () => {
  it('shows the surroundings of a place in a long line', () => {
    const text = `[${'1,'.repeat(5000)}x]`;
    const error = findJsonError(text);
    expect(error).not.toBeNull();
    if (!error) return;
    const [first, shown, mark] = describeJsonError(text, error).split('\n');
    expect(first).toBe('line 1, column 10002: expected a value');
    expect(shown.length).toBeLessThan(130);
    expect(shown[mark.indexOf('^')]).toBe('x');
  });
});
