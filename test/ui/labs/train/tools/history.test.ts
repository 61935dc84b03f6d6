import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../../../src/spec/parse-spec.ts';
import { RunArchive } from '../../../../../src/ui/run/run-archive.ts';
import { NO_FIGURES } from '../../../../../src/ui/run/run-record.ts';
import {
  compareCurves,
  lossAt,
} from '../../../../../src/ui/labs/train/tools/history/comparison-data.ts';
import {
  runsToCsv,
  runsToJson,
} from '../../../../../src/ui/labs/train/tools/history/export-runs.ts';

const a = { steps: [0, 10, 30], train: [2, 1, 0.5], test: [3, null, 1] };
const b = { steps: [0, 20], train: [4, 2], test: [5, 0] };

it('lays curves over one another', () => {
  expect(compareCurves([{ curve: a }, { curve: b }], 'test')).toEqual({
    steps: [0, 10, 20, 30],
    lines: [
      [3, null, null, 1],
      [5, null, 0, null],
    ],
  });
  // On a logarithmic axis exponents, and nothing for 0.
  expect(compareCurves([{ curve: b }], 'test', true).lines).toEqual([
    [Math.log10(5), null],
  ]);
});

it('reads a curve at any step', () => {
  expect(lossAt(a, 'test', 29)).toBe(3);
  expect(lossAt(a, 'train', 29)).toBe(1);
  expect(lossAt(a, 'test', Infinity)).toBe(1);
  expect(lossAt({ steps: [5], train: [1], test: [1] }, 'test', 4)).toBeNull();
});

it('exports what is kept, for spreadsheets without formulas', () => {
  const archive = new RunArchive();
  const executor = 'auto' as const;
  archive.begin({ spec: DEFAULT_SPEC, engine: 'cpu', executor }, 0);
  archive.progress({
    steps: 100,
    milliseconds: 1500,
    failure: null,
    figures: { ...NO_FIGURES, testLoss: 0.25 },
    times: [{ engine: 'webgpu', executor: 'fused', millisecondsPerStep: 0.157 }],
    curve: a,
  });
  const data = { csv: '=cmd.csv', target: '-x', task: 'classification' };
  archive.begin(
    { spec: parseSpec({ ...DEFAULT_SPEC, data }), engine: 'cpu', executor },
    1,
  );
  const text = runsToCsv(archive.records);
  const { data: rows, errors } = Papa.parse<Record<string, string>>(text.trim(), {
    header: true,
  });
  expect(errors).toEqual([]);
  expect(rows[0]).toMatchObject({
    run: '1',
    started: '1970-01-01T00:00:00.000Z',
    steps: '100',
    seconds: '1.5',
    'test loss': '0.25',
    'ms per step': 'webgpu fused: 0.1570',
    'learning rate': '0.03',
    data: 'Circle',
  });
  expect(rows[1]).toMatchObject({
    data: "'=cmd.csv",
    'column to predict': "'-x",
    samples: '',
  });
  expect(JSON.parse(runsToJson(archive.records))).toMatchObject({
    format: 'nabla-runs',
    runs: [{ curve: a }, { number: 2 }],
  });
});
