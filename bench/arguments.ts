import { parseArgs } from 'node:util';
import { UserError } from '../src/core/errors.ts';

export interface BenchArguments {
  /** Ids of cases; empty: all. */
  readonly cases: readonly string[];
  /** Ids of engines; empty: all but the forced executors. */
  readonly engines: readonly string[];
  readonly host: 'browser' | 'node';
  /** Where to write the report as JSON. */
  readonly json: string | null;
  /** A result to draw instead of measuring, and where to write the chart. */
  readonly chart: { readonly result: string; readonly out: string } | null;
  /** Whether to measure what the adapter takes for the smallest things, instead of engines. */
  readonly costs: boolean;
  readonly quick: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run bench -- [--case ID]… [--engine ID]… [--host browser|node] [--json FILE] [--quick]
npm run bench -- --costs [--host browser|node] [--json FILE] [--quick]
npm run bench -- --chart RESULT.json --out FILE.svg [--case ID]…

--case, --engine   may be given several times, or with several ids joined by commas
--host             where to measure: a headless Chromium (the default) or Node
--json FILE        also writes the whole result there
--quick            5 rounds instead of 15
--costs            measures no engines, but what the WebGPU adapter takes for a load, a
                   multiply-add, a barrier and the start of a workgroup, and on a software
                   adapter what follows for the products of the case digits-sgd
--chart, --out     measures nothing and draws a result that --json wrote
`;

/** @throws UserError saying what is wrong with what was typed */
export function parseBenchArguments(given: readonly string[]): BenchArguments {
  const values = parse(given);
  const { host = 'browser' } = values;
  if (host !== 'browser' && host !== 'node')
    throw new UserError(`There is no host "${host}"; known are "browser" or "node".`);
  const costs = values.costs ?? false;
  if (costs && (values.case ?? values.engine ?? values.chart ?? values.out) !== undefined)
    throw new UserError(
      '--costs measures the adapter, not engines in cases; of the others it takes --host, --json and --quick.',
    );
  return {
    costs,
    cases: splitIds(values.case),
    engines: splitIds(values.engine),
    host,
    json: values.json ?? null,
    chart: chartOf(values),
    quick: values.quick ?? false,
    help: values.help ?? false,
  };
}

function chartOf({ chart, out }: { chart?: string; out?: string }) {
  if (chart === undefined && out === undefined) return null;
  if (chart === undefined)
    throw new UserError(
      '--out names the file of a chart; --chart RESULT.json is missing.',
    );
  if (out === undefined)
    throw new UserError('--chart needs --out FILE.svg, where to write the chart.');
  return { result: chart, out };
}

const splitIds = (given: readonly string[] = []): string[] => [
  ...new Set(given.flatMap((ids) => ids.split(',')).map((id) => id.trim())),
];

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        case: { type: 'string', multiple: true },
        engine: { type: 'string', multiple: true },
        host: { type: 'string' },
        json: { type: 'string' },
        chart: { type: 'string' },
        out: { type: 'string' },
        costs: { type: 'boolean' },
        quick: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message : String(error)}\n${USAGE}`,
    );
  }
}
