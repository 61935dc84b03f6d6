import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SPEED_ENGINES } from '../../src/core/speed-question.ts';
import { readSpeedFile } from '../../src/speed/results/speed-file.ts';
import type { SpeedResult } from '../../src/speed/results/speed-result.ts';
import {
  launchApp,
  type AppInBrowser,
  type OpenPage,
  type PageOptions,
} from './support/browser.ts';
import { seriousViolations } from './support/lab-pages.ts';

let app: AppInBrowser;
const pages: OpenPage[] = [];
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});

/** Networks that nothing takes long to train, for tests that are not about speed. */
const measuring = (engines: string, rounds = 2, values = '2;4') =>
  `#v=1&playing=0&lab=speed&measure=width;${values},3;4;1;2;4,${engines},${rounds},step`;

async function open(options: PageOptions = {}): Promise<OpenPage> {
  const opened = await app.open({ path: measuring('cpu;tfjs-cpu'), ...options });
  opened.page.setDefaultTimeout(30_000);
  pages.push(opened);
  return opened;
}

const panel = (page: Page): Locator => page.locator('nabla-curve-panel');
const start = (page: Page) => panel(page).locator('#measure').click();
const ended = (page: Page, timeout = 30_000) =>
  panel(page).getByRole('button', { name: 'Measure again' }).waitFor({ timeout });
const kept = (page: Page): Promise<SpeedResult | null> =>
  page.evaluate(() => document.querySelector('nabla-app')?.speedServices?.kept ?? null);
/** Waits until some rounds have begun; they take less time than Playwright waits between two looks. */
const untilRound = (page: Page, least: number) =>
  page.waitForFunction((wanted) => {
    const within = (root: ParentNode | null | undefined, name: string) =>
      root?.querySelector(name)?.shadowRoot;
    const lab = within(within(document, 'nabla-app'), 'nabla-speed-lab');
    const doing = within(lab, 'nabla-curve-panel')?.querySelector('.doing')?.textContent;
    return Number(/Round (\d+) of/.exec(doing ?? '')?.[1]) >= wanted;
  }, least);
const contentsOf = async (download: Download): Promise<Buffer> =>
  readFileSync(await download.path());

async function save(page: Page, kind: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`#save-${kind}`).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`nabla-speed-width.${kind}`);
  return contentsOf(download);
}

/** Has the page say that it is hidden, or shown: a headless browser shows all of its pages. */
const hide = (page: Page, hidden: boolean) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

