import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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

/** Six layers of sigmoid, and of tanh beside them, on the CPU. */
const PAIR =
  '#v=1&hidden=6x8:sigmoid&batch=32&engine=cpu&playing=0&lab=gradient-flow&beside=hidden%3D6x8%3Atanh%26batch%3D32';
const SMALL_PHASE = '&phase=gain;0.5;3;linear,bias;0;1.5;linear,ratio,100,16';

async function open(options: PageOptions = {}): Promise<OpenPage> {
  const opened = await app.open({ path: PAIR, ...options });
  opened.page.setDefaultTimeout(20_000);
  pages.push(opened);
  return opened;
}

const columns = (page: Page) => page.locator('nabla-flow-column');
const headlines = async (page: Page) =>
  (await columns(page).locator('h3').allInnerTexts()).map((text) => text.trim());
const stepText = (page: Page) => page.locator('nabla-flow-transport .step').innerText();

/** Waits until both columns have their chart. */
const ready = (page: Page) =>
  columns(page).nth(1).locator('svg circle').first().waitFor();

async function waitForText(
  page: Page,
  selector: string,
  wanted: RegExp,
): Promise<string> {
  const place = page.locator(selector).filter({ hasText: wanted });
  await place.waitFor();
  return place.innerText();
}

describe('the gradient-flow lab', () => {
  it('is a lab of its own, with an address, and the run of the other waits meanwhile', async () => {
    const { page, problems } = await open({ path: '#v=1&engine=cpu' });
    await page.waitForFunction(
      () => document.querySelector('nabla-app')?.dataset['state'] === 'running',
    );
    await page.getByRole('link', { name: 'Gradient flow', exact: true }).click();
    // What everybody sees first is too shallow: the first lesson begins.
    await page.waitForURL(/lab=gradient-flow.*lesson=sigmoid/);
    await ready(page);
    expect(await headlines(page)).toEqual([
      'The gradient vanishes.',
      'The gradient gets through.',
    ]);
    expect(await page.locator('nabla-lesson-list .lesson').innerText()).toContain(
      'a quarter at most',
    );
    await page.waitForFunction(
      () => document.querySelector('nabla-app')?.dataset['state'] === 'paused',
    );
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.waitForFunction(
      () => document.querySelector('nabla-app')?.dataset['state'] === 'running',
    );
    expect(page.url()).not.toContain('lab=');
    expect(problems).toEqual([]);
  });

  it('trains its networks in step, and the slider goes back over the run', async () => {
    const { page, problems } = await open();
    await ready(page);
    expect(await stepText(page)).toBe('Step 0');
    const before = await columns(page).first().locator('.reading').innerText();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page
      .locator('nabla-flow-transport .step')
      .filter({ hasText: /Step \d\d/ })
      .waitFor();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    const slider = page.getByRole('slider', { name: 'Step that is looked at' });
    await page.waitForFunction(
      () =>
        !document
          .querySelector('nabla-app')
          ?.shadowRoot?.querySelector('nabla-gradient-flow-lab')
          ?.shadowRoot?.textContent?.includes('Pause'),
    );
    expect(await columns(page).first().locator('.reading').innerText()).not.toBe(before);
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await stepText(page)).toMatch(/^Step 0 of \d+$/);
    expect(await columns(page).first().locator('.reading').innerText()).toBe(before);
    await page.keyboard.press('End');
    expect(await stepText(page)).toMatch(/^Step \d+$/);
    await page.keyboard.press('r');
    await waitForText(page, 'nabla-flow-transport .step', /^\s*Step 0\s*$/);
    expect(problems).toEqual([]);
  });

  it('puts a remedy beside the network, and compares with another difference', async () => {
    const { page, problems } = await open();
    await ready(page);
    await columns(page)
      .first()
      .getByRole('button', { name: 'Layer normalization', exact: true })
      .click();
    await columns(page).nth(2).locator('svg circle').first().waitFor();
    expect(await columns(page).nth(2).locator('h2').innerText()).toBe(
      'Normalization none → layer',
    );
    await page.getByLabel('Compare with').selectOption({ label: 'Gain × 2' });
    await columns(page).nth(3).locator('svg circle').first().waitFor();
    // Four are as many as there may be.
    expect(await page.getByLabel('Compare with').count()).toBe(0);
    expect(decodeURIComponent(page.url())).toContain('6x8:sigmoid:glorot-uniform;gain=2');
    await columns(page)
      .first()
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page.waitForURL(/hidden=6x8:tanh&/);
    expect(await columns(page).count()).toBe(3);
    await page.goBack();
    await columns(page).nth(3).locator('svg circle').first().waitFor();
    expect(problems).toEqual([]);
  });

  it('shows other figures and the singular values of each layer', async () => {
    const { page, problems } = await open();
    await ready(page);
    await page.getByLabel('Show').selectOption({ label: 'Saturated slopes' });
    await columns(page).first().getByText('share saturated').waitFor();
    await page.getByRole('checkbox', { name: 'Singular values' }).check();
    await columns(page).first().locator('svg.spectrum path').nth(2).waitFor();
    expect(await columns(page).first().locator('.reading').innerText()).toMatch(
      /Input to logits: singular values [\d.e-]+ to/,
    );
    await columns(page).first().locator('svg').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    for (const column of [0, 1])
      expect(await columns(page).nth(column).locator('.reading').innerText()).toMatch(
        /^Layer 2 of 6.*Layer 2 alone: singular values/s,
      );
    expect(problems).toEqual([]);
  });

  it('changes all networks at once', async () => {
    const { page, problems } = await open();
    await ready(page);
    const layers = page.getByRole('textbox', { name: 'Hidden layers' });
    await layers.fill('12');
    await layers.press('Enter');
    await page.waitForURL(/hidden=12x8:sigmoid.*beside=hidden%3D12x8%3Atanh/);
    const bias = page.getByRole('textbox', { name: 'Bias deviation' });
    await bias.fill('-1');
    await bias.press('Enter');
    await page.getByText('from 0 to 1000').waitFor();
    await bias.fill('0.5');
    await bias.press('Enter');
    await page.waitForURL(/biasdev=0.5.*biasdev%3D0.5/);
    expect(problems).toEqual([]);
  });
});

