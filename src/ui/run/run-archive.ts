import { describeChanges, describeSpec } from '../../state/describe-spec.ts';
import { Listeners } from './listeners.ts';
import {
  ARCHIVE_LIMITS,
  NO_CURVE,
  NO_FIGURES,
  type RecordedConfiguration,
  type RunEvent,
  type RunRecord,
} from './run-record.ts';

/** What of a run changes while it goes on. */
export type RunProgress = Pick<
  RunRecord,
  'steps' | 'milliseconds' | 'failure' | 'figures' | 'times' | 'curve'
>;

/** The runs that were trained, the newest last, in bounded number; pinned ones stay. */
export class RunArchive {
  /** A run came, went on, was pinned or was removed. */
  readonly changes = new Listeners<void>();
  #records: readonly RunRecord[];
  #current: string | null = null;
  #last: number;
  /** Something about the history that somebody should know, in a sentence. */
  note: string | null = null;

  /** @param records from an earlier time, in the order of their numbers */
  constructor(records: readonly RunRecord[] = []) {
    this.#records = records;
    this.#last = records.reduce((last, { number }) => Math.max(last, number), 0);
  }

  get records(): readonly RunRecord[] {
    return this.#records;
  }

  /** The pinned ones in the order of their places. */
  get pinned(): readonly RunRecord[] {
    return this.#records
      .filter(({ pin }) => pin !== null)
      .sort((a, b) => (a.pin ?? 0) - (b.pin ?? 0));
  }

  /** The run that is being trained; null before the first step of one. */
  get current(): RunRecord | null {
    return this.#records.find(({ id }) => id === this.#current) ?? null;
  }

  /**
   * A run begins; it says what changed against the one before it.
   * @param started milliseconds since 1970
   */
  begin(configuration: RecordedConfiguration, started: number): void {
    const before = this.#records.at(-1);
    const number = ++this.#last;
    const record: RunRecord = {
      id: `${started}-${number}`,
      number,
      started,
      configuration,
      against: before?.number ?? null,
      changes: before
        ? describeChanges(
            describeSpec(before.configuration.spec),
            describeSpec(configuration.spec),
          ).slice(0, ARCHIVE_LIMITS.changes)
        : [],
      events: [],
      steps: 0,
      milliseconds: 0,
      failure: null,
      figures: NO_FIGURES,
      times: [],
      curve: NO_CURVE,
      pin: null,
    };
    this.#current = record.id;
    this.#set(withinLimit([...this.#records, record]));
  }

  /** The current run has come further; without one nothing happens. */
  progress(progress: RunProgress): void {
    this.#changeCurrent(() => progress);
  }

  /** The current run goes on in another way. */
  mark(event: RunEvent, configuration: RecordedConfiguration): void {
    this.#changeCurrent(({ events }) => ({
      configuration,
      events: [...events, event].slice(-ARCHIVE_LIMITS.events),
    }));
  }

  /** Nothing is trained any more that belongs to the last run. */
  end(): void {
    this.#current = null;
  }

  /** @returns false where as many are pinned already as can be told apart */
  pin(id: string): boolean {
    const taken = new Set(this.#records.map(({ pin }) => pin));
    let place = 0;
    while (taken.has(place)) place++;
    if (place >= ARCHIVE_LIMITS.pinned) return false;
    this.#change(id, () => ({ pin: place }));
    return true;
  }

  unpin(id: string): void {
    this.#change(id, () => ({ pin: null }));
  }

  /** The run that is being trained stays out of it from now on, too. */
  remove(id: string): void {
    this.#set(this.#records.filter((record) => record.id !== id));
  }

  /** Removes all but the pinned and the current one. */
  clear(): void {
    this.#set(
      this.#records.filter(({ id, pin }) => pin !== null || id === this.#current),
    );
  }

  #changeCurrent(change: (record: RunRecord) => Partial<RunRecord>): void {
    if (this.#current !== null) this.#change(this.#current, change);
  }

  #change(id: string, change: (record: RunRecord) => Partial<RunRecord>): void {
    this.#set(
      this.#records.map((record) =>
        record.id === id ? { ...record, ...change(record) } : record,
      ),
    );
  }

  #set(records: readonly RunRecord[]): void {
    this.#records = records;
    this.changes.tell();
  }
}

/** Without the oldest that are not pinned, as far as there are too many; the newest stays. */
function withinLimit(records: readonly RunRecord[]): readonly RunRecord[] {
  let surplus = records.length - ARCHIVE_LIMITS.runs;
  return records.filter(({ pin }, index) => {
    const goes = surplus > 0 && pin === null && index < records.length - 1;
    if (goes) surplus--;
    return !goes;
  });
}
