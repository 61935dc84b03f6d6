import { UserError } from '../../src/core/errors.ts';
import { selectCases } from '../cases/catalogue.ts';
import type { CaseReport, Report } from '../report.ts';
import type { Quartiles } from '../../src/speed/statistics.ts';

/** One bar, or the reason why there is none. */
export interface ChartRow {
  readonly engine: string;
  readonly value: Quartiles | null;
  readonly refused: string;
}

export interface ChartGroup {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly ChartRow[];
}

/** What a chart shows. */
export interface ChartData {
  /** `ms a step`, or `GFLOP/s` where there are matrix products only. */
  readonly unit: string;
  readonly lessIsBetter: boolean;
  readonly groups: readonly ChartGroup[];
}

/**
 * The figures of a result, the median and the quartiles of each engine.
 * @param names of cases, as `--case` takes them; empty: all
 * @throws UserError when there is none of a name, or the result holds none of them
 */
export function chartData(report: Report, names: readonly string[]): ChartData {
  const wanted = selectCases(names).flatMap(({ cases }) => cases.map(({ id }) => id));
  const cases = report.cases.filter(
    (entry) => names.length === 0 || wanted.includes(entry.case),
  );
  const isTimed = ({ results }: CaseReport) =>
    results.some(({ throughput }) => throughput !== undefined);
  if (!cases.some(isTimed))
    throw new UserError(
      `The result has no times to draw; its cases are ${report.cases.map((entry) => entry.case).join(', ') || 'none'}.`,
    );
  const onlyProducts = cases.every((entry) => entry.case.startsWith('gemm-'));
  return {
    unit: onlyProducts ? 'GFLOP/s' : 'ms a step',
    lessIsBetter: !onlyProducts,
    groups: cases.map((entry) => ({
      id: entry.case,
      label: entry.label,
      rows: entry.results.map(({ engine, throughput, refused }) => ({
        engine,
        value: throughput
          ? onlyProducts
            ? speeds(entry.operations, throughput)
            : throughput
          : null,
        refused: refused ?? '',
      })),
    })),
  };
}

/** Times as 10⁹ operations a second: the shortest time is the highest speed. */
const speeds = (operations: number, times: Quartiles): Quartiles => ({
  lower: operations / times.upper / 1e6,
  median: operations / times.median / 1e6,
  upper: operations / times.lower / 1e6,
});
