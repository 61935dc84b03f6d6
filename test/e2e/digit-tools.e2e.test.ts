import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { GLYPHS } from '../../src/data/digits/glyphs.ts';
import { traceGlyph } from '../../src/data/digits/trace.ts';
import type { OpenPage, PageOptions } from './support/browser.ts';
import { useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

/** Learns the digits in some dozen steps. */
const DIGITS =
  '#v=1&data=digits&samples=600&hidden=24:relu&init=he-normal&optimizer=adam&lr=0.005&batch=64&engine=cpu';
const CIRCLE = '#v=1&data=circle&hidden=4:tanh&engine=cpu&playing=0';

const openLab = useLabPages();

/** Opens the page, and a tool on it. */
async function open(
  tool: string,
  options: PageOptions,
): Promise<{ lab: TrainLabPage; opened: OpenPage; panel: Locator }> {
  const { lab, opened } = await openLab(options);
  await lab.page.getByRole('tab', { name: tool, exact: true }).click();
  const panel = lab.page.getByRole('tabpanel', { name: tool });
  await panel.locator('section').first().waitFor();
  return { lab, opened, panel };
}

/** Draws a glyph on the pad with the mouse. */
async function draw(page: Page, digit: number): Promise<void> {
  const pad = page.locator('nabla-drawing-pad canvas');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not on the page.');
  const { x, y, starts } = traceGlyph(GLYPHS[digit][0], (point) => point);
  for (let i = 0; i < x.length; i++) {
    if (starts[i]) await page.mouse.up();
    await page.mouse.move(
      box.x + (0.1 + 0.5 * x[i]) * box.width,
      box.y + (0.1 + 0.5 * y[i]) * box.height,
    );
    if (starts[i]) await page.mouse.down();
  }
  await page.mouse.up();
}

/** Waits until the network has trained that far, and pauses it. */
async function train(lab: TrainLabPage, step: number): Promise<void> {
  await lab.waitForStep(step);
  await lab.page.getByRole('button', { name: 'Pause' }).click();
  await lab.waitForState('paused');
}

describe('the drawing pad', () => {
  it(
    'recognises what the mouse draws, says so, and takes it back',
    { timeout: 120_000 },
    async () => {
      const { lab, opened, panel } = await open('Draw', { path: DIGITS });
      await train(lab, 60);
      const digit = panel.locator('.digit');
      expect(await digit.innerText()).toBe('–');
      await draw(lab.page, 3);
      await expect.poll(() => digit.innerText()).toBe('3');
      await expect
        .poll(() => panel.getByRole('status').innerText())
        .toBe('The network takes it for 3.');
      expect(await panel.getByRole('listitem').count()).toBe(10);
      await panel.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => digit.innerText()).toBe('–');
      await draw(lab.page, 0);
      await expect.poll(() => digit.innerText()).toBe('0');
      expect(opened.problems).toEqual([]);
    },
  );

  it(
    'is drawn on by keyboard, without the shortcuts of the page',
    { timeout: 120_000 },
    async () => {
      const { lab, opened, panel } = await open('Draw', { path: DIGITS });
      await train(lab, 60);
      const step = await lab.step();
      const pad = panel.locator('nabla-drawing-pad canvas');
      await pad.focus();
      const press = async (keys: string, times = 1) => {
        for (let i = 0; i < times; i++) await pad.press(keys);
      };
      await press('ArrowUp', 8);
      await press('Space');
      await press('Shift+ArrowDown', 16);
      await expect.poll(() => panel.locator('.digit').innerText()).toBe('1');
      await expect
        .poll(() => panel.getByRole('status').innerText())
        .toContain('The network takes it for 1.');
      await press('Delete');
      await press('ArrowRight');
      await expect
        .poll(() => panel.getByRole('status').innerText())
        // What the network takes the rest for may be said after it.
        .toMatch(/^Row 23, column 16, blank\./);
      expect(await lab.step()).toBe(step);
      await lab.waitForState('paused');
      expect(opened.problems).toEqual([]);
    },
  );
});

describe('the first layer', () => {
  it('shows its units, one of them large, and turns to the gradient', async () => {
    const { lab, opened, panel } = await open('First layer', {
      path: `${DIGITS}&playing=0`.replace('24:relu', '70:relu'),
    });
    const units = panel.getByRole('group', { name: /^Units/ }).getByRole('button');
    await expect.poll(() => units.count()).toBe(64);
    await units.nth(2).focus();
    await lab.page.keyboard.press('ArrowRight');
    const heading = panel.getByRole('heading');
    await expect.poll(() => heading.innerText()).toBe('Unit 4 of 70');
    // Its norm is that of the weights that the session holds: column 3 of the kernel.
    const weights = await lab.parameters();
    let squares = 0;
    for (let pixel = 0; pixel < 784; pixel++) squares += weights[pixel * 70 + 3] ** 2;
    const shown = await panel.locator('dd').first().innerText();
    expect(Number(shown)).toBeCloseTo(Math.sqrt(squares), 1);
    await panel.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => units.count()).toBe(6);
    expect(await heading.innerText()).toBe('Unit 65 of 70');
    await panel.getByRole('radio', { name: 'gradient' }).check();
    await expect
      .poll(() => panel.locator('.note').last().innerText())
      .toContain('over 300 training examples');
    expect(await lab.step()).toBe(0);
    expect(opened.problems).toEqual([]);
  });
});

