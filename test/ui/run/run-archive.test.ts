import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, SPIRAL_SPEC } from '../../../src/spec/default-spec.ts';
import { loadHistory, saveHistory } from '../../../src/ui/run/archive-storage.ts';
import { RunArchive } from '../../../src/ui/run/run-archive.ts';
import {
  ARCHIVE_LIMITS,
  NO_FIGURES,
  type RunRecord,
} from '../../../src/ui/run/run-record.ts';

const configuration = (spec = DEFAULT_SPEC) => ({
  spec,
  engine: 'cpu',
  executor: 'auto' as const,
});

let archive: RunArchive;
beforeEach(() => {
  archive = new RunArchive();
});

const begin = (count: number) => {
  for (let at = 0; at < count; at++) archive.begin(configuration(), 1000 * at);
};
const numbers = () => archive.records.map(({ number }) => number);
const idOf = (number: number) =>
  archive.records.find((record) => record.number === number)?.id ?? '';

describe('the archive', () => {
  it('says what changed against the run before', () => {
    archive.begin(configuration(), 1);
    archive.begin(configuration({ ...DEFAULT_SPEC, batchSize: 32 }), 2);
    archive.begin(configuration({ ...DEFAULT_SPEC, batchSize: 32 }), 3);
    expect(archive.records.map(({ against, changes }) => [against, changes])).toEqual([
      [null, []],
      [1, ['batch size 10 → 32']],
      [2, []],
    ]);
  });

  it('forgets the oldest that are not pinned', () => {
    begin(2);
    archive.pin(idOf(1));
    begin(ARCHIVE_LIMITS.runs);
    expect(archive.records).toHaveLength(ARCHIVE_LIMITS.runs);
    expect(numbers()[0]).toBe(1);
    expect(numbers()[1]).toBe(4);
    expect(archive.current?.number).toBe(ARCHIVE_LIMITS.runs + 2);
  });

  it('pins as many as can be told apart, each in the first free place', () => {
    begin(ARCHIVE_LIMITS.pinned + 1);
    for (let at = 1; at <= ARCHIVE_LIMITS.pinned; at++)
      expect(archive.pin(idOf(at))).toBe(true);
    expect(archive.pin(idOf(ARCHIVE_LIMITS.pinned + 1))).toBe(false);
    archive.unpin(idOf(2));
    expect(archive.pin(idOf(ARCHIVE_LIMITS.pinned + 1))).toBe(true);
    expect(archive.pinned.map(({ number }) => number)).toEqual([1, 7, 3, 4, 5, 6]);
  });

  it('clears all but the pinned and the current run', () => {
    begin(4);
    archive.pin(idOf(2));
    archive.clear();
    expect(numbers()).toEqual([2, 4]);
    archive.end();
    archive.clear();
    expect(numbers()).toEqual([2]);
  });

  it('never gives a number twice', () => {
    begin(2);
    archive.remove(idOf(2));
    begin(1);
    expect(numbers()).toEqual([1, 3]);
    expect(new RunArchive(archive.records).records).toEqual(archive.records);
  });
});

class MemoryStorage {
  text: string | null = null;
  getItem(): string | null {
    return this.text;
  }
  setItem(_: string, text: string): void {
    this.text = text;
  }
}

describe('a stored history', () => {
  let storage: MemoryStorage;
  beforeEach(() => {
    storage = new MemoryStorage();
    archive.begin(configuration(), 1000);
    archive.begin({ ...configuration(SPIRAL_SPEC), stop: { steps: 500 } }, 2000);
    archive.progress({
      steps: 500,
      milliseconds: 1234,
      failure: null,
      figures: { ...NO_FIGURES, testLoss: 0.25, trainLoss: 0.125, testAccuracy: 0.9 },
      times: [{ engine: 'webgpu', executor: 'fused', millisecondsPerStep: 0.157 }],
      curve: { steps: [0, 10, 500], train: [1, null, 0.125], test: [1, 0.5, 0.25] },
    });
    archive.mark({ step: 300, text: 'learning rate 0.01 → 0.001' }, configuration());
    archive.pin(idOf(2));
  });

  it('comes back as it was', () => {
    expect(saveHistory(storage, archive.records)).toBeNull();
    expect(loadHistory(storage)).toEqual({ records: archive.records, note: null });
    expect(storage.text).not.toContain('points');
  });

  it('is empty at first, and without a storage', () => {
    expect(loadHistory(storage)).toEqual({ records: [], note: null });
    expect(loadHistory(null)).toEqual({ records: [], note: null });
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['another version', '{"version":2,"runs":[]}'],
    ['no list', '{"version":1,"runs":{}}'],
    ['too many runs', `{"version":1,"runs":[${'0,'.repeat(999)}0]}`],
    ['too long a text', `"${'x'.repeat(5 * 2 ** 20)}"`],
  ])('begins anew where it is %s', (_, text) => {
    storage.text = text;
    expect(loadHistory(storage)).toEqual({
      records: [],
      note: 'The stored history of runs could not be read, so it begins anew.',
    });
  });

  const broken: [string, (record: RunRecord) => unknown][] = [
    [
      'an unknown spec',
      (record) => ({
        ...record,
        configuration: { ...record.configuration, spec: { version: 1 } },
      }),
    ],
    ['a foreign field', (record) => ({ ...record, html: '<b>' })],
    [
      'columns of unequal length',
      (record) => ({ ...record, curve: { steps: [1], train: [], test: [] } }),
    ],
    [
      'steps that go back',
      (record) => ({ ...record, curve: { steps: [2, 1], train: [1, 1], test: [1, 1] } }),
    ],
    [
      'a curve without end',
      (record) => ({
        ...record,
        curve: {
          steps: Array.from({ length: 501 }, (_, at) => at),
          train: new Array(501).fill(1),
          test: new Array(501).fill(1),
        },
      }),
    ],
    ['a pin beyond the last', (record) => ({ ...record, pin: 6 })],
    ['another’s number', (record) => ({ ...record, number: 1 })],
    ['nothing', () => null],
  ];
  it.each(broken)('leaves out a run with %s', (_, change) => {
    const [first, second] = archive.records;
    storage.text = JSON.stringify({ version: 1, runs: [first, change(second)] });
    expect(loadHistory(storage)).toEqual({
      records: [first],
      note: 'One stored run could not be read and is left out.',
    });
  });

  it('says where it cannot be stored or read', () => {
    const full = {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(saveHistory(full, archive.records)).toContain('could not be stored');
    expect(loadHistory(full).note).toContain('blocked');
  });
});