describe('the speed lab', () => {
  it('measures with every engine that the browser has, and gives none to a wrong one', async () => {
    const ids = SPEED_ENGINES.map(({ id }) => id);
    const { page, problems } = await open({ path: measuring(ids.join(';'), 1, '4') });
    await start(page);
    await ended(page, 110_000);
    const result = (await kept(page))!;
    expect(result.engines.map(({ id }) => id)).toEqual(ids);
    expect(result.engines.filter(({ failed }) => failed !== undefined)).toEqual([]);
    for (const { engine, parity, samples, refused } of result.points[0].entries) {
      if (engine === 'cpu-broken') {
        expect(samples).toBeUndefined();
        expect(refused).toMatch(/is off by/);
        expect(parity).toBeGreaterThan(1e-3);
      } else {
        expect(refused, engine).toBeUndefined();
        expect(parity, engine).toBeLessThan(1e-4);
        for (const times of Object.values(samples!)) expect(times).toHaveLength(1);
      }
    }
    expect(result.environment).toMatchObject({ isolated: true, softwareAdapter: true });
    const list = page.locator('nabla-engine-list .groups');
    expect(await list.innerText()).toMatch(/XNNPACK with SIMD, (one thread|\d+ threads)/);
    expect(await list.locator('.refused').innerText()).toContain('At 4: The gradient of');
    expect(await panel(page).locator('.reading').innerText()).toContain('swiftshader');
    expect(problems).toEqual([]);
  });

  it('answers in a sentence and a table, and draws every line', async () => {
    const { page, problems } = await open({ path: measuring('webgpu;cpu', 2) });
    await start(page);
    await ended(page, 60_000);
    expect(await panel(page).locator('h2').innerText()).toMatch(/^On this machine .*\.$/);
    const table = page.locator('nabla-times-table table');
    expect(await table.locator('tbody tr').count()).toBe(2);
    expect(await table.innerText()).toMatch(/\d ms[\s\S]*× [\d.]+ \[[\d.]+, [\d.]+\]/);
    expect(await panel(page).locator('.chart svg circle').count()).toBe(2);
    expect(problems).toEqual([]);
  });

  it('takes a round again in which the page was hidden, and says so', async () => {
    const { page } = await open({ path: measuring('cpu', 30) });
    await start(page);
    await untilRound(page, 2);
    await hide(page, true);
    await panel(page).getByText('Waiting until the page is shown again').waitFor();
    await hide(page, false);
    await ended(page);
    const result = (await kept(page))!;
    expect(result.voidRounds.length).toBeGreaterThan(0);
    expect(result.points[0].entries[0].samples?.step).toHaveLength(30);
    expect(await panel(page).locator('.reading').innerText()).toMatch(
      /disturbed and taken again: the page was hidden/,
    );
  });

  it('saves what it measured, as files that can be read back', async () => {
    const { page, problems } = await open();
    for (const kind of ['json', 'csv', 'svg', 'png'])
      expect(await page.locator(`#save-${kind}`).isDisabled()).toBe(true);
    await start(page);
    await ended(page);
    const result = (await kept(page))!;
    const json = await save(page, 'json');
    expect(readSpeedFile(json.toString(), 'saved')).toEqual(result);
    const rows = (await save(page, 'csv')).toString().trimEnd().split('\n');
    // Two engines at two sizes, three quantities, and the head.
    expect(rows).toHaveLength(13);
    const svg = (await save(page, 'svg')).toString();
    const parsed = await page.evaluate((text) => {
      const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [documentElement.localName, documentElement.querySelectorAll('path').length];
    }, svg);
    expect(parsed[0]).toBe('svg');
    expect(parsed[1]).toBeGreaterThan(5);
    const png = await save(page, 'png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 1240]);

    // The file can be compared with; one that is wrong takes nothing away.
    const files = page.locator('nabla-take-along input[type=file]');
    await files.setInputFiles({
      name: 'mine.json',
      mimeType: 'application/json',
      buffer: json,
    });
    const comparison = page.locator('nabla-comparison-table');
    await comparison.getByText('mine.json').waitFor();
    expect(await comparison.locator('tbody tr').count()).toBe(4);
    expect(await comparison.locator('table').innerText()).toContain(
      'no difference found',
    );
    await files.setInputFiles({
      name: 'other.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format": "other"}'),
    });
    await page.getByText('"other.json" is no file of measurements of this lab').waitFor();
    expect(await kept(page)).toEqual(result);
    expect(problems).toEqual([]);
  });

  it('has everything that is asked for in its address', async () => {
    const { page } = await open();
    await page.getByLabel('Sizes, ascending').fill('3, 5, 9');
    await page.getByLabel('Sizes, ascending').press('Enter');
    await page.waitForURL(/measure=width;3;5;9,/);
    await page.getByLabel('Time of').selectOption('gradient');
    await page.locator('nabla-engine-list').getByLabel('Nabla, WebGPU, tiled').check();
    await page.waitForURL(/webgpu-tiled;cpu;tfjs-cpu,2,gradient/);
    await page.getByLabel('Sizes, ascending').fill('9, 5');
    await page.getByLabel('Sizes, ascending').press('Enter');
    await page.getByText('The sizes must ascend.').waitFor();
    expect(page.url()).toContain('measure=width;3;5;9,');
    const again = await open({ path: new URL(page.url()).hash });
    expect(await again.page.getByLabel('Sizes, ascending').inputValue()).toBe('3, 5, 9');
    expect(await again.page.getByLabel('Time of').inputValue()).toBe('gradient');
  });

  it('keeps what was measured when it is cancelled, and when another lab is looked at', async () => {
    const { page, problems } = await open({ path: measuring('cpu', 60) });
    await start(page);
    await untilRound(page, 3);
    await panel(page).getByRole('button', { name: 'Cancel' }).click();
    await ended(page);
    expect(await panel(page).locator('.reading').innerText()).toMatch(/\d of 60 rounds/);
    const result = (await kept(page))!;
    expect(result.points[0].entries[0].samples!.step.length).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.locator('nabla-train-lab').waitFor();
    await page.getByRole('link', { name: 'Speed', exact: true }).click();
    await panel(page).getByRole('button', { name: 'Measure again' }).waitFor();
    expect(await page.locator('nabla-times-table tbody tr').count()).toBe(2);
    expect(problems).toEqual([]);
  });

  it('is worked with the keyboard alone', async () => {
    const { page } = await open({ path: measuring('cpu', 1) });
    await page.locator('#tab-curve').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/part=time/);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/part=race/);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => !url.hash.includes('part='));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await ended(page);
  });

  it.each(['light', 'dark'] as const)(
    'breaks no rule of accessibility, in %s colours',
    async (colorScheme) => {
      const { page } = await open({ colorScheme, path: measuring('cpu;cpu-broken', 1) });
      await start(page);
      await ended(page);
      expect(await seriousViolations(page)).toEqual([]);
      for (const part of ['time', 'race']) {
        await page.locator(`#tab-${part}`).click();
        expect(await seriousViolations(page)).toEqual([]);
      }
    },
  );

  it('fits into a narrow window', async () => {
    const { page } = await open({
      width: 360,
      height: 740,
      path: measuring('cpu;webgpu', 1),
    });
    await start(page);
    await ended(page, 60_000);
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1]);
  });
});

describe('where the time goes', () => {
  it('takes a step apart, and says what each kernel takes', async () => {
    const { page, problems } = await open({
      path: '#v=1&playing=0&lab=speed&part=time&measure=width;16,8;16;1;4;16,cpu,1,step',
    });
    const profile = page.locator('nabla-profile-panel');
    await profile.locator('#measure').click();
    await profile.locator('table').first().waitFor({ timeout: 110_000 });
    expect(await profile.locator('h2').innerText()).toMatch(
      /^A\sstep\sof\s8-\[1\s×\s16\]-4\sat\sa\sbatch\sof\s16\stakes\s\S+\sms/,
    );
    const rows = await profile.locator('tbody tr').allInnerTexts();
    expect(rows.some((row) => row.includes('dense'))).toBe(true);
    expect(
      await profile.locator('svg[role=img], canvas[role=img]').count(),
    ).toBeGreaterThan(0);
    expect(await seriousViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('the race', () => {
  it('is run from the same weights to a target, with curves that coincide', async () => {
    const { page, problems } = await open({
      path: '#v=1&playing=0&lab=speed&part=race&race=circle,4,tanh,adam,0.03,cpu;tfjs-cpu,0.1',
    });
    const race = page.locator('nabla-race-panel');
    await race.getByRole('button', { name: /^Start/ }).click();
    const winner = race.getByText(/arrived first: loss/);
    await winner.waitFor({ timeout: 90_000 });
    expect(await race.locator('nabla-race-lane canvas').count()).toBe(2);
    await race.getByText(/The curves coincide: at \d+ common steps/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
