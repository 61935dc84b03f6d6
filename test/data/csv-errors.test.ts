import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { CsvDataSpec } from '../../src/core/spec.ts';
import type { CsvColumns } from '../../src/data/csv.ts';
import { readCsv } from '../../src/data/csv.ts';
import { loadCsv } from '../../src/data/load.ts';

/** The message of the UserError that reading throws. */
function complaint(
  source: string | Uint8Array,
  columns: Partial<CsvColumns> = {},
): string {
  try {
    readCsv(source, { target: 'y', ...columns }, 'data.csv');
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('Reading succeeded.');
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('what is refused', () => {
  const manyClasses = (prefix: string) =>
    `a,y\n${Array.from({ length: 1001 }, (_, i) => `${i},${prefix}${i}`).join('\n')}`;
  const columns = Array.from({ length: 12 }, (_, i) => `c${i}`).join(',');

  test.each<[string, string | Uint8Array, Partial<CsvColumns>, string]>([
    [
      'a missing value',
      'a,y\n1,u\n,v\n',
      {},
      'data.csv, row 3, column "a": the value is missing',
    ],
    [
      'a missing target',
      'a,y\n1,u\n2,\n',
      {},
      'data.csv, row 3, column "y": the value is missing',
    ],
    [
      'a blank value after quoted line breaks',
      'a,y\n1,"u\nu"\n ,v\n',
      {},
      'data.csv, row 4, column "a": the value is missing',
    ],
    [
      'no such target',
      'a,b\n1,2\n3,4\n',
      {},
      'data.csv has no column "y", which is the target; its columns are "a", "b".',
    ],
    ['no such target among many', `${columns}\n`, {}, '"c8", "c9" and 2 more.'],
    [
      'no such column to ignore',
      'a,y\n1,2\n',
      { ignore: ['b'] },
      'data.csv has no column "b", which is listed under "ignore"',
    ],
    [
      'no such categorical column',
      'a,y\n1,2\n',
      { categorical: ['b'] },
      'data.csv has no column "b", which is listed under "categorical"',
    ],
    [
      'an ignored target',
      'a,y\n1,2\n',
      { ignore: ['y'] },
      'The target "y" is also listed under "ignore"',
    ],
    [
      'one class',
      'a,y\n1,u\n2,u\n',
      {},
      'every row has the same value "u" in the target column "y"; classification needs at least two classes.',
    ],
    [
      'one number as class',
      'a,y\n1,3\n2,3\n',
      {},
      'every row has the same value "3" in the target column "y"',
    ],
    [
      'text among numbers',
      'a,y\n1,u\ntwo,v\n3,u\n',
      {},
      'data.csv, row 3, column "a": "two" is not a number, but most values of this column are; correct it, or list the column under "categorical"',
    ],
    [
      'text among numbers to predict',
      'a,y\n1,1.5\n2,?\n3,2.5\n',
      {},
      'row 3, column "y": "?" is not a number',
    ],
    [
      'a hexadecimal number',
      'a,y\n1,u\n0x10,v\n3,v\n',
      {},
      'row 3, column "a": "0x10" is not a number',
    ],
    [
      'NaN',
      'a,y\n1,u\nNaN,v\n',
      {},
      'data.csv, row 3, column "a": "NaN" is not a finite number',
    ],
    [
      'NaN among text',
      'a,y\nb,u\nnan,v\nc,v\n',
      {},
      'row 3, column "a": "nan" is not a finite number',
    ],
    [
      'Infinity',
      'a,y\n-Infinity,u\n2,v\n',
      {},
      'row 2, column "a": "-Infinity" is not a finite number',
    ],
    ['inf', 'a,y\n1,u\ninf,v\n', {}, 'row 3, column "a": "inf" is not a finite number'],
    [
      'a number too large for float64',
      'a,y\n1e999,u\n2,v\n',
      {},
      '"1e999" is not a finite number of single precision',
    ],
    [
      'a number too large for float32',
      'a,y\n1e39,u\n2,v\n',
      {},
      '"1e39" is not a finite number of single precision',
    ],
    [
      'a decimal comma',
      'a;y\n1,5;u\n2,5;v\n',
      {},
      'row 2, column "a": "1,5" looks like a number with a comma',
    ],
    [
      'names to predict as numbers',
      'a,y\n1,u\n2,v\n',
      { task: 'regression' },
      'the target "y" is read as names (such as "u"), and regression needs numbers',
    ],
    ['an empty file', '', {}, 'data.csv is empty'],
    ['an empty file of bytes', new Uint8Array(), {}, 'data.csv is empty'],
    ['a file of blank lines', '\n \r\n\uFEFF', {}, 'data.csv is empty'],
    [
      'a header alone',
      'a,y\n',
      {},
      'data.csv has column names but no rows; it needs at least 2',
    ],
    [
      'one row',
      'a,y\n1,u\n',
      {},
      'data.csv has only 1 row of values; it needs at least 2',
    ],
    [
      'two columns of one name',
      'a,b,a,y\n1,2,3,4\n',
      {},
      'data.csv: columns 1 and 3 are both named "a"',
    ],
    [
      'a column without a name',
      'a,,y\n1,2,3\n',
      {},
      'data.csv: column 2 has no name in the first row',
    ],
    ['the target alone', 'y\n1\n2\n', {}, 'no column besides the target "y"'],
    [
      'a row too short',
      'a,b,y\n1,2,u\n1,v\n',
      {},
      'data.csv, row 3: 2 values, but the first row names 3 columns',
    ],
    [
      'a row too long',
      'a,y\n1,u,\n',
      {},
      'data.csv, row 2: 3 values, but the first row names 2 columns',
    ],
    [
      'an open quotation mark',
      'a,y\n1,u\n2,"v\n3,u\n',
      {},
      'data.csv, row 3: a quotation mark is opened and never closed',
    ],
    [
      'text after a quotation mark',
      'a,y\n1,u\n2,"v"w\n3,u\n',
      {},
      'data.csv, row 3: text follows a closing quotation mark',
    ],
    [
      'too many classes of text',
      manyClasses('n'),
      {},
      'column "y": more than 1000 different values',
    ],
    [
      'too many classes of numbers',
      manyClasses(''),
      { task: 'classification' },
      'the target "y" has more than 1000 different values',
    ],
    [
      'too many categories',
      manyClasses('n'),
      { target: 'a', task: 'regression' },
      'column "y": more than 1000 different values',
    ],
    [
      'bytes that are not UTF-8',
      Uint8Array.of(...bytesOf('a,y\n1,u\n2,'), 0xe9, 0x0a),
      {},
      'data.csv, row 3: not UTF-8 text; save the file as UTF-8.',
    ],
    [
      'UTF-16',
      Uint8Array.of(0xff, 0xfe, 0x61, 0x00),
      {},
      'data.csv, row 1: not UTF-8 text',
    ],
  ])('%s', (_, source, given, message) => {
    expect(complaint(source, given)).toContain(message);
  });

  test('a million columns, after reading no more of the header than needed', () => {
    const header = Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',');
    expect(complaint(`${header}\n1`, { target: 'c0' })).toBe(
      'data.csv has more than 100000 columns, the most that can be read; use fewer.',
    );
  });

  test('more bytes than the limit', () => {
    expect(complaint(new Uint8Array(2 ** 28 + 1))).toContain(
      'data.csv is larger than 256 MiB',
    );
  });

  test('more numbers than can be held', () => {
    // 1000 categories make 1000 inputs, and 2²⁶ numbers hold 67 108 such rows.
    const rows = Array.from({ length: 70_000 }, (_, i) => `n${i % 1000},${i % 2}`);
    expect(complaint(`a,y\n${rows.join('\n')}`)).toContain(
      'makes at least 70000 rows of 1000 inputs',
    );
  });

  test('a long value, quoted in part', () => {
    const message = complaint(`a,y\n1,u\n${'x'.repeat(1000)},v\n2,v`);
    expect(message).toContain(`"${'x'.repeat(40)}…"`);
    expect(message.length).toBeLessThan(300);
  });
});

describe('random files', () => {
  const spec: CsvDataSpec = {
    csv: 'd.csv',
    target: 'y',
    standardize: true,
    testFraction: 0.5,
  };
  const PROPERTY = { seed: 20_240_502, numRuns: 1000 } as const;

  /** Any outcome but prepared finite numbers or a UserError is a failure. */
  function loadOrComplain(source: string | Uint8Array): void {
    try {
      const { train, test } = loadCsv(source, spec, 1, 'd.csv');
      expect(train.inputs.every(Number.isFinite)).toBe(true);
      expect(test.inputs.every(Number.isFinite)).toBe(true);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }

  test('bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), loadOrComplain), PROPERTY);
  });

  test('pieces of CSV', () => {
    const pieces = [
      '1',
      '-2.5',
      '1e38',
      '-3e38',
      '1e-300',
      'NaN',
      'x',
      '"',
      '""',
      ',',
      ',',
      ';',
      '\t',
      '\n',
      '\n',
      '\r\n',
      ' ',
      '\uFEFF',
      '\u0000',
      '__proto__',
    ];
    const body = fc.array(fc.constantFrom(...pieces), { maxLength: 60 });
    fc.assert(
      fc.property(body, fc.boolean(), (parts, header) =>
        loadOrComplain((header ? 'a,y\n' : '') + parts.join('')),
      ),
      PROPERTY,
    );
  });

  test('rows of the right length', () => {
    const cell = fc.oneof(
      fc.double().map(String),
      fc.integer({ min: 0, max: 3 }).map(String),
      fc.constantFrom('1e38', '-1e38', '1e-38', 'x', 'y'),
    );
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(rows, (cells) =>
        loadOrComplain(['a,y', ...cells.map((row) => row.join(','))].join('\n')),
      ),
      PROPERTY,
    );
  });
});
