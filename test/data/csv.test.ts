import { describe, expect, test } from 'vitest';
import type { CsvDataSpec } from '../../src/core/spec.ts';
import type { CsvColumns } from '../../src/data/csv.ts';
import { readCsv } from '../../src/data/csv.ts';
import { loadCsv } from '../../src/data/load.ts';

function read(source: string | Uint8Array, columns: Partial<CsvColumns> = {}) {
  return readCsv(source, { target: 'y', ...columns }, 'data.csv');
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('what is read', () => {
  test('numbers and classes', () => {
    const table = read('a,y,b\n1,yes,-2.5\n2,no,1e3\n3,yes,.5\n');
    expect(table).toEqual({
      task: 'classification',
      count: 3,
      featureNames: ['a', 'b'],
      targetName: 'y',
      classNames: ['no', 'yes'],
      inputs: Float64Array.from([1, -2.5, 2, 1000, 3, 0.5]),
      labels: Int32Array.from([1, 0, 1]),
      values: null,
      numericFeatures: [true, true],
    });
  });

  test('numbers to predict', () => {
    const table = read('a,y\n1,0.5\n2,1.5\n');
    expect(table.task).toBe('regression');
    expect(table.values).toEqual(Float64Array.from([0.5, 1.5]));
    expect(table.labels).toBeNull();
    expect(table.classNames).toBeNull();
  });

  test('categories as one input each, in ascending order', () => {
    const table = read('colour,y\nred,0.5\nblue,1.5\nred,2.5\n');
    expect(table.featureNames).toEqual(['colour=blue', 'colour=red']);
    expect([...table.inputs]).toEqual([0, 1, 1, 0, 0, 1]);
    expect(table.numericFeatures).toEqual([false, false]);
  });

  test('numbers declared categorical, in ascending order of the numbers', () => {
    const table = read('zip,y\n10,0.5\n9,1.5\n010,2.5\n', { categorical: ['zip'] });
    expect(table.featureNames).toEqual(['zip=9', 'zip=010', 'zip=10']);
  });

  test('a column of which half is text, numbers among its categories', () => {
    const table = read('size,y\n1,0.5\nS,1.5\n1.0,2.5\nM,3.5\n');
    expect(table.featureNames).toEqual(['size=1', 'size=M', 'size=S']);
    expect([...table.inputs]).toEqual([1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  test('more rows than the first allocation holds, text coming late', () => {
    const rows = Array.from(
      { length: 100 },
      (_, i) => `${i < 40 ? i % 4 : 'x'},${i / 8}`,
    );
    const table = read(`a,y\n${rows.join('\n')}`);
    expect(table.featureNames).toEqual(['a=0', 'a=1', 'a=2', 'a=3', 'a=x']);
    expect(table.inputs[37 * 5 + 1]).toBe(1);
    expect(table.inputs[99 * 5 + 4]).toBe(1);
    expect(Array.from(table.inputs).filter((value) => value === 1)).toHaveLength(100);
  });

  test('all columns but the ignored ones, whatever these hold', () => {
    const table = read('id,a,y\n,1,0.5\nx,2,1.5\n', { ignore: ['id'] });
    expect(table.featureNames).toEqual(['a']);
  });

  test.each([
    ['a byte-order mark', bytesOf('\uFEFFa,y\n1,u\n2,v')],
    ['a byte-order mark in text', '\uFEFFa,y\n1,u\n2,v'],
    ['CRLF', 'a,y\r\n1,u\r\n2,v\r\n'],
    ['CR', 'a,y\r1,u\r2,v\r'],
    ['mixed line breaks', 'a,y\r\n1,u\n2,v'],
    ['quotation marks', '"a","y"\n"1","u"\n2,"v"\n'],
    ['quotation marks before CRLF', '"a","y"\r\n"1","u"\r\n"2","v"\r\n'],
    ['semicolons', 'a;y\n1;u\n2;v\n'],
    ['tabs', 'a\ty\n1\tu\n2\tv\n'],
    ['spaces around values', ' a , y\n 1 , u\n2,  v \n'],
    ['blank lines', '\n\na,y\n\n1,u\n   \n2,v\n\n\n'],
  ])('%s', (_, source) => {
    const table = read(source);
    expect(table.featureNames).toEqual(['a']);
    expect([...table.inputs]).toEqual([1, 2]);
    expect(table.classNames).toEqual(['u', 'v']);
  });

  test('delimiters, line breaks and quotation marks inside quotation marks', () => {
    const table = read('"a;b;c;d",y\n1,"u, or ""v"""\n2,"two\nlines"\n');
    expect(table.featureNames).toEqual(['a;b;c;d']);
    expect(table.classNames).toEqual(['two\nlines', 'u, or "v"']);
  });

  test('a delimiter that is no rarer inside quoted names', () => {
    const table = read('"a"",;;;",y\n1,u\n2,v\n');
    expect(table.featureNames).toEqual(['a",;;;']);
  });

  test('column names that objects know', () => {
    const table = read('__proto__,constructor,toString\n1,2,u\n3,4,v\n', {
      target: 'toString',
    });
    expect(table.featureNames).toEqual(['__proto__', 'constructor']);
    expect([...table.inputs]).toEqual([1, 2, 3, 4]);
    expect(read('a,y\n1,__proto__\n2,constructor\n').classNames).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

describe('the task', () => {
  const withTarget = (values: readonly unknown[]) =>
    `a,y\n${values.map((value, row) => `${row / 8},${String(value)}`).join('\n')}`;

  test.each([
    ['text', ['u', 'v'], 'classification'],
    ['two integers', [0, 1, 0], 'classification'],
    ['few integers, twice each', [3, 1, 2, 1, 2, 3], 'classification'],
    ['three integers, once each', [1, 2, 3], 'regression'],
    ['20 integers', Array.from({ length: 60 }, (_, i) => i % 20), 'classification'],
    ['21 integers', Array.from({ length: 63 }, (_, i) => i % 21), 'regression'],
    ['fractions', [0.5, 1, 0.5, 1], 'regression'],
  ])('of %s is inferred', (_, values, task) => {
    expect(read(withTarget(values)).task).toBe(task);
  });

  test('can be given', () => {
    expect(read(withTarget([0, 1, 0]), { task: 'regression' }).values).toEqual(
      Float64Array.from([0, 1, 0]),
    );
    const classes = read(withTarget([10, 2.5, 10]), { task: 'classification' });
    expect(classes.classNames).toEqual(['2.5', '10']);
    expect([...(classes.labels ?? [])]).toEqual([1, 0, 1]);
    const declared = read(withTarget([1, 2, 3]), { categorical: ['y'] });
    expect(declared.classNames).toEqual(['1', '2', '3']);
  });
});

describe('loading', () => {
  const spec: CsvDataSpec = {
    csv: 'd.csv',
    target: 'y',
    standardize: true,
    testFraction: 0.25,
  };
  const text = `a,c,y\n${Array.from({ length: 40 }, (_, i) => `${i},${'pq'[i % 2]},${'uv'[i % 2]}`).join('\n')}`;

  test('splits, standardizes numbers and leaves categories alone', () => {
    const data = loadCsv(text, spec, 3, 'd.csv');
    expect(data.train.count).toBe(30);
    expect(data.test.count).toBe(10);
    expect(data.inputs).toBe(3);
    expect(data.standardization?.inputs[0].mean).toBeGreaterThan(10);
    expect(data.standardization?.inputs.slice(1)).toEqual([
      { mean: 0, deviation: 1 },
      { mean: 0, deviation: 1 },
    ]);
    expect(loadCsv(bytesOf(text), spec, 3, 'd.csv')).toEqual(data);
    expect(loadCsv(text, spec, 4, 'd.csv').train).not.toEqual(data.train);
  });

  test('leaves numbers as they are where it is told so', () => {
    const data = loadCsv(text, { ...spec, standardize: false }, 3, 'd.csv');
    expect(data.standardization).toBeNull();
    expect(Math.max(...data.train.inputs, ...data.test.inputs)).toBe(39);
  });
});
