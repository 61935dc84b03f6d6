import type { SessionUpdate } from '../../session/handle.ts';
import { describeChanges, describeSpec } from '../../state/describe-spec.ts';
import { LossHistory } from './loss-history.ts';
import type { RunArchive } from './run-archive.ts';
import {
  ARCHIVE_LIMITS,
  type RecordedConfiguration,
  type RunCurve,
  type RunFigures,
} from './run-record.ts';
import type { Run, RunStart } from './run.ts';

/** Significant digits of a loss in a curve: finer than any screen. */
const DIGITS = 5;

export interface RecorderOptions {
  /** What was asked for besides the spec. */
  readonly asked: () => Omit<RecordedConfiguration, 'spec'>;
  /** What an engine is called. */
  readonly engineLabel: (id: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Writes what a run does to the archive. A run is there from its first step on: what was
 * only configured taught nobody anything.
 */
export class RunRecorder {
  readonly #run: Run;
  readonly #archive: RunArchive;
  readonly #options: RecorderOptions;
  readonly #disconnect: readonly (() => void)[];
  #curve = new LossHistory(ARCHIVE_LIMITS.curvePoints);
  /** Whether the present run is in the archive yet. */
  #begun = false;
  #milliseconds = 0;
  /** When the last update came that said the run was training; null while it is not. */
  #trainingSince: number | null = null;
  /** What computes, as the last event told it. */
  #engine = '';

  constructor(run: Run, archive: RunArchive, options: RecorderOptions) {
    this.#run = run;
    this.#archive = archive;
    this.#options = options;
    this.#disconnect = [
      run.starts.add((start) => this.#start(start)),
      run.updates.add((update) => this.#update(update)),
    ];
  }

  dispose(): void {
    for (const disconnect of this.#disconnect) disconnect();
  }

  #start({ goesOn }: RunStart): void {
    if (goesOn) {
      this.#mark();
      return;
    }
    this.#archive.end();
    this.#begun = false;
    this.#curve = new LossHistory(ARCHIVE_LIMITS.curvePoints);
    this.#milliseconds = 0;
    this.#trainingSince = null;
    const { evaluation } = this.#run;
    // That of step 0 came before the run was announced.
    if (evaluation) this.#addEvaluation(evaluation);
  }

  #update({ state, step, evaluations }: SessionUpdate): void {
    const { description } = this.#run;
    // The news of step 0 belong to a run that is yet to be announced.
    if (!description || step === 0 || state === 'empty') return;
    const now = this.#options.now();
    if (this.#trainingSince !== null) this.#milliseconds += now - this.#trainingSince;
    const wasTraining = this.#trainingSince !== null;
    this.#trainingSince = state === 'running' ? now : null;
    const begins = !this.#begun;
    if (begins) {
      this.#begun = true;
      this.#engine = this.#computing();
      this.#archive.begin(this.#configuration(), now);
    } else if (this.#engine !== this.#computing()) this.#mark();
    for (const evaluation of evaluations) this.#addEvaluation(evaluation);
    const paused = wasTraining && state !== 'running';
    if (begins || paused || evaluations.length > 0) this.#record();
  }

  #addEvaluation({ step, train, test }: SessionUpdate['evaluations'][number]): void {
    this.#curve.addEvaluation(step, train.loss, test.loss);
  }

  #record(): void {
    const { step, stopMessage, engineTimes } = this.#run;
    this.#archive.progress({
      steps: step,
      milliseconds: Math.round(this.#milliseconds),
      failure: stopMessage?.slice(0, ARCHIVE_LIMITS.characters) ?? null,
      figures: this.#figures(),
      times: engineTimes.list,
      curve: this.#columns(),
    });
  }

  #figures(): RunFigures {
    const { evaluation } = this.#run;
    const { train, test } = evaluation ?? {};
    return {
      trainLoss: finite(train?.loss),
      testLoss: finite(test?.loss),
      trainAccuracy: finite(train?.accuracy),
      testAccuracy: finite(test?.accuracy),
      trainDetermination: finite(train?.determination),
      testDetermination: finite(test?.determination),
    };
  }

  #columns(): RunCurve {
    const { steps, train, test } = this.#curve.columns();
    const rounded = (values: readonly (number | null)[]) =>
      values.map((value) => value && Number(value.toPrecision(DIGITS)));
    return { steps, train: rounded(train), test: rounded(test) };
  }

  /** The run goes on with other settings, on another engine, or both. */
  #mark(): void {
    const { current } = this.#archive;
    if (!current) return;
    const configuration = this.#configuration();
    const changes = describeChanges(
      describeSpec(current.configuration.spec),
      describeSpec(configuration.spec),
    );
    const engine = this.#computing();
    if (engine !== this.#engine) changes.push(`engine ${this.#engine} → ${engine}`);
    this.#engine = engine;
    if (changes.length === 0) return;
    const text = changes.join(', ').slice(0, ARCHIVE_LIMITS.characters);
    this.#archive.mark({ step: this.#run.step, text }, configuration);
  }

  #configuration(): RecordedConfiguration {
    const { description } = this.#run;
    if (!description) throw new Error('A run without a description has begun.');
    return { spec: description.spec, ...this.#options.asked() };
  }

  #computing(): string {
    const { engine, method } = this.#run;
    const label = this.#options.engineLabel(engine);
    return method ? `${label} (${method.id})` : label;
  }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
