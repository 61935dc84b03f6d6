import { formatTable } from '../src/cli/table.ts';
import type { Axis } from '../src/speed/cases/training-case.ts';
import type { Exponent } from './exponents.ts';
import type { CaseReport, Report } from './report.ts';
import type { Interval } from '../src/speed/statistics.ts';

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
  return [
    `${head.join('\n')}\n`,
    ...report.cases.map(formatCase),
    ...(report.exponents ? [formatExponents(report.exponents)] : []),
  ].join('\n');
}

function formatCase(report: CaseReport): string {
  const resolution = resolutionOf(report);
  const { comparedWith } = report;
  const rows = report.results.flatMap(({ engine, throughput, ...rest }) => {
    const { latency, gigaflops, firstUse, ratio, caseRatio, times, device, stepsAtOnce } =
      rest;
    if (!throughput || !latency || !ratio) return [];
    return [
      [
        engine,
        milliseconds(throughput.median),
        `${milliseconds(throughput.lower)} to ${milliseconds(throughput.upper)}`,
        milliseconds(latency.median),
        (gigaflops ?? 0).toPrecision(3),
        ...(resolution === null ? [] : [device ? milliseconds(device.median) : '']),
        milliseconds(firstUse ?? NaN),
        engine === report.base ? '1' : interval(ratio),
        ...(comparedWith === undefined ? [] : [caseRatio ? interval(caseRatio) : '']),
        [
          ...(stepsAtOnce === undefined ? [] : [`${stepsAtOnce} at once`]),
          ...(times?.settled === false ? ['not settled'] : []),
        ].join(', '),
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
        ...(resolution === null
          ? []
          : [`GPU ms (clock: ${microseconds(resolution)} µs)`]),
        'first use ms',
        `time / ${report.base ?? 'base'}`,
        ...(comparedWith === undefined ? [] : [`time / ${comparedWith}`]),
        '',
      ],
      ...rows,
    ],
    new Set([1, 2, 3, 4, 5, ...(resolution === null ? [] : [6])]),
  );
  const refusals = report.results
    .filter(({ refused }) => refused !== undefined)
    .map(({ engine, refused }) => `${engine}: no time. ${refused}\n`);
  const { parameterCount } = report;
  const parameters = parameterCount === undefined ? '' : `, ${parameterCount} parameters`;
  return `${report.case}: ${report.label}${parameters}\n${table}${refusals.join('')}`;
}

/** Of the coarsest of the devices' clocks; null where there is none. */
function resolutionOf({ results }: CaseReport): number | null {
  const found = results.flatMap(({ deviceResolution = [] }) => deviceResolution);
  return found.length > 0 ? Math.max(...found) : null;
}

function formatExponents(exponents: readonly Exponent[]): string {
  const axes = [...new Set(exponents.map(({ axis }) => axis))];
  const engines = [...new Set(exponents.map(({ engine }) => engine))];
  const cell = (engine: string, axis: Axis) => {
    const found = exponents.find(
      (entry) => entry.engine === engine && entry.axis === axis,
    );
    return found ? interval(found.exponent) : '';
  };
  const rows = engines.map((engine) => [
    engine,
    ...axes.map((axis) => cell(engine, axis)),
  ]);
  const table = formatTable([['engine', ...axes], ...rows]);
  return `scaling: p of time ∝ operationsᵖ (1: the time grows as the operations do)\n${table}`;
}

const interval = ({ value, low, high }: Interval): string =>
  `${value.toPrecision(3)} [${low.toPrecision(3)}, ${high.toPrecision(3)}]`;

const microseconds = (milliseconds: number): string =>
  String(Number((1000 * milliseconds).toPrecision(3)));

const milliseconds = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
