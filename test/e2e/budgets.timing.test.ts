import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type AppInBrowser } from './support/browser.ts';

/** kB gzipped of the page's own scripts until the first step on the CPU. */
const MOST_SCRIPT = 120;
/** The same with those of the training worker, which the page does not wait for. */
const MOST_ALTOGETHER = 170;
/** Milliseconds from navigation to the first training step, of the best of some tries. */
const FIRST_STEP = 2000;
const TRIES = 3;
/** Milliseconds of a task of the main thread, and how long they are watched. */
const LONGEST_TASK = 50;
const WATCHED = 4000;

let app: AppInBrowser;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(async () => {
  await app.close();
});

const first = (engine: string) => `#v=1&engine=${engine}`;

/** Opens the page and waits for a step; what it loaded meanwhile, and when the step came. */
async function load(engine: string) {
  const context = await app.browser.newContext();
  const page = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) scripts.set(pathname, response.body());
  });
  await page.goto(new URL(first(engine), app.address).href);
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const step = document
            .querySelector('nabla-app')
            ?.shadowRoot?.querySelector('nabla-top-bar')
            ?.shadowRoot?.querySelector('#step')?.textContent;
          if (Number(step?.replaceAll(',', '')) > 0) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  const own = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const bodies = new Map<string, Buffer>();
  for (const [path, body] of scripts) bodies.set(path, await body);
  await context.close();
  return { took, scripts: bodies, own: new Set(own) };
}

describe('what the page costs', () => {
  it('loads at most 120 kB of script, and no library that is not used', async () => {
    const { scripts, own } = await load('cpu');
    const sizes = [...scripts].map(
      ([path, body]) => [path, gzipSync(body).length / 1000] as const,
    );
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    // What the worker imports stands among the resources of the page, too.
    const worker = [...scripts].find(([path]) => path.includes('/worker-'))?.[1];
    const isOfWorker = (path: string) =>
      path.includes('/worker-') ||
      (worker?.toString().includes(path.split('/').at(-1) ?? path) ?? false);
    const ofPage = sizes
      .filter(([path]) => own.has(path) && !isOfWorker(path))
      .reduce((sum, [, size]) => sum + size, 0);
    const list = sizes.map(([path, size]) => `${path} ${size.toFixed(1)} kB`).join('\n');
    expect(ofPage, list).toBeLessThanOrEqual(MOST_SCRIPT);
    expect(ofPage, list).toBeGreaterThan(60);
    expect(total, list).toBeLessThanOrEqual(MOST_ALTOGETHER);
    expect([...scripts.keys()].filter((path) => /tfjs|jax|temml/i.test(path))).toEqual(
      [],
    );
  });

  it('takes its first step within two seconds of navigation, on the CPU', async () => {
    const times: number[] = [];
    for (let k = 0; k < TRIES; k++) times.push((await load('cpu')).took);
    expect(Math.min(...times), times.join()).toBeLessThanOrEqual(FIRST_STEP);
  });

  it.each(['cpu', 'webgpu'])(
    'keeps the main thread free while it trains on %s',
    async (engine) => {
      const opened = await app.open({ path: first(engine) });
      const { page } = opened;
      await page.locator('nabla-network-diagram .node').first().waitFor();
      const tasks = await page.evaluate(
        (milliseconds) =>
          new Promise<{ long: number[]; frames: number }>((resolve) => {
            const long: number[] = [];
            new PerformanceObserver((list) => {
              for (const { duration } of list.getEntries()) long.push(duration);
            }).observe({ type: 'longtask' });
            let frames = 0;
            const count = () => {
              frames++;
              requestAnimationFrame(count);
            };
            count();
            setTimeout(() => resolve({ long, frames }), milliseconds);
          }),
        WATCHED,
      );
      // A frame is one task at least, so that this share is no smaller than that of all tasks.
      const slow = tasks.long.filter((duration) => duration > LONGEST_TASK).length;
      expect(tasks.frames).toBeGreaterThan(10);
      expect(slow / tasks.frames, `${slow} of ${tasks.frames}`).toBeLessThanOrEqual(0.05);
      expect(opened.problems).toEqual([]);
      await opened.close();
    },
  );
});
