import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION } from '../../src/state/speed-options.ts';
import { launchApp, type AppInBrowser } from './support/browser.ts';

/** Milliseconds that the usual measurement may take, and a task of the main thread meanwhile. */
const LONGEST_MEASUREMENT = 60_000;
const LONGEST_TASK = 100;

let app: AppInBrowser;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

describe('the usual measurement of the speed lab', () => {
  it('takes less than a minute and leaves the page usable', async () => {
    const { page, problems, close } = await app.open({
      path: '#v=1&playing=0&lab=speed',
    });
    const panel = page.locator('nabla-curve-panel');
    await panel.locator('#measure').waitFor();
    await page.evaluate(() => {
      const longest = { task: 0 };
      Object.assign(globalThis, { longest });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries())
          longest.task = Math.max(longest.task, duration);
      }).observe({ type: 'longtask' });
    });
    const begin = performance.now();
    await panel.locator('#measure').click();
    await panel
      .getByRole('button', { name: 'Measure again' })
      .waitFor({ timeout: 2 * LONGEST_MEASUREMENT });
    const took = performance.now() - begin;
    const task = await page.evaluate(
      () => (globalThis as unknown as { longest: { task: number } }).longest.task,
    );
    const result = await page.evaluate(
      () => document.querySelector('nabla-app')?.speedServices?.kept,
    );
    const { points, complete } = result!;
    expect(complete).toBe(true);
    for (const { entries } of points)
      for (const { engine, samples, refused } of entries)
        expect(samples?.step.length, `${engine}: ${refused ?? ''}`).toBe(
          DEFAULT_QUESTION.rounds,
        );
    console.log(
      `The usual measurement took ${(took / 1000).toFixed(1)} s; longest task ${task} ms.`,
    );
    expect(took).toBeLessThanOrEqual(LONGEST_MEASUREMENT);
    expect(task).toBeLessThanOrEqual(LONGEST_TASK);
    expect(problems).toEqual([]);
    await close();
  }, 150_000);
});
