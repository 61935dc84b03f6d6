import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { PageOptions } from './support/browser.ts';
import { seriousViolations, useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

/** A network whose steps take well under a millisecond. */
const SMALL = '#v=1&data=circle&hidden=4:tanh&batch=10&engine=cpu';

const openLab = useLabPages();

async function open(path: string, options: PageOptions = {}) {
  const { lab, opened } = await openLab({ path, ...options });
  const halted = (text: string) =>
    opened.page.locator('#halt', { hasText: text }).waitFor();
  const openTool = (name: string) => opened.page.getByRole('tab', { name }).click();
  const runs = opened.page.locator('nabla-history-view li');
  /** Trains until the stop conditions pause the run. */
  const trainOn = async (change: () => Promise<unknown>, steps: string) => {
    await change();
    await halted(`${steps} steps are taken`);
  };
  return {
    lab,
    page: opened.page,
    problems: opened.problems,
    halted,
    openTool,
    runs,
    trainOn,
  };
}

async function setRate(lab: TrainLabPage, rate: string): Promise<void> {
  const field = lab.page.getByRole('textbox', { name: 'Learning rate' });
  await field.fill(rate);
  await field.press('Tab');
}

describe('stop conditions', () => {
  it('pause in exactly the step that the address names, say so, and let go on', async () => {
    const { lab, page, problems, halted } = await open(`${SMALL}&stop=steps:137`);
    await halted('The run has paused: 137 steps are taken.');
    await lab.waitForState('paused');
    expect(await lab.step()).toBe(137);
    await expect
      .poll(() => page.locator('nabla-announcer p').innerText())
      .toBe('The run has paused: 137 steps are taken.');
    await page.getByRole('button', { name: 'Go on' }).click();
    await lab.waitForStep(400);
    expect(await page.locator('#halt').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('are set in the tool, and kept in the address', async () => {
    const { lab, page, problems, openTool, halted } = await open(`${SMALL}&playing=0`);
    await openTool('Stop when');
    const epochs = page.getByRole('textbox', { name: 'after, epochs' });
    await epochs.fill('4');
    await epochs.press('Tab');
    await expect.poll(() => new URL(page.url()).hash).toContain('stop=epochs:4');
    await page.getByRole('checkbox', { name: 'when the training loss is below' }).check();
    await expect
      .poll(() => new URL(page.url()).hash)
      .toContain('stop=epochs:4,trainLoss:0.01');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await halted('4 epochs are over');
    // 250 training examples in batches of 10.
    await lab.waitForExactStep(100);
    expect(problems).toEqual([]);
  });

  it('pause at a test loss, and start the next configuration by themselves', async () => {
    const { lab, page, problems, halted } = await open(`${SMALL}&stop=testLoss:0.5`);
    await halted('the test loss is below 0.5');
    await page.getByRole('radio', { name: 'Exclusive or' }).check();
    await expect.poll(() => lab.dataset()).toBe('xor');
    await halted('the test loss is below 0.5');
    expect(problems).toEqual([]);
  });
});

describe('the history', () => {
  it('lists runs with what changed, compares pinned ones, and survives a reload', async () => {
    const { lab, page, problems, openTool, runs, trainOn, halted } = await open(
      `${SMALL}&stop=steps:60`,
    );
    await halted('60 steps are taken');
    // The learning rate goes on in mid-run; other weights are another run.
    await setRate(lab, '0.1');
    await page.getByRole('button', { name: 'One step' }).click();
    await lab.waitForExactStep(61);
    await page.keyboard.press('Shift+R');
    await lab.waitForExactStep(0);
    const play = page.getByRole('button', { name: 'Train', exact: true });
    await trainOn(() => play.click(), '60');
    await openTool('History');
    await expect.poll(() => runs.count()).toBe(2);
    const [second, first] = await runs.allInnerTexts();
    expect(first).toContain('Run 1');
    expect(first.replace(/\s+/g, ' ')).toContain(
      'From step 60 on: learning rate 0.03 → 0.1',
    );
    expect(second).toContain('initial weights of the seed → no. 1');
    expect(second).toContain('current');

    await page.getByRole('button', { name: 'Pin run 1' }).click();
    await page.getByRole('button', { name: 'Pin run 2' }).click();
    const table = page.getByRole('region', { name: 'Pinned runs side by side' });
    await expect
      .poll(() => table.locator('thead th').allInnerTexts())
      .toEqual(['Run 1', 'Run 2']);
    expect(await table.locator('tbody th').allTextContents()).toContain(
      'initial weights',
    );
    const chart = page.locator('nabla-comparison-chart');
    expect(await chart.locator('.plot').getAttribute('aria-label')).toContain(
      'run 1, run 2',
    );
    expect(await chart.locator('.reading').innerText()).toMatch(
      /^At the end: run 1 0\.\d{4}, run 2 0\.\d{4}$/,
    );
    await chart.locator('.plot').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await chart.locator('.reading').innerText()).toMatch(/^Step \d+: run 1/);

    await page.reload();
    await lab.ready();
    await openTool('History');
    await page.getByRole('button', { name: 'Pin run 2', pressed: true }).waitFor();
    expect(problems).toEqual([]);
  });

  it('opens a run again, removes it, and saves all', async () => {
    const { lab, page, problems, openTool, runs, trainOn, halted } = await open(
      `${SMALL}&stop=steps:20`,
    );
    await halted('20 steps are taken');
    const before = await lab.spec();
    await trainOn(() => page.getByRole('radio', { name: 'Spiral' }).check(), '20');
    await openTool('History');
    await page.getByRole('button', { name: 'Open run 1 again' }).click();
    await expect.poll(() => lab.spec()).toBe(before);
    await expect.poll(() => runs.count()).toBe(3);
    await page.getByRole('button', { name: 'Remove run 2' }).click();
    await expect.poll(() => runs.count()).toBe(2);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as JSON' }).click();
    const { runs: kept } = JSON.parse(
      await readFile(await (await saved).path(), 'utf8'),
    ) as { runs: { number: number; steps: number }[] };
    expect(kept.map(({ number }) => number)).toEqual([1, 3]);
    expect(kept[0].steps).toBe(20);
    expect(problems).toEqual([]);
  });

  it('begins anew where what is stored cannot be read', async () => {
    const { lab, page, problems, openTool } = await open(`${SMALL}&playing=0`);
    await page.evaluate(() => localStorage.setItem('nabla.history.1', '{"version":1'));
    await page.reload();
    await lab.ready();
    await openTool('History');
    await page.getByText('could not be read, so it begins anew').waitFor();
    await page.getByText('No run yet.').waitFor();
    expect(problems).toEqual([]);
  });
});

it('opens a preset, and says what to expect of it', async () => {
  const { lab, page, problems } = await open(`${SMALL}&playing=0`);
  await page.getByRole('button', { name: 'Presets…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  await dialog.getByRole('button', { name: /^Hills and hollows/ }).click();
  await expect.poll(() => lab.dataset()).toBe('gauss-regression');
  expect(await dialog.isVisible()).toBe(false);
  await page.getByText('Test loss below 0.015 within 600 steps.').first().waitFor();
  // A regression is judged by R².
  await page.getByRole('button', { name: 'One step' }).click();
  await lab.waitForExactStep(1);
  const fit = page.locator('nabla-result-figures #test-determination');
  await expect.poll(() => fit.innerText()).toMatch(/^−?\d/);
  expect(problems).toEqual([]);
});

it('lists what a step took on each engine that trained the network', async () => {
  // A single step may be shorter than the resolution of the page's clock.
  const { lab, page, problems } = await open(`${SMALL}&stop=steps:200`);
  await lab.waitForExactStep(200);
  await lab.waitForState('paused');
  const menu = page.locator('nabla-engine-menu');
  await menu.locator('summary').click();
  await menu.getByRole('radio', { name: /^CPU, float64/ }).check();
  await expect.poll(async () => (await lab.engine()).name).toBe('CPU, float64');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await lab.waitForStep(400);
  await page.getByRole('button', { name: 'Pause' }).click();
  await lab.waitForState('paused');
  if (!(await menu.locator('.menu').isVisible())) await menu.locator('summary').click();
  const rows = menu.getByRole('table', { name: 'A step of this network takes' });
  await expect
    .poll(() => rows.locator('tr').allInnerTexts())
    .toEqual([
      expect.stringMatching(/^CPU\s+[\d.]+ m?s$/),
      expect.stringMatching(/^CPU, float64\s+[\d.]+ m?s$/),
    ]);
  expect(problems).toEqual([]);
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it('history, stop conditions and presets break no serious rule of accessibility', async () => {
    const { page, openTool, runs, halted } = await open(`${SMALL}&stop=steps:20`, {
      colorScheme,
    });
    await halted('20 steps are taken');
    await openTool('History');
    await runs.first().waitFor();
    await page.getByRole('button', { name: 'Pin run 1' }).click();
    await page.locator('nabla-comparison-chart').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await openTool('Stop when');
    await page.locator('nabla-stop-view').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Presets…' }).click();
    await page.getByRole('dialog', { name: 'Presets' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});

it.each([360, 1000, 1100])('fits into a window %d px wide', async (width) => {
  const { page, openTool, runs, halted } = await open(`${SMALL}&stop=steps:20`, {
    width,
  });
  await halted('20 steps are taken');
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await openTool('History');
  await runs.first().waitFor();
  await page.getByRole('button', { name: 'Pin run 1' }).click();
  await page.locator('nabla-comparison-chart').waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await openTool('Stop when');
  await page.locator('nabla-stop-view').waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
