import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { UserError } from '../src/core/errors.ts';
import { findNodeGpu } from '../src/gpu/node.ts';
import { readSpeedFile } from '../src/speed/results/speed-file.ts';
import { agreementsOf, formatAgreements } from './agreement.ts';
import { parseBenchArguments, USAGE, type BenchArguments } from './arguments.ts';
import { runInBrowser } from './hosts/browser.ts';
import { chartData } from './chart/chart-data.ts';
import { drawChart } from './chart/draw-chart.ts';
import { loadReport } from './chart/load-report.ts';
import { formatCosts, type CostsReport } from './costs/costs-report.ts';
import { measureCosts } from './costs/measure-costs.ts';
import { formatReport } from './format-report.ts';
import type { HostRun } from './hosts/host-run.ts';
import { createNodeSpeedHost } from './hosts/node.ts';
import { createReport, type Environment } from './report.ts';
import { runCases } from './run-cases.ts';
import { select } from './select.ts';

const ROUNDS = 15;
const QUICK_ROUNDS = 5;

/**
 * Runs the benchmark.
 * @param given what follows `npm run bench --`
 * @param root folder of the project
 * @returns the exit status: 0, 1 for a void run, 2 for a mistake of the user
 */
export async function main(given: readonly string[], root: string): Promise<number> {
  try {
    const options = parseBenchArguments(given);
    if (options.help) process.stdout.write(USAGE);
    else if (options.chart)
      writeChart(options.chart.result, options.chart.out, options.cases);
    else if (options.agreement) writeAgreement(options.agreement);
    else if (options.costs) return await costs(options, root);
    else return await bench(options, root);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function bench(options: BenchArguments, root: string): Promise<number> {
  const wasmFolder = join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  // Before anything is started, for the mistakes in it.
  const { cases, engines } = select(options, createNodeSpeedHost(wasmFolder));
  const rounds = roundsOf(options);
  const selection = { cases: options.cases, engines: options.engines, rounds };
  const result =
    options.host === 'node'
      ? inNode(await runCases(cases, engines, { rounds, progress }))
      : await runInBrowser(
          root,
          (page) => page.evaluate((wanted) => globalThis.runBench(wanted), selection),
          progress,
        );
  const report = createReport(
    result.run,
    environmentOf(options.host, result),
    rounds,
    result.void,
  );
  process.stdout.write(formatReport(report));
  if (options.json !== null)
    writeText(options.json, `${JSON.stringify(report, null, 1)}\n`);
  return report.void === null ? 0 : 1;
}

async function costs(options: BenchArguments, root: string): Promise<number> {
  const rounds = roundsOf(options);
  const { run, ...host } =
    options.host === 'node'
      ? inNode(await measureCosts(findNodeGpu, { rounds, progress }))
      : await runInBrowser(
          root,
          (page) => page.evaluate((wanted) => globalThis.runCosts(wanted), rounds),
          progress,
        );
  const environment = environmentOf(options.host, host);
  const report: CostsReport = {
    format: 1,
    environment,
    void: host.void,
    rounds,
    ...run,
  };
  process.stdout.write(formatCosts(report));
  if (options.json !== null)
    writeText(options.json, `${JSON.stringify(report, null, 1)}\n`);
  return report.void === null ? 0 : 1;
}

const roundsOf = ({ quick }: BenchArguments): number => (quick ? QUICK_ROUNDS : ROUNDS);

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const inNode = <Run>(run: Run): HostRun<Run> => ({
  run,
  void: null,
  platform: `Node ${process.version}`,
  isolated: true,
});

function writeChart(result: string, out: string, cases: readonly string[]): void {
  const report = loadReport(result);
  writeText(out, drawChart(chartData(report, cases), report));
}

function writeAgreement({ result, lab }: { result: string; lab: string }): void {
  const saved = readSpeedFile(readFileSync(lab, 'utf8'), lab);
  process.stdout.write(formatAgreements(agreementsOf(saved, loadReport(result))));
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function environmentOf(
  host: 'browser' | 'node',
  { platform, isolated }: Pick<HostRun<unknown>, 'platform' | 'isolated'>,
): Environment {
  const { dependencies, devDependencies } = packageJson;
  const all: Readonly<Record<string, string>> = { ...dependencies, ...devDependencies };
  const measured = Object.keys(all).filter((name) =>
    /^(@tensorflow\/|@jax-js\/|webgpu$)/.test(name),
  );
  return {
    host,
    platform,
    operatingSystem: `${os.type()} ${os.arch()}`,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: os.availableParallelism(),
    isolated,
    versions: {
      nabla: packageJson.version,
      ...Object.fromEntries(measured.map((name) => [name, all[name]])),
    },
    date: new Date().toISOString(),
  };
}
