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
  /** A result of the case `lab` and a file that the speed lab saved, to be compared instead of measuring. */
  readonly agreement: { readonly result: string; readonly lab: string } | null;
  /** Whether to measure what the adapter takes for the smallest things, instead of engines. */
  readonly costs: boolean;
  readonly quick: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run bench -- [--case ID]… [--engine ID]… [--host browser|node] [--json FILE] [--quick]
npm run bench -- --costs [--host browser|node] [--json FILE] [--quick]
npm run bench -- --chart RESULT.json --out FILE.svg [--case ID]…
npm run bench -- --agreement RESULT.json --lab SAVED.json

--case, --engine   may be given several times, or with several ids joined by commas
--host             where to measure: a headless Chromium (the default) or Node
--json FILE        also writes the whole result there
--quick            5 rounds instead of 15
--costs            measures no engines, but what the WebGPU adapter takes for a load, a
                   multiply-add, a barrier and the start of a workgroup, and on a software
                   adapter what follows for the products of the case digits-sgd
--chart, --out     measures nothing and draws a result that --json wrote
--agreement, --lab measures nothing and compares a result of the case lab with a file that the
                   speed lab saved on the same machine
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
    chart: pairOf(values, ['chart', 'out'], (chart, out) => ({ result: chart, out })),
    agreement: pairOf(values, ['agreement', 'lab'], (result, lab) => ({ result, lab })),
    quick: values.quick ?? false,
    help: values.help ?? false,
  };
}

/** Two options that go together; null without either. */
function pairOf<First extends string, Second extends string, T>(
  values: Partial<Record<First | Second, unknown>>,
  [first, second]: readonly [First, Second],
  make: (first: string, second: string) => T,
): T | null {
  const [one, other] = [values[first], values[second]];
  if (one === undefined && other === undefined) return null;
  if (typeof one !== 'string' || typeof other !== 'string')
    throw new UserError(
      `--${first} FILE and --${second} FILE go together; --${typeof one === 'string' ? second : first} is missing.`,
    );
  return make(one, other);
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
        agreement: { type: 'string' },
        lab: { type: 'string' },
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
