import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { PageOptions } from './support/browser.ts';
import { seriousViolations, useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

const SPIRAL =
  '#v=1&data=spiral&hidden=8:relu,8:tanh&optimizer=adam&lr=0.01&engine=cpu&playing=0';

const openLab = useLabPages();

async function open(options: PageOptions) {
  const { lab, opened } = await openLab(options);
  return { lab, page: opened.page, opened };
}

async function step(lab: TrainLabPage, to: number): Promise<void> {
  await lab.page.getByRole('button', { name: 'One step' }).click();
  await lab.waitForExactStep(to);
}

/** What the camera of the surface sees from: azimuth, elevation, zoom. */
const camera = (page: Page) =>
  page
    .locator('nabla-surface-view')
    .evaluate((view) => (view as HTMLElementTagNameMap['nabla-surface-view']).camera);

const MINUS = /−/g;
const numbersOf = (text: string): number[] =>
  (
    text
      .replaceAll(',', '')
      .replace(MINUS, '-')
      .match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []
  ).map(Number);

describe('the surface', () => {
  it('says the range that the network itself predicts, and where its ends are', async () => {
    const { page, opened } = await open({ path: SPIRAL });
    await page.getByRole('tab', { name: 'Surface' }).click();
    const reading = page.locator('nabla-surface-view .reading');
    await expect
      .poll(() => reading.innerText())
      .toMatch(/^Step 0: probability of first arm/);
    // "x1" and "x2" have digits of their own.
    const words = (await reading.innerText()).replaceAll(/x[12] =/g, '');
    const [, least, leastX, leastY, greatest, greatestX, greatestY] = numbersOf(words);
    const predicted = await page.evaluate(
      async (places) => {
        const session = document.querySelector('nabla-app')!.session;
        return Array.from(await session.predict(Float32Array.from(places)));
      },
      [leastX, leastY, greatestX, greatestY],
    );
    // The places are said to a tenth.
    expect(predicted[1]).toBeCloseTo(least, 1);
    expect(predicted[3]).toBeCloseTo(greatest, 1);
    expect(greatest).toBeGreaterThan(least);
    expect(opened.problems).toEqual([]);
  });

  it('turns, tilts and zooms by keys, buttons and dragging, and goes back', async () => {
    const { lab, page, opened } = await open({ path: SPIRAL });
    await page.getByRole('tab', { name: 'Surface' }).click();
    const canvas = page.locator('nabla-surface-view canvas');
    await canvas.focus();
    const first = await camera(page);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('+');
    const turned = await camera(page);
    expect(turned.azimuth).toBeLessThan(first.azimuth);
    expect(turned.elevation).toBeGreaterThan(first.elevation);
    expect(turned.zoom).toBeGreaterThan(1);
    // The page's own meaning of an arrow is a step.
    expect(await lab.step()).toBe(0);

    await page.getByRole('button', { name: 'Turn left' }).click();
    expect((await camera(page)).azimuth).toBeCloseTo(first.azimuth);
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 50, box.y + box.height / 2);
    await page.mouse.up();
    expect((await camera(page)).azimuth).toBeCloseTo(first.azimuth - 0.4);
    await page.getByRole('button', { name: 'Reset view' }).click();
    expect(await camera(page)).toEqual(first);
    expect(opened.problems).toEqual([]);
  });

  it('shows one of several classes, and is not there for data without a plane', async () => {
    const { page, opened } = await open({
      path: '#v=1&data=rings&hidden=4:tanh&engine=cpu&playing=0',
    });
    await page.getByRole('tab', { name: 'Surface' }).click();
    const reading = page.locator('nabla-surface-view .reading');
    await expect.poll(() => reading.innerText()).toContain('of the likeliest class');
    await page.getByRole('combobox', { name: 'Height' }).selectOption({ index: 2 });
    await expect.poll(() => reading.innerText()).not.toContain('likeliest');
    const digits = '#v=1&data=digits&samples=100&hidden=4:relu&engine=cpu&playing=0';
    const other = await open({ path: digits });
    expect(await other.page.getByRole('tab', { name: 'Surface' }).count()).toBe(0);
    expect(opened.problems).toEqual([]);
  });
});

