/**
 * Installs the dependencies when they are missing or differ from package-lock.json.
 * Says nothing when there is nothing to do, and never writes to stdout: `npm run nabla` runs
 * it first, and that command's stdout is JSON.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Failure, runScript } from './lib/failure.mjs';
import { withLock } from './lib/lock.mjs';
import { inRoot, isMainScript, root } from './lib/paths.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Throws a Failure unless this Node is at least the version package.json asks for. */
export function checkNodeVersion(actual = process.versions.node) {
  const range = readJson(inRoot('package.json')).engines.node;
  const numbers = (version) => version.replace(/^\D+/, '').split('.').map(Number);
  const [wantMajor, wantMinor = 0] = numbers(range);
  const [major, minor] = numbers(actual);
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  throw new Failure(
    `Nabla needs Node ${wantMajor}.${wantMinor} or newer, and this is Node ${actual}: install a newer one from https://nodejs.org and run the command again.`,
  );
}

/**
 * Why the dependencies have to be installed, or undefined if they need not.
 * npm writes node_modules/.package-lock.json when an installation has succeeded, so a missing
 * one also means an installation that was interrupted.
 */
export function reasonToInstall(folder = root) {
  const installedPath = `${folder}/node_modules/.package-lock.json`;
  if (!existsSync(installedPath)) return 'the dependencies are not installed';
  const lockPath = `${folder}/package-lock.json`;
  if (!existsSync(lockPath)) return undefined;
  let installed;
  try {
    installed = readJson(installedPath).packages;
  } catch {
    return 'the record of the installed dependencies is damaged';
  }
  for (const [path, wanted] of Object.entries(readJson(lockPath).packages)) {
    if (path === '') continue;
    const found = installed[path];
    // Optional packages for other systems are in the lock file and rightly not installed.
    if (found === undefined && wanted.optional === true) continue;
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity)
      return `${path} is not the version that package-lock.json names`;
    if (!existsSync(`${folder}/${path}/package.json`)) return `${path} is missing`;
  }
  return undefined;
}

function npmCommand() {
  const cli = process.env.npm_execpath;
  // npm names its own script here; other package managers name theirs, which we do not want.
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) return [process.execPath, [cli]];
  return ['npm', []];
}

function install() {
  const action = existsSync(inRoot('package-lock.json')) ? 'ci' : 'install';
  const [command, first] = npmCommand();
  // --include=dev: the build needs the development dependencies under NODE_ENV=production too.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(command, [...first, action, ...options], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.error)
    throw new Failure(`npm could not be started: ${result.error.message}.`);
  if (result.status !== 0) {
    throw new Failure(
      `The dependencies could not be installed: npm ${action} ended with ${result.status ?? result.signal}; its message stands above.`,
    );
  }
}

/**
 * package.json starts the scripts with `exec`, so that the shell npm uses is replaced and a
 * signal that npm passes on reaches them (dash keeps it to itself). Windows' shell has no such
 * word; this gives it one.
 */
function ensureExecOnWindows() {
  const path = inRoot('node_modules/.bin/exec.cmd');
  if (process.platform === 'win32' && !existsSync(path)) writeFileSync(path, '@%*\r\n');
}

/** Installs what is missing. Does nothing in a published package, which has no sources. */
export function ensureInstalled() {
  checkNodeVersion();
  if (!existsSync(inRoot('src'))) return;
  if (reasonToInstall() !== undefined) {
    withLock(inRoot('.cache/install.lock'), () => {
      const reason = reasonToInstall();
      if (reason === undefined) return;
      process.stderr.write(`Installing the dependencies, because ${reason}.\n`);
      install();
    });
  }
  ensureExecOnWindows();
}

if (isMainScript(import.meta.url)) await runScript(ensureInstalled);
