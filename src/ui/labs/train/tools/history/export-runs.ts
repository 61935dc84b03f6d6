import Papa from 'papaparse';
import type { RunRecord } from '../../../../run/run-record.ts';
import { describeSpec } from '../../../../../state/describe-spec.ts';

/** A row of its own for each run: figures first, then the configuration in words. */
export function runsToCsv(records: readonly RunRecord[]): string {
  const fields = records.map(({ configuration }) => describeSpec(configuration.spec));
  const labels = [...new Set(fields.flatMap((all) => all.map(({ label }) => label)))];
  const rows = records.map((record, index) => {
    const { figures } = record;
    const values = new Map(fields[index].map(({ label, value }) => [label, value]));
    return {
      run: record.number,
      started: new Date(record.started).toISOString(),
      pinned: record.pin === null ? 'no' : 'yes',
      steps: record.steps,
      seconds: record.milliseconds / 1000,
      'train loss': figures.trainLoss,
      'test loss': figures.testLoss,
      'train accuracy': figures.trainAccuracy,
      'test accuracy': figures.testAccuracy,
      'train R2': figures.trainDetermination,
      'test R2': figures.testDetermination,
      'ms per step': record.times
        .map(
          ({ engine, executor, millisecondsPerStep }) =>
            `${engine}${executor ? ` ${executor}` : ''}: ${millisecondsPerStep.toPrecision(4)}`,
        )
        .join('; '),
      stopped: record.failure,
      'in mid-run': record.events
        .map(({ step, text }) => `step ${step}: ${text}`)
        .join('; '),
      engine: record.configuration.engine,
      executor: record.configuration.executor,
      ...Object.fromEntries(labels.map((label) => [label, values.get(label) ?? null])),
    };
  });
  // Names of files and columns may begin as a formula does; a spreadsheet must not run it.
  return `${Papa.unparse(rows, { escapeFormulae: /^[=@\t\r]|^[+-](?!\d)/ })}\r\n`;
}

/** Everything that is kept of the runs, curves included. */
export function runsToJson(records: readonly RunRecord[]): string {
  return `${JSON.stringify({ format: 'nabla-runs', version: 1, runs: records }, null, 1)}\n`;
}