describe('the distributions', () => {
  it('have the figures of the parameters that the session holds', async () => {
    const { lab, page, opened } = await open({ path: SPIRAL });
    await page.getByRole('tab', { name: 'Distributions' }).click();
    await page.getByRole('checkbox', { name: 'table' }).check();
    const row = page.locator('nabla-distributions-tool tr[data-layer="0"]');
    await expect.poll(() => row.innerText()).toMatch(/\d/);
    const kernel = (await lab.parameters()).slice(0, 16);
    const mean = kernel.reduce((sum, value) => sum + value, 0) / 16;
    const [said, , least, greatest] = numbersOf(
      (await row.locator('td').allInnerTexts()).join(' '),
    );
    expect(said).toBeCloseTo(mean, 3);
    expect(least).toBeCloseTo(Math.min(...kernel), 3);
    expect(greatest).toBeCloseTo(Math.max(...kernel), 3);

    // An update needs a step: there is none at first, then it is the change of the weights.
    await page.getByRole('radio', { name: 'Update' }).check();
    await expect.poll(() => row.innerText()).toMatch(/–/);
    await step(lab, 1);
    await expect.poll(() => row.innerText()).not.toMatch(/–/);
    const after = (await lab.parameters()).slice(0, 16);
    const [, , smallest, largest] = numbersOf(
      (await row.locator('td').allInnerTexts()).join(' '),
    );
    const changes = after.map((value, i) => value - kernel[i]);
    expect(smallest).toBeCloseTo(Math.min(...changes), 3);
    expect(largest).toBeCloseTo(Math.max(...changes), 3);
    expect(largest).toBeGreaterThan(smallest);
    await page.getByRole('radio', { name: 'Activations' }).check();
    // The first layer is a ReLU: about half of what it makes is exactly 0.
    await expect
      .poll(async () => numbersOf(await row.locator('td').last().innerText())[0])
      .toBeGreaterThan(10);
    expect(opened.problems).toEqual([]);
  });

  it('read a value under the arrow keys', async () => {
    const { page, opened } = await open({ path: SPIRAL });
    await page.getByRole('tab', { name: 'Distributions' }).click();
    const chart = page.locator('nabla-layer-distribution').first();
    await expect.poll(() => chart.locator('.reading').innerText()).toContain('Mean');
    await chart.locator('canvas').focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => chart.locator('.reading').innerText()).toMatch(/of 16 \(/);
    expect(opened.problems).toEqual([]);
  });

  it('show a long network page by page', async () => {
    const { page, opened } = await open({
      path: '#v=1&data=circle&hidden=100x4:tanh&engine=cpu&playing=0',
    });
    await page.getByRole('tab', { name: 'Distributions' }).click();
    const tool = page.locator('nabla-distributions-tool');
    await tool.getByText('Layers 1–8 of 101').waitFor();
    await tool.getByRole('button', { name: 'Next' }).click();
    await tool.getByText('Layers 9–16 of 101').waitFor();
    expect(await tool.locator('h3').first().innerText()).toContain('Layer 9');
    const reading = tool.locator('nabla-layer-distribution .reading').last();
    await expect.poll(() => reading.innerText()).toContain('Mean');
    expect(opened.problems).toEqual([]);
  });
});

describe('the colours', () => {
  it('can be changed, and stay so after a reload', async () => {
    const { lab, page, opened } = await open({ path: SPIRAL });
    const negative = () =>
      page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--negative').trim(),
      );
    const before = await negative();
    await page.locator('nabla-appearance-menu summary').click();
    await page.getByRole('radio', { name: 'Purple and green' }).check();
    const after = await negative();
    expect(after).not.toBe(before);
    // What is drawn on canvases gets the same colour.
    const drawn = await page
      .locator('nabla-plane-view')
      .evaluate((view) => (view as HTMLElementTagNameMap['nabla-plane-view']).palette);
    expect(drawn.negative).toBe(after);
    await page.reload();
    await lab.ready();
    expect(await negative()).toBe(after);
    expect(opened.problems).toEqual([]);
  });
});

describe('the gradient flow', () => {
  const SIGMOID = '#v=1&data=circle&hidden=10x16:sigmoid&engine=cpu&playing=0';

  it('says that it vanishes, and the remedy that is chosen mends it', async () => {
    const { lab, page, opened } = await open({ path: SIGMOID });
    await page.getByRole('tab', { name: 'Gradient flow' }).click();
    const view = page.locator('nabla-flow-view');
    const headline = view.locator('#headline');
    await expect.poll(() => headline.innerText()).toBe('The gradient vanishes.');
    const measured = await page.evaluate(() =>
      document.querySelector('nabla-app')!.session.gradientFlow(),
    );
    // A point for each layer, the figures of the one that the arrows lead to below.
    expect(await view.locator('circle').count()).toBe(measured.layers.length);
    await view.locator('svg').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const reading = await view.locator('.reading').innerText();
    expect(reading).toContain('Layer 2 of 10');
    const { throughKernel, throughActivation } = measured.layers[1];
    const [, said] = /= (\S+) times the layer above/.exec(reading) ?? [];
    expect(Number(said) / (throughKernel * throughActivation)).toBeCloseTo(1, 2);
    expect(await lab.step()).toBe(0);

    await view.getByRole('button', { name: /^ReLU/ }).click();
    await expect.poll(() => headline.innerText()).toBe('The gradient gets through.');
    expect(await lab.spec()).toContain('"relu"');
    expect(await view.getByRole('group', { name: 'What may help' }).count()).toBe(0);
    expect(opened.problems).toEqual([]);
  });

  it('follows training', async () => {
    const { lab, page } = await open({ path: SIGMOID });
    await page.getByRole('tab', { name: 'Gradient flow' }).click();
    const reading = page.locator('nabla-flow-view .reading');
    await expect.poll(() => reading.innerText()).toContain('Step 0,');
    await step(lab, 1);
    await expect.poll(() => reading.innerText()).toContain('Step 1,');
  });
});

describe.each(['light', 'dark'] as const)('for everybody (%s)', (colorScheme) => {
  it.each(['Surface', 'Gradient flow', 'Distributions'])(
    'has no serious violation of accessibility rules: %s',
    async (name) => {
      const { lab, page } = await open({ path: SPIRAL, colorScheme });
      await step(lab, 1);
      await page.getByRole('tab', { name }).click();
      await page.locator('[role=tabpanel] :is(canvas, svg)').first().waitFor();
      if (name === 'Distributions')
        await page.getByRole('checkbox', { name: 'table' }).check();
      expect(await seriousViolations(page)).toEqual([]);
    },
  );

  it('has none in the appearance menu either', async () => {
    const { page } = await open({ path: SPIRAL, colorScheme });
    await page.locator('nabla-appearance-menu summary').click();
    expect(await seriousViolations(page)).toEqual([]);
  });
});

it.each([360, 1280])('the tools fit into a window %d px wide', async (width) => {
  const { page } = await open({ path: SPIRAL, width, height: 800 });
  for (const name of ['Surface', 'Gradient flow', 'Distributions']) {
    await page.getByRole('tab', { name }).click();
    await page.locator('[role=tabpanel] :is(canvas, svg)').first().waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, name).toBeLessThanOrEqual(0);
  }
});
