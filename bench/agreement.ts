import type { SpeedResult } from '../src/speed/results/speed-result.ts';
import { samplesOf } from '../src/speed/results/curves.ts';
import { medianInterval, type Interval } from '../src/speed/statistics.ts';
import type { Report } from './report.ts';

/** One engine on one network, in the speed lab and in the benchmark; milliseconds a step. */
export interface Agreement {
  readonly network: string;
  readonly engine: string;
  readonly lab: Interval;
  readonly bench: Interval;
  /** Whether the benchmark's median lies in the lab's 95 % interval. */
  readonly within: boolean;
  /** Whether the intervals of both overlap. */
  readonly overlaps: boolean;
}

/** What a result of the lab and one of the case `lab` have in common, matched by size and engine. */
export function agreementsOf(lab: SpeedResult, report: Report): Agreement[] {
  return lab.points.flatMap((point) =>
    point.entries.flatMap(({ engine }): Agreement[] => {
      const samples = samplesOf(point, engine, 'step');
      const measured = report.cases
        .find((entry) => entry.case === `lab-${point.value}`)
        ?.results.find((entry) => entry.engine === engine)?.times?.throughput;
      if (samples.length === 0 || !measured) return [];
      const [inLab, inBench] = [medianInterval(samples), medianInterval(measured)];
      return [
        {
          network: `lab-${point.value}`,
          engine,
          lab: inLab,
          bench: inBench,
          within: inBench.value >= inLab.low && inBench.value <= inLab.high,
          overlaps: inBench.high >= inLab.low && inBench.low <= inLab.high,
        },
      ];
    }),
  );
}

/** A line for each, and the sums. */
export function formatAgreements(agreements: readonly Agreement[]): string {
  const figure = (value: number) => value.toPrecision(3);
  const interval = ({ value, low, high }: Interval) =>
    `${figure(value)} [${figure(low)}, ${figure(high)}]`;
  const lines = agreements.map(
    ({ network, engine, lab, bench, within, overlaps }) =>
      `${network.padEnd(9)} ${engine.padEnd(12)} lab ${interval(lab).padEnd(22)} bench ${interval(bench).padEnd(22)} ` +
      `lab / bench ${figure(lab.value / bench.value)}${within ? '' : overlaps ? '  outside, overlapping' : '  apart'}`,
  );
  const count = (of: (agreement: Agreement) => boolean) => agreements.filter(of).length;
  return [
    'Milliseconds a step, medians with their 95 % intervals',
    ...lines,
    `The benchmark's median lies in the lab's interval in ${count(({ within }) => within)} of ${agreements.length}; ` +
      `the intervals overlap in ${count(({ overlaps }) => overlaps)}.`,
    '',
  ].join('\n');
}
