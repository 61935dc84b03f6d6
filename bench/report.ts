import { formatTable } from '../src/cli/table.ts';
import type { CaseResult, EngineResult, RunResult } from './run-cases.ts';
import { pairedRatio, quartiles, type Interval, type Quartiles } from './statistics.ts';

/** Where and with what a run took place. */
export interface Environment {
  readonly host: 'browser' | 'node';
  /** `HeadlessChrome/139.0…` or `Node v20.19.0`. */
  readonly platform: string;
  readonly operatingSystem: string;
  readonly processor: string;
  readonly cores: number;
  /** Whether the page is cross-origin isolated; true in Node, whose clock is always fine. */
  readonly isolated: boolean;
  readonly versions: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly date: string;
}

/** The committed form of a run. */
export interface Report {
  readonly format: 1;
  readonly environment: Environment;
  /** Why none of the times counts; null for a good run. */
  readonly void: string | null;
  readonly rounds: number;
  readonly engines: RunResult['engines'];
  readonly cases: readonly CaseReport[];
}

export interface CaseReport extends Omit<CaseResult, 'results'> {
  /** The engine that the ratios are relative to. */
  readonly base: string | null;
  readonly results: readonly ReportedEngine[];
}

export interface ReportedEngine extends EngineResult {
  /** Milliseconds a step. */
  readonly throughput?: Quartiles;
  readonly latency?: Quartiles;
  /** 10⁹ operations of the matrix products a second, at the median throughput. */
  readonly gigaflops?: number;
  /** Its time over that of the base, of samples in the same round. */
  readonly ratio?: Interval;
}

/** Computes the figures of a run. The first engine that has times is the base of the ratios. */
export function createReport(
  run: RunResult,
  environment: Environment,
  rounds: number,
  voided: string | null,
): Report {
  return {
    format: 1,
    environment,
    void: voided,
    rounds,
    engines: run.engines,
    cases: run.cases.map(reportCase),
  };
}

function reportCase(result: CaseResult): CaseReport {
  const base = result.results.find(({ times }) => times !== undefined);
  return {
    ...result,
    base: base?.engine ?? null,
    results: result.results.map((entry): ReportedEngine => {
      const { times } = entry;
      if (!times || !base?.times) return entry;
      const throughput = quartiles(times.throughput);
      return {
        ...entry,
        throughput,
        latency: quartiles(times.latency),
        gigaflops: result.operations / throughput.median / 1e6,
        ratio: pairedRatio(base.times.throughput, times.throughput),
      };
    }),
  };
}

/** The report for a terminal. */
export function formatReport(report: Report): string {
  const { environment } = report;
  const head = [
    `${environment.platform} on ${environment.operatingSystem}, ${environment.processor}, ` +
      `${environment.cores} cores${environment.isolated ? '' : ', not isolated: coarse clock'}`,
    ...report.engines.map(({ engine, adapter, failed }) =>
      failed === undefined
        ? `${engine}: ${adapter}`
        : `${engine} did not start: ${failed}`,
    ),
  ];
  if (report.void !== null)
    return `${head.join('\n')}\n\nThis run is void: ${report.void}\n`;
  return [`${head.join('\n')}\n`, ...report.cases.map(formatCase)].join('\n');
}

function formatCase(report: CaseReport): string {
  const rows = report.results.flatMap(({ engine, throughput, ...rest }) => {
    const { latency, gigaflops, firstUse, ratio, times } = rest;
    if (!throughput || !latency || !ratio) return [];
    return [
      [
        engine,
        milliseconds(throughput.median),
        `${milliseconds(throughput.lower)} to ${milliseconds(throughput.upper)}`,
        milliseconds(latency.median),
        (gigaflops ?? 0).toPrecision(3),
        milliseconds(firstUse ?? NaN),
        engine === report.base
          ? '1'
          : `${ratio.value.toPrecision(3)} [${ratio.low.toPrecision(3)}, ${ratio.high.toPrecision(3)}]`,
        times?.settled === false ? 'not settled' : '',
      ],
    ];
  });
  const table = formatTable(
    [
      [
        'engine',
        'ms/step',
        'quartiles',
        'latency ms',
        'GFLOP/s',
        'first use ms',
        `time / ${report.base ?? 'base'}`,
        '',
      ],
      ...rows,
    ],
    new Set([1, 2, 3, 4, 5]),
  );
  const refusals = report.results
    .filter(({ refused }) => refused !== undefined)
    .map(({ engine, refused }) => `${engine}: no time. ${refused}\n`);
  return `${report.case}: ${report.label}, ${report.parameterCount} parameters\n${table}${refusals.join('')}`;
}

const milliseconds = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
