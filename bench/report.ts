import { exponentsOf, type Exponent } from './exponents.ts';
import type { CaseResult, EngineResult, RunResult } from './run-cases.ts';
import {
  pairedRatio,
  quartiles,
  type Interval,
  type Quartiles,
} from '../src/speed/statistics.ts';

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
  /** How times grow in a family of networks; absent where none was measured. */
  readonly exponents?: readonly Exponent[];
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
  /** Milliseconds a step by the device's own clock. */
  readonly device?: Quartiles;
  /** Its time over that of the base, of samples in the same round. */
  readonly ratio?: Interval;
  /** Its time over its own in the case that this one is compared with, likewise. */
  readonly caseRatio?: Interval;
}

/** Computes the figures of a run. The first engine that has times is the base of the ratios. */
export function createReport(
  run: RunResult,
  environment: Environment,
  rounds: number,
  voided: string | null,
): Report {
  const exponents = exponentsOf(run.cases);
  return {
    format: 1,
    environment,
    void: voided,
    rounds,
    engines: run.engines,
    cases: run.cases.map((result) => reportCase(result, run.cases)),
    ...(exponents.length > 0 ? { exponents } : {}),
  };
}

function reportCase(result: CaseResult, cases: readonly CaseResult[]): CaseReport {
  const base = result.results.find(({ times }) => times !== undefined);
  const other = cases.find((entry) => entry.case === result.comparedWith);
  return {
    ...result,
    base: base?.engine ?? null,
    results: result.results.map((entry): ReportedEngine => {
      const { times } = entry;
      if (!times || !base?.times) return entry;
      const throughput = quartiles(times.throughput);
      const before = other?.results.find(({ engine }) => engine === entry.engine)?.times;
      return {
        ...entry,
        throughput,
        latency: quartiles(times.latency),
        gigaflops: result.operations / throughput.median / 1e6,
        ...(times.device ? { device: quartiles(times.device) } : {}),
        ratio: pairedRatio(base.times.throughput, times.throughput),
        ...(before
          ? { caseRatio: pairedRatio(before.throughput, times.throughput) }
          : {}),
      };
    }),
  };
}