describe('the sensitivity', () => {
  it('is mapped over the plane, and follows the choices', async () => {
    const { opened, panel } = await open('Sensitivity', { path: CIRCLE });
    const range = panel.locator('dd').first();
    await expect.poll(() => range.innerText()).toMatch(/ to /);
    const norm = await range.innerText();
    const map = panel.locator('nabla-plane-map canvas');
    expect(await map.getAttribute('aria-label')).toContain('Norm');
    await panel.getByRole('combobox', { name: 'Derivative' }).selectOption({ index: 1 });
    await expect.poll(() => range.innerText()).not.toBe(norm);
    expect(await map.getAttribute('aria-label')).toContain('∂ŷ/∂x₁');
    const probability = await range.innerText();
    await panel.getByRole('combobox', { name: 'Of the' }).selectOption('logit');
    await expect.poll(() => range.innerText()).not.toBe(probability);
    expect(opened.problems).toEqual([]);
  });

  it('is shown for the pixels of an example', async () => {
    const { opened, panel } = await open('Sensitivity', { path: `${DIGITS}&playing=0` });
    const caption = panel.locator('figcaption').first();
    await expect.poll(() => caption.innerText()).toMatch(/^A \d, taken for \d \(/);
    await panel.getByRole('button', { name: 'Next' }).click();
    await expect
      .poll(() => panel.locator('.examples').innerText())
      .toContain('Test example 2 of 300');
    await panel.getByRole('combobox', { name: 'Class' }).selectOption('7');
    await expect
      .poll(() =>
        panel.locator('nabla-pixel-image canvas').last().getAttribute('aria-label'),
      )
      .toMatch(/^Derivative of the probability of 7 by each pixel, from −/);
    expect(opened.problems).toEqual([]);
  });
});

it('the confusion matrix is a table that counts every example', async () => {
  const { opened, panel } = await open('Confusion', { path: `${DIGITS}&playing=0` });
  const table = panel.getByRole('table');
  const total = async () => {
    const cells = await table.locator('tbody td:not(.figure)').allInnerTexts();
    return cells.reduce((sum, cell) => sum + Number(cell), 0);
  };
  await expect.poll(total).toBe(300);
  expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
    'true',
    ...Array.from({ length: 10 }, (_, digit) => String(digit)),
    'right',
  ]);
  await panel.getByRole('radio', { name: 'training examples' }).check();
  await expect
    .poll(() => panel.locator('.note').first().innerText())
    .toContain('300 training examples');
  await expect.poll(total).toBe(300);
  expect(opened.problems).toEqual([]);
});

describe('for everybody', () => {
  it.each(['light', 'dark'] as const)(
    'no tool breaks accessibility rules (%s)',
    async (colorScheme) => {
      const { lab, opened } = await open('Draw', {
        path: `${DIGITS}&playing=0`,
        colorScheme,
      });
      for (const tool of ['Draw', 'First layer', 'Sensitivity', 'Confusion']) {
        const tab = lab.page.getByRole('tab', { name: tool });
        if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
        await lab.page
          .getByRole('tabpanel', { name: tool })
          .locator('section')
          .first()
          .waitFor();
        // The rest of the page has a test of its own.
        const { violations } = await new AxeBuilder({ page: lab.page })
          .include({ fromShadowDom: ['nabla-app', 'nabla-train-lab', 'nabla-tool-tabs'] })
          .analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`,
          ),
          tool,
        ).toEqual([]);
      }
      expect(opened.problems).toEqual([]);
    },
  );

  it('every tool fits into a window 360 px wide', async () => {
    const { lab } = await open('Draw', { path: `${DIGITS}&playing=0`, width: 360 });
    for (const tool of ['Draw', 'First layer', 'Sensitivity', 'Confusion']) {
      const tab = lab.page.getByRole('tab', { name: tool });
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
      await lab.page
        .getByRole('tabpanel', { name: tool })
        .locator('section')
        .first()
        .waitFor();
      const overflow = await lab.page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, tool).toBeLessThanOrEqual(0);
    }
  });
});
