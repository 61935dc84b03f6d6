import { formatTable } from '../../src/cli/table.ts';
import type { Environment } from '../report.ts';
import type { Quartiles } from '../../src/speed/statistics.ts';
import type { Costs, ProductCosts } from './measure-costs.ts';

/** The form in which `--costs --json` writes what was measured. */
export interface CostsReport extends Costs {
  readonly format: 1;
  readonly environment: Environment;
  /** Why none of the times counts; null for a good run. */
  readonly void: string | null;
  readonly rounds: number;
}

/** The report for a terminal. */
export function formatCosts(report: CostsReport): string {
  const { environment, adapter, clockResolution } = report;
  const clock =
    clockResolution === null
      ? 'on the wall'
      : `of the GPU, ${Number((1000 * clockResolution).toPrecision(3))} µs`;
  const head = [
    `${environment.platform} on ${environment.operatingSystem}, ${environment.processor}, ` +
      `${environment.cores} cores`,
    `adapter: ${adapter}, subgroups of ${report.subgroupSize}; clock: ${clock}`,
  ].join('\n');
  if (report.void !== null) return `${head}\n\nThis run is void: ${report.void}\n`;
  return [head, costTable(report), productTable(report.products)].join('\n\n');
}

function costTable({ costs, parallelism, subgroupSize, largeWorkgroup }: CostsReport) {
  const rows = costs.map(({ label, nanoseconds }) => [label, ...figures(nanoseconds)]);
  const table = formatTable(
    [
      [`one subgroup, ${subgroupSize} invocations side by side`, 'ns', 'quartiles'],
      ...rows,
    ],
    new Set([1]),
  );
  return (
    `${table}Large workgroups have ${largeWorkgroup} invocations. ` +
    `Workgroups that run at the same time: ${figures(parallelism).join(', quartiles ')}`
  );
}

function productTable(products: readonly ProductCosts[] | null): string {
  if (products === null)
    return 'The products of a step are predicted on software adapters only.\n';
  const rows = products.map(({ id, shape: { M, K, N }, work, predicted, measured }) => ({
    name: `${id}, ${M} × ${K} × ${N}`,
    values: [
      work.loads / 1e6,
      work.multiplyAdds / 1e6,
      predicted.loads,
      predicted.multiplyAdds,
      predicted.rounds,
      predicted.loads + predicted.multiplyAdds + predicted.rounds,
      measured.median,
    ],
  }));
  const total = rows[0].values.map((_, at) =>
    rows.reduce((sum, { values }) => sum + values[at], 0),
  );
  const table = formatTable(
    [
      [
        'products of a step of digits, M × K × N',
        '10⁶ loads',
        '10⁶ multiply-adds',
        'ms of loads',
        'of multiply-adds',
        'of rounds',
        'predicted ms',
        'measured ms',
      ],
      ...[...rows, { name: 'all', values: total }].map(({ name, values }) => [
        name,
        ...values.map(figure),
      ]),
    ],
    new Set([1, 2, 3, 4, 5, 6, 7]),
  );
  return `${table}Loads and multiply-adds are those of subgroups.\n`;
}

const figures = ({ lower, median, upper }: Quartiles): string[] => [
  figure(median),
  `${figure(lower)} to ${figure(upper)}`,
];

const figure = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(3);
