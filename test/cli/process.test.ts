import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { processIo } from '../../src/cli/io.ts';
import { tinySpec } from '../session/sample-runs.ts';
import { parseTrainOutput, Workspace } from './run-cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workspace = new Workspace();
/** Inside the project, so that the build finds its dependencies. */
let buildFolder = '';

beforeAll(async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  buildFolder = mkdtempSync(join(root, '.cache/cli-under-test-'));
  await build({
    configFile: join(root, 'vite.node.config.ts'),
    root,
    logLevel: 'error',
    build: { outDir: buildFolder },
  });
  workspace.write('spec.json', tinySpec());
});
afterAll(() => {
  rmSync(buildFolder, { recursive: true, force: true });
  workspace.remove();
});

/** Starts the built command line in a process of its own. */
function start(argv: readonly string[]) {
  const cli = pathToFileURL(join(buildFolder, 'cli.js')).href;
  const program = `
    const { main } = await import(${JSON.stringify(cli)});
    process.exitCode = await main(process.argv.slice(1));`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', program, '--', ...argv],
    { cwd: workspace.folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return { child, stderr: () => stderr };
}

const LONG_TRAINING = ['train', 'spec.json', '--engine', 'cpu', '--steps', '10000000'];

describe.each(['SIGINT', 'SIGTERM'] as const)('%s during train', (signal) => {
  it('ends it and leaves the result so far, as a whole', async () => {
    const name = `${signal}.json`;
    const { child, stderr } = start([...LONG_TRAINING, '--out', name]);
    // The first line says that the training begins.
    await once(child.stderr, 'data');
    child.kill(signal);
    const [status] = (await once(child, 'close')) as [number | null];
    expect(stderr()).toContain(`The result is in ${name}.`);
    expect(status).toBe(130);
    const result = parseTrainOutput(readFileSync(workspace.path(name), 'utf8'));
    expect(result.interrupted).toBe(true);
    expect(result.lossHistory).toHaveLength(result.steps);
    expect(readdirSync(workspace.folder).some((file) => file.endsWith('.tmp'))).toBe(
      false,
    );
  });
});

describe('a reader that goes away', () => {
  it('ends the process without a word', async () => {
    const { child, stderr } = start(['schema']);
    child.stdout.destroy();
    const [status] = (await once(child, 'close')) as [number | null];
    expect(stderr()).toBe('');
    expect(status).toBe(0);
  });
});

describe('a second interrupt', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('ends the process at once, unless it is the first one passed on by npm', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const listener = vi.fn();
    const stop = processIo().onInterrupt(listener);
    process.emit('SIGINT');
    vi.advanceTimersByTime(100);
    process.emit('SIGINT');
    expect(listener).toHaveBeenCalledTimes(1);
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    process.emit('SIGINT');
    expect(listener).toHaveBeenCalledTimes(1);
    expect(exit).toHaveBeenCalledWith(130);
    stop();
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });
});
