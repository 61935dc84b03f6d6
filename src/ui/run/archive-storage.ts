import * as v from 'valibot';
import { EXECUTOR_REQUESTS } from '../../core/engine.ts';
import { parseSpec } from '../../spec/parse-spec.ts';
import { stopConditionsSchema } from '../../state/stop-conditions.ts';
import type { RunArchive } from './run-archive.ts';
import { ARCHIVE_LIMITS as LIMITS, type RunRecord } from './run-record.ts';

/** What is needed of localStorage; the getters of a page without storage throw. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Another version of the format would be another key. */
const KEY = 'nabla.history.1';
const VERSION = 1;
/** Characters; more than 60 runs at their bounds is not ours. */
const MAX_CHARACTERS = 4 * 2 ** 20;

const sentence = v.pipe(v.string(), v.maxLength(LIMITS.characters));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const figure = v.nullable(finite);
const column = v.pipe(v.array(figure), v.maxLength(LIMITS.curvePoints));

const recordSchema = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^\d{1,16}-\d{1,9}$/)),
    number: v.pipe(whole, v.minValue(1)),
    started: v.pipe(whole, v.maxValue(8.64e15)),
    configuration: v.strictObject({
      spec: v.unknown(),
      engine: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
      executor: v.picklist(EXECUTOR_REQUESTS),
      stop: v.optional(stopConditionsSchema),
    }),
    against: v.nullable(whole),
    changes: v.pipe(v.array(sentence), v.maxLength(LIMITS.changes)),
    events: v.pipe(
      v.array(v.strictObject({ step: whole, text: sentence })),
      v.maxLength(LIMITS.events),
    ),
    steps: whole,
    milliseconds: v.pipe(finite, v.minValue(0)),
    failure: v.nullable(sentence),
    figures: v.strictObject({
      trainLoss: figure,
      testLoss: figure,
      trainAccuracy: figure,
      testAccuracy: figure,
      trainDetermination: figure,
      testDetermination: figure,
    }),
    times: v.pipe(
      v.array(
        v.strictObject({
          engine: sentence,
          executor: v.nullable(sentence),
          millisecondsPerStep: v.pipe(finite, v.minValue(0)),
        }),
      ),
      v.maxLength(20),
    ),
    curve: v.pipe(
      v.strictObject({
        steps: v.pipe(v.array(whole), v.maxLength(LIMITS.curvePoints)),
        train: column,
        test: column,
      }),
      v.check(
        ({ steps, train, test }) =>
          steps.length === train.length &&
          steps.length === test.length &&
          steps.every((step, at) => at === 0 || step > steps[at - 1]),
      ),
    ),
    pin: v.nullable(v.pipe(whole, v.maxValue(LIMITS.pinned - 1))),
  }),
  v.transform((record): RunRecord => {
    const { configuration } = record;
    const spec = parseSpec(configuration.spec, 'A stored run');
    return { ...record, configuration: { ...configuration, spec } };
  }),
);

const envelope = v.strictObject({
  version: v.literal(VERSION),
  runs: v.pipe(v.array(v.unknown()), v.maxLength(LIMITS.runs)),
});

/** The storage of this page, or null where the browser gives it none. */
export function localStorageIfAny(): TextStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export interface StoredHistory {
  readonly records: readonly RunRecord[];
  /** What of it could not be read, in a sentence; null where all could, or nothing was there. */
  readonly note: string | null;
}

/** Reads the runs of earlier visits. It never throws: what cannot be read is left out, with a note. */
export function loadHistory(storage: TextStorage | null): StoredHistory {
  let text: string | null;
  try {
    text = storage?.getItem(KEY) ?? null;
  } catch {
    return {
      records: [],
      note: 'The browser keeps no history here: its storage is blocked.',
    };
  }
  if (text === null) return { records: [], note: null };
  const anew = 'The stored history of runs could not be read, so it begins anew.';
  if (text.length > MAX_CHARACTERS) return { records: [], note: anew };
  let runs: readonly unknown[];
  try {
    ({ runs } = v.parse(envelope, JSON.parse(text)));
  } catch {
    return { records: [], note: anew };
  }
  const records = runs.flatMap((run) => {
    const record = readRecord(run);
    return record ? [record] : [];
  });
  const unique = withoutDoubles(records);
  const left = runs.length - unique.length;
  if (left === 0) return { records: unique, note: null };
  const what = left === 1 ? 'One stored run' : `${left} stored runs`;
  return {
    records: unique,
    note: `${what} could not be read and ${left === 1 ? 'is' : 'are'} left out.`,
  };
}

/** @returns a sentence where it could not be stored, else null */
export function saveHistory(
  storage: TextStorage | null,
  records: readonly RunRecord[],
): string | null {
  try {
    storage?.setItem(KEY, JSON.stringify({ version: VERSION, runs: records }));
    return null;
  } catch {
    return 'The history of runs could not be stored: it will be lost with this page. Removing runs may make room.';
  }
}

/** Milliseconds between two times that a history is stored while a run goes on. */
const INTERVAL = 5000;

/**
 * Stores the archive a while after it has changed, and at once when the page is left.
 * @returns what ends it, after storing a last time
 */
export function keepHistory(
  archive: RunArchive,
  storage: TextStorage | null,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const store = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    archive.note = saveHistory(storage, archive.records);
  };
  const unsubscribe = archive.changes.add(() => {
    timer ??= setTimeout(store, INTERVAL);
  });
  window.addEventListener('pagehide', store);
  return () => {
    store();
    unsubscribe();
    window.removeEventListener('pagehide', store);
  };
}

function readRecord(run: unknown): RunRecord | null {
  try {
    const result = v.safeParse(recordSchema, run);
    return result.success ? result.output : null;
  } catch {
    // Its spec is not one of this version.
    return null;
  }
}

/** Each number, id and place among the pinned once, in the order of the numbers. */
function withoutDoubles(records: readonly RunRecord[]): readonly RunRecord[] {
  const ids = new Set<string>();
  const numbers = new Set<number>();
  const pins = new Set<number>();
  return records
    .filter(({ id, number }) => {
      if (ids.has(id) || numbers.has(number)) return false;
      ids.add(id);
      numbers.add(number);
      return true;
    })
    .map((record) => {
      if (record.pin === null) return record;
      if (pins.has(record.pin)) return { ...record, pin: null };
      pins.add(record.pin);
      return record;
    })
    .sort((a, b) => a.number - b.number);
}
