import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** WebGPU on Chromium's software adapter, and no traffic of the browser's own. */
const browserArguments = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** How a page is shown; the defaults are a laptop's window in light colours. */
export interface PageOptions {
  /** What follows the app's address: a path, a query, a hash. */
  readonly path?: string;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Browser settings such as `reducedMotion` are the defaults unless stated. */
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

export interface OpenPage {
  readonly page: Page;
  /** Console errors, uncaught errors and failed requests so far, in order. */
  readonly problems: readonly string[];
  /** Writes test-results/NAME.png and returns its path. */
  screenshot(name: string): Promise<string>;
  /** Closes the page and its storage. */
  close(): Promise<void>;
}

export interface AppInBrowser {
  readonly browser: Browser;
  /** Where the built app is served, with a slash at the end. */
  readonly address: string;
  /** Opens the app in a context of its own: empty storage, empty cache. */
  open(options?: PageOptions): Promise<OpenPage>;
  /** Ends the browser and the server. */
  close(): Promise<void>;
}

/** A browser's path: CHROME_PATH, or what `scripts/find-browser.mjs` finds. */
function findBrowser(): string {
  const script = join(root, 'scripts/find-browser.mjs');
  return execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim();
}

async function serveBuiltApp(): Promise<{ address: string; close: () => Promise<void> }> {
  const server = await preview({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    preview: { host: 'localhost', port: 5600, strictPort: false, open: false },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The preview server states no address.');
  return { address, close: () => server.close() };
}

/** Collects what went wrong on a page. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    problems.push(`request: ${request.url()} (${reason})`);
  });
  return problems;
}

async function openPage(
  browser: Browser,
  address: string,
  options: PageOptions,
): Promise<OpenPage> {
  const { path = '', width = 1280, height = 800 } = options;
  const { colorScheme = 'light', reducedMotion = 'no-preference' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion,
  });
  const page = await context.newPage();
  const problems = watch(page);
  await page.goto(new URL(path, address).href);
  return {
    page,
    problems,
    screenshot: async (name) => {
      const folder = join(root, 'test-results');
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${name}.png`);
      await page.screenshot({ path: file });
      return file;
    },
    close: () => context.close(),
  };
}

/**
 * Serves dist/app, which must be built, and starts a headless browser with WebGPU on a
 * software adapter.
 */
export async function launchApp(): Promise<AppInBrowser> {
  const server = await serveBuiltApp();
  // Chromium's sandbox refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium
    .launch({
      executablePath: findBrowser(),
      headless: true,
      chromiumSandbox: !isRoot,
      args: browserArguments,
    })
    .catch(async (error: unknown) => {
      await server.close();
      throw error;
    });
  return {
    browser,
    address: server.address,
    open: (options = {}) => openPage(browser, server.address, options),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Whether a missing WebGPU adapter is a failure here; elsewhere the app falls back to cpu. */
export function webgpuIsRequired(): boolean {
  return process.env['NABLA_REQUIRE_WEBGPU'] === '1';
}
