import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import {
  MOST_CHARACTERS,
  readSpeedFile,
  writeSpeedCsv,
  writeSpeedFile,
} from '../../src/speed/results/speed-file.ts';
import { sampleResult } from './sample-result.ts';

const result = sampleResult({
  rounds: 4,
  values: [16, 64],
  times: {
    cpu: [(round) => 1 + round / 10, (round) => 4 + round],
    webgpu: [(round) => 2 + round / 10],
  },
});

describe('a file of measurements', () => {
  it('comes back as it was, with every sample', () => {
    expect(readSpeedFile(writeSpeedFile(result), 'mine.json')).toEqual(result);
  });

  it('keeps an error that is no number, which JSON does not have', () => {
    const [first, ...others] = result.points;
    const broken = {
      ...result,
      points: [
        { ...first, entries: [{ engine: 'cpu', parity: NaN, refused: 'Off.' }] },
        ...others,
      ],
    };
    const read = readSpeedFile(writeSpeedFile(broken), 'mine.json');
    expect(read.points[0].entries[0]).toEqual({
      engine: 'cpu',
      parity: NaN,
      refused: 'Off.',
    });
  });

  it.each([
    ['no JSON', '{', 'is no JSON'],
    ['another file', '{"version": 1}', '"format" is not right'],
    ['a list', '[]', 'is no file of measurements'],
    [
      'another version',
      writeSpeedFile(result).replace('"version": 1', '"version": 2'),
      '"version" is not right',
    ],
    [
      'more fields',
      writeSpeedFile(result).replace(
        '"complete"',
        '"__proto__": {}, "more": 1, "complete"',
      ),
      'is no file',
    ],
    [
      'a negative time',
      writeSpeedFile(result).replace('"startTime": 5', '"startTime": -5'),
      'startTime" is not right',
    ],
    [
      'an unknown axis',
      writeSpeedFile(result).replace('"axis": "width"', '"axis": "length"'),
      'question.axis',
    ],
    [
      'sizes that do not ascend',
      writeSpeedFile(result).replace(/"values": \[[^\]]*\]/, '"values": [64, 16]'),
      'ascend',
    ],
    ['too large a file', ' '.repeat(MOST_CHARACTERS + 1), 'has at most'],
  ])('is refused with the reason: %s', (_, contents, reason) => {
    const read = () => readSpeedFile(contents, 'mine.json');
    expect(read).toThrow(UserError);
    expect(read).toThrow(reason);
  });
});

describe('a table of measurements', () => {
  it('has a row for each engine, size and quantity, with the figures of the samples', () => {
    const [head, ...rows] = writeSpeedCsv(result).trimEnd().split('\n');
    const names = head.split(',');
    const table = rows.map((row) =>
      Object.fromEntries(row.split(',').map((cell, at) => [names[at], cell])),
    );
    expect(table).toHaveLength(3 * 3);
    const row = table.find(
      ({ engine, place, quantity }) =>
        engine === 'cpu' && place === '64' && quantity === 'step',
    )!;
    expect(Number(row['median_ms'])).toBeCloseTo(5.5, 9);
    expect(Number(row['lower_quartile_ms'])).toBeCloseTo(4.75, 9);
    expect(row).toMatchObject({ samples: '4', width: '64', parity_error: '0.000001' });
  });
});