describe('the phase diagram', () => {
  it('is drawn on WebGPU, read, opened and zoomed with the keyboard alone', async () => {
    const { page, problems } = await open({
      path:
        PAIR.replace('engine=cpu&', '').replace('sigmoid', 'tanh:lecun-normal') +
        SMALL_PHASE,
    });
    await ready(page);
    const reading = 'nabla-phase-panel #reading';
    await page.getByRole('button', { name: 'Draw', exact: true }).focus();
    await page.keyboard.press('Enter');
    expect(await waitForText(page, reading, /256 networks in/)).toMatch(
      /^256 networks in [\d.]+ m?s on .*swiftshader/i,
    );
    const plot = page.getByRole('application', { name: /^Phase diagram of Gain/ });
    await plot.focus();
    await page.keyboard.press('ArrowUp');
    await waitForText(
      page,
      reading,
      /gain 1\.\d+, σb 0\.8: the first layer gets [\d.e-]+ times/,
    );
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowLeft');
    expect(await page.locator(reading).innerText()).toMatch(
      /^gain 0\.5, σb 0\.8: the first layer gets/,
    );
    await page.keyboard.press('+');
    await page.waitForURL(/phase=gain;0;1\.\d+;linear,bias/);
    await page
      .locator(reading)
      .filter({ hasText: /gain 0\.?\d*, / })
      .waitFor();
    await page.keyboard.press('-');
    await page.waitForURL(/phase=gain;0\.5;3;linear/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/gain=0\.5.*biasdev=0\.\d/);
    // Alone: the others would not be compared with it.
    expect(page.url()).not.toContain('beside');
    expect(problems).toEqual([]);
  });

  it('can be cancelled, which leaves the picture so far, and goes on', async () => {
    const { page, problems } = await open({
      path: `${PAIR}&phase=lr;0.01;10;log,gain;0.2;5;log,loss,200,64`,
    });
    await ready(page);
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    const reading = 'nabla-phase-panel #reading';
    await waitForText(
      page,
      reading,
      /(6[5-9]|[7-9]\d|\d{3}) of 4,096 networks on JavaScript/,
    );
    await page.getByRole('button', { name: 'Cancel' }).click();
    await waitForText(page, reading, /Cancelled after \d+ of 4,096/);
    const painted = await page
      .locator('nabla-phase-picture canvas')
      .evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const context = (canvas as HTMLCanvasElement).getContext('2d');
        return context?.getImageData(0, 0, width, height).data.some((value) => value > 0);
      });
    expect(painted).toBe(true);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await waitForText(page, reading, /Cancelled after/);
    expect(problems).toEqual([]);
  });

  it('opens the network of a click, and zooms into what is dragged over', async () => {
    const { page, problems } = await open({ path: PAIR + SMALL_PHASE });
    await ready(page);
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    await waitForText(page, 'nabla-phase-panel #reading', /256 networks in/);
    const plot = page.locator('nabla-phase-picture .plot');
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    const at = (x: number, y: number) =>
      [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.25, 0.25));
    await page.mouse.down();
    await page.mouse.move(...at(0.5, 0.6), { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/phase=gain;1\.\d+;1\.\d+;linear,bias;0\.\d+;1\.\d+;linear/);
    // What is zoomed into is drawn by itself.
    await page.mouse.move(0, 0);
    await waitForText(page, 'nabla-phase-panel #reading', /256 networks in/);
    await page.getByRole('button', { name: 'Zoom back' }).click();
    await page.waitForURL(/phase=gain;0\.5;3;linear/);
    await page.mouse.click(...at(0.99, 0.99));
    await page.waitForURL(/hidden=6x8:sigmoid:glorot-uniform;gain=3&/);
    // It is the diagram of the opened network, too.
    await page.mouse.move(0, 0);
    await waitForText(page, 'nabla-phase-panel #reading', /256 networks in/);
    expect(problems).toEqual([]);
  });
});

describe('how the lab looks', () => {
  it.each([
    ['light', 390],
    ['dark', 390],
    ['light', 1280],
    ['dark', 1280],
  ] as const)(
    'has no serious violation of accessibility rules and fits (%s, %i)',
    async (colorScheme, width) => {
      const { page, screenshot } = await open({
        path: `${PAIR}&lesson=sigmoid`,
        colorScheme,
        width,
      });
      await ready(page);
      await page.getByRole('checkbox', { name: 'Singular values' }).check();
      await columns(page).first().locator('svg.spectrum path').nth(2).waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      );
      expect(overflow).toBe(false);
      await screenshot(`gradient-flow-lab-${colorScheme}-${width}`);
    },
  );
});
