/**
 * Runs every check of the project and ends with the line `N passed, N failed`.
 *
 *   npm test                            everything
 *   npm test -- --only unit,gpu         some of the stages
 *   npm test -- dense                   the tests whose path contains "dense"
 *   npm test -- --only unit -t name     other options are vitest's
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from './find-browser.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { gpuEnvironment } from './lib/gpu-environment.mjs';
import { inRoot } from './lib/paths.mjs';
import { runTool } from './lib/run-tool.mjs';
import { testFilesOf } from './lib/test-files.mjs';

const isSet = (value) => value !== undefined && !['', '0', 'false'].includes(value);
const gpuIsRequired = isSet(process.env.CI) || isSet(process.env.NABLA_REQUIRE_WEBGPU);

const outcome = (passed, failed, skipped = 0) => ({ passed, failed, skipped });

/** A stage that passes or fails as a whole. */
const tool = (path, ...arguments_) => ({
  run: async () => {
    const { status } = await runTool(path, arguments_);
    return status === 0 ? outcome(1, 0) : outcome(0, 1);
  },
});

const build = {
  run: () => {
    const built = ['app', 'node'].map((name) => {
      try {
        ensureBuilt(name, { force: true });
        return true;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        process.stdout.write(`${error.message}\n`);
        return false;
      }
    });
    return built.includes(false) ? outcome(0, 1) : outcome(1, 0);
  },
};

/** Sums vitest's JSON report; a file that could not be loaded counts as one failed test. */
function readReport(path, status) {
  if (!existsSync(path)) {
    process.stdout.write(`vitest ended with ${status} and left no report.\n`);
    return outcome(0, 1);
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  const total = outcome(
    report.numPassedTests,
    failed,
    report.numPendingTests + report.numTodoTests,
  );
  if (total.passed + total.failed === 0) {
    process.stdout.write('No test was executed.\n');
    return outcome(0, 1, total.skipped);
  }
  // An error outside any test, or a worker that crashed, shows only in the exit status.
  return status !== 0 && failed === 0 ? { ...total, failed: 1 } : total;
}

/** A stage that runs one of the projects of vitest.config.ts. */
const vitest = (project, prepare) => ({
  async run(filters) {
    if (testFilesOf(project).length === 0) {
      process.stdout.write(`There are no ${project} tests.\n`);
      return outcome(0, 0);
    }
    const { environment, instead } = (await prepare?.()) ?? {};
    if (instead !== undefined) return instead;
    const report = inRoot(`.cache/vitest-${project}.json`);
    mkdirSync(inRoot('.cache'), { recursive: true });
    rmSync(report, { force: true });
    const arguments_ = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
    ];
    const { status } = await runTool(
      'vitest/vitest.mjs',
      [...arguments_, `--outputFile.json=${report}`, ...filters],
      { ...environment, ...(gpuIsRequired ? { NABLA_REQUIRE_WEBGPU: '1' } : {}) },
    );
    return readReport(report, status);
  },
});

/** The browser's path, or undefined with the reason on the screen. */
async function browserIfAny() {
  try {
    return await findBrowser();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stdout.write(`${error.message}\n`);
    return undefined;
  }
}

async function prepareGpu() {
  // A browser brings the software driver that stands in for a missing graphics card.
  const found = gpuEnvironment(process.env.CHROME_PATH);
  const { adapter, environment } =
    found.adapter === undefined ? gpuEnvironment(await browserIfAny()) : found;
  if (adapter !== undefined) {
    process.stdout.write(`WebGPU in Node runs on: ${adapter}\n`);
    return { environment };
  }
  const count = testFilesOf('gpu').length;
  process.stdout.write(
    `NO WEBGPU ADAPTER: none of the ${count} GPU test files can run in Node on this machine.\n`,
  );
  return { instead: gpuIsRequired ? outcome(0, 1) : outcome(0, 0, count) };
}

async function prepareBrowser() {
  ensureBuilt('app');
  const path = await browserIfAny();
  if (path === undefined) return { instead: outcome(0, 1) };
  process.stdout.write(`The browser is ${path}\n`);
  return { environment: { CHROME_PATH: path } };
}

const stages = {
  format: tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  lint: tool('eslint/bin/eslint.js', '.'),
  types: tool('typescript/bin/tsc', '--noEmit'),
  arrows: tool(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.cjs', 'src'],
  ),
  build,
  unit: vitest('unit'),
  gpu: vitest('gpu', prepareGpu),
  e2e: vitest('e2e', prepareBrowser),
  timing: vitest('timing', prepareBrowser),
};

const testStages = ['unit', 'gpu', 'e2e', 'timing'];

function parseArguments(arguments_) {
  const filters = [...arguments_];
  const at = filters.findIndex((argument) => /^--only(=|$)/.test(argument));
  if (at === -1) {
    // A filter chooses tests, and the other stages have none to choose from.
    return { names: filters.length === 0 ? Object.keys(stages) : testStages, filters };
  }
  const inline = filters[at].includes('=');
  const list = inline ? filters[at].slice('--only='.length) : filters[at + 1];
  filters.splice(at, inline ? 1 : 2);
  const names = (list ?? '').split(',');
  const unknown = names.find((name) => !(name in stages));
  if (unknown !== undefined) {
    throw new Failure(
      `--only names the stage "${unknown}"; the stages are ${Object.keys(stages).join(', ')}.`,
    );
  }
  return { names, filters };
}

/** Runs one stage; a failure in preparing it is that stage's failure, not the run's end. */
async function runStage(name, filters) {
  process.stdout.write(`\n── ${name}\n`);
  const start = performance.now();
  let result;
  try {
    result = await stages[name].run(filters);
  } catch (error) {
    process.stdout.write(`${error instanceof Failure ? error.message : error.stack}\n`);
    result = outcome(0, 1);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { passed, failed, skipped } = result;
  process.stdout.write(
    `── ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s\n`,
  );
  return result;
}

await runScript(async () => {
  const { names, filters } = parseArguments(process.argv.slice(2));
  ensureInstalled();
  const total = outcome(0, 0);
  const failedStages = [];
  for (const name of names) {
    // A filter that fits no file of a project leaves that project out.
    const words = filters.filter((filter) => !filter.startsWith('-'));
    if (filters.length === 1 && words.length === 1) {
      if (!testFilesOf(name).some((path) => path.includes(words[0]))) continue;
    }
    const result = await runStage(name, filters);
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    if (result.failed > 0) failedStages.push(name);
  }
  if (total.passed + total.failed === 0) {
    process.stdout.write('Nothing was executed.\n');
    total.failed = 1;
  }
  if (failedStages.length > 0)
    process.stdout.write(`\nFailed: ${failedStages.join(', ')}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});
