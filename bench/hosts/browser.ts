import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { preview } from 'vite';
import type { PageRun } from '../page/page.ts';
import type { HostRun } from './host-run.ts';

/** WebGPU also on a software adapter where there is no other, and no traffic of the browser's own. */
const browserArguments = [
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/**
 * Runs a function of the benchmark's page in a headless Chromium. The page must be built
 * (dist/bench/page).
 * NABLA_WEBGPU_ADAPTER names the adapter as Chromium's --use-webgpu-adapter does; the
 * software adapter `swiftshader` unless given, `default` for Chromium's own choice.
 */
export async function runInBrowser<Run>(
  root: string,
  evaluate: (page: Page) => Promise<PageRun<Run>>,
  progress: (line: string) => void,
): Promise<HostRun<Run>> {
  const server = await preview({
    root,
    configFile: join(root, 'vite.bench.config.ts'),
    mode: 'page',
    logLevel: 'error',
    preview: { host: 'localhost', port: 5700, strictPort: false, open: false },
  });
  try {
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('The preview server states no address.');
    return await drive(root, address, evaluate, progress);
  } finally {
    await server.close();
  }
}

async function drive<Run>(
  root: string,
  address: string,
  evaluate: (page: Page) => Promise<PageRun<Run>>,
  progress: (line: string) => void,
): Promise<HostRun<Run>> {
  const find = join(root, 'scripts/find-browser.mjs');
  const adapter = process.env.NABLA_WEBGPU_ADAPTER ?? 'swiftshader';
  const browser = await chromium.launch({
    executablePath: execFileSync(process.execPath, [find], { encoding: 'utf8' }).trim(),
    headless: true,
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args:
      adapter === 'default'
        ? browserArguments
        : [...browserArguments, `--use-webgpu-adapter=${adapter}`],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.exposeFunction('reportProgress', progress);
    const crashed = new Promise<never>((_, reject) =>
      page.on('crash', () => reject(new Error('The page of the benchmark crashed.'))),
    );
    await page.goto(new URL('bench/page/index.html', address).href);
    await page.waitForFunction(() => 'runBench' in globalThis);
    const result = await Promise.race([evaluate(page), crashed]);
    return { ...result, platform: `Chromium ${browser.version()}, headless` };
  } finally {
    await browser.close();
  }
}
