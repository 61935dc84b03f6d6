/**
 * Finds a Chrome or Chromium for the browser tests, installing one if it has to, and prints
 * its path on stdout. In this order: CHROME_PATH, an installed browser, Debian's chromium
 * through apt-get, Playwright's own download.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, runScript } from './lib/failure.mjs';
import { inRoot, isMainScript, root } from './lib/paths.mjs';

const commandNames = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome',
];

const usualPlaces = {
  linux: [
    '/opt/google/chrome/chrome',
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
  ],
  darwin: ['/Applications', join(process.env.HOME ?? '', 'Applications')].flatMap(
    (folder) => [
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    ],
  ),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Chromium\\Application\\chrome.exe`,
    ]),
};

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The first of the installed browsers, or undefined. */
export function installedBrowser() {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '');
  const onPath =
    process.platform === 'win32'
      ? []
      : commandNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...(usualPlaces[process.platform] ?? [])].find(isExecutable);
}

function fromEnvironment() {
  const path = process.env.CHROME_PATH;
  if (path === undefined || path === '') return undefined;
  if (isExecutable(path)) return path;
  throw new Failure(
    existsSync(path)
      ? `CHROME_PATH names ${path}, which is not a program that can be run.`
      : `CHROME_PATH names ${path}, which does not exist.`,
  );
}

/** Runs a command with its output on stderr, because stdout carries the browser's path. */
function succeeds(command, arguments_, options = {}) {
  const result = spawnSync(command, arguments_, { stdio: ['ignore', 2, 2], ...options });
  return result.status === 0;
}

const existsQuietly = (command, ...arguments_) =>
  spawnSync(command, arguments_, { stdio: 'ignore' }).status === 0;

function fromApt() {
  if (process.platform !== 'linux' || !existsQuietly('apt-get', '--version'))
    return undefined;
  const isRoot = process.getuid() === 0;
  if (!isRoot && !existsQuietly('sudo', '-n', 'true')) return undefined;
  process.stderr.write('Installing chromium through apt-get.\n');
  const apt = (...arguments_) =>
    isRoot
      ? succeeds('apt-get', arguments_, {
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        })
      : succeeds('sudo', [
          '-n',
          'env',
          'DEBIAN_FRONTEND=noninteractive',
          'apt-get',
          ...arguments_,
        ]);
  // An outdated list of packages is no reason to stop: the installation itself decides.
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  return installedBrowser();
}

async function playwrightPath() {
  const entry = inRoot('node_modules/playwright-core/index.mjs');
  if (!existsSync(entry)) return undefined;
  const { chromium } = await import(pathToFileURL(entry).href);
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

async function fromPlaywright() {
  const earlier = await playwrightPath();
  if (earlier !== undefined) return earlier;
  const cli = inRoot('node_modules/playwright-core/cli.js');
  if (!existsSync(cli)) return undefined;
  process.stderr.write("Downloading Playwright's Chromium.\n");
  const downloaded = succeeds(process.execPath, [cli, 'install', 'chromium'], {
    cwd: root,
  });
  return downloaded ? playwrightPath() : undefined;
}

/** The path of a browser; throws a Failure that names the four ways if all of them fail. */
export async function findBrowser() {
  const path =
    fromEnvironment() ?? installedBrowser() ?? fromApt() ?? (await fromPlaywright());
  if (path !== undefined) return path;
  throw new Failure(
    'No browser was found: set CHROME_PATH to a Chrome or Chromium, or install one of them, or run this as root (or with passwordless sudo) where apt-get can install chromium, or let Playwright download one (npx playwright-core install chromium).',
  );
}

if (isMainScript(import.meta.url)) {
  await runScript(async () => {
    process.stdout.write(`${await findBrowser()}\n`);
  });
}
