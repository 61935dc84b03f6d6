import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function runScript(
  name: string,
  options: { arguments?: readonly string[]; environment?: NodeJS.ProcessEnv } = {},
): { status: number | null; stdout: string; stderr: string } {
  const script = join(root, 'scripts', name);
  return spawnSync(process.execPath, [script, ...(options.arguments ?? [])], {
    encoding: 'utf8',
    env: { ...process.env, ...options.environment },
  });
}

describe('ensure-installed', () => {
  it('says nothing where everything is installed', () => {
    const { status, stdout, stderr } = runScript('ensure-installed.mjs');
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('find-browser', () => {
  it('names a CHROME_PATH that does not exist', () => {
    const { status, stdout, stderr } = runScript('find-browser.mjs', {
      environment: { CHROME_PATH: '/no/such/browser' },
    });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe('CHROME_PATH names /no/such/browser, which does not exist.\n');
  });

  it('takes the browser that CHROME_PATH names', () => {
    const { status, stdout } = runScript('find-browser.mjs', {
      environment: { CHROME_PATH: process.execPath },
    });
    expect(status).toBe(0);
    expect(stdout).toBe(`${process.execPath}\n`);
  });
});

describe('test', () => {
  it('names the stages where --only names another', () => {
    const { status, stderr } = runScript('test.mjs', { arguments: ['--only', 'unti'] });
    expect(status).toBe(1);
    expect(stderr).toBe(
      '--only names the stage "unti"; the stages are format, lint, types, arrows, build, unit, gpu, e2e, timing.\n',
    );
  });

  it('fails where a filter fits no test', () => {
    const { status, stdout } = runScript('test.mjs', {
      arguments: ['no-such-test-anywhere'],
    });
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
  });
});

describe('start', () => {
  it('refuses a port that is none', () => {
    const { status, stderr } = runScript('start.mjs', { environment: { PORT: 'http' } });
    expect(status).toBe(1);
    expect(stderr).toBe('PORT is http, but a port is a whole number from 1 to 65535.\n');
  });
});

describe('.ci/run', () => {
  it('calls npm test and nothing else', () => {
    const lines = readFileSync(join(root, '.ci/run'), 'utf8').trimEnd().split('\n');
    expect(lines).toEqual([
      '#!/usr/bin/env bash',
      'cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec npm test </dev/null',
    ]);
  });
});
