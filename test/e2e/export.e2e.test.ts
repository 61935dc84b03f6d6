import { describe, expect, it } from 'vitest';
import type { PageOptions } from './support/browser.ts';
import { seriousViolations, useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

const SMALL = '#v=1&data=circle&hidden=3:tanh:batch&engine=cpu&playing=0';

const openLab = useLabPages();

/** The app with a tab of the lab opened. */
async function open(tab: string, options: PageOptions = {}) {
  const { lab, opened } = await openLab({ path: SMALL, ...options });
  await opened.page.getByRole('tab', { name: tab, exact: true }).click();
  return { lab, opened, page: opened.page };
}

async function takeSteps(lab: TrainLabPage, count: number): Promise<void> {
  for (let taken = 0; taken < count; taken++) {
    const step = await lab.step();
    await lab.page.getByRole('button', { name: 'One step' }).click();
    await lab.waitForExactStep(step + 1);
  }
}

interface Saved {
  readonly step: number;
  readonly parameters: readonly { readonly name: string; readonly values: number[] }[];
  readonly spec: { readonly data: { readonly dataset: string } };
}

/** What stands in the Code tab. */
const shown = (lab: TrainLabPage) =>
  lab.page.locator('nabla-code-tool pre').innerText({ timeout: 60_000 });

const file = (text: string, name = 'model.json') => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

describe('the Code tab', () => {
  it('shows programs with the weights of the moment, and downloads them', async () => {
    const { lab, opened, page } = await open('Code');
    expect(await shown(lab)).toContain('import torch');
    expect(await page.locator('#step').last().innerText()).toBe('weights at step 0');
    await takeSteps(lab, 2);
    // The code stays what it was until it is asked for anew.
    expect(await shown(lab)).toContain('STEP = 0');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => shown(lab)).toContain('STEP = 2');

    const form = page.getByRole('combobox', { name: 'Take the network along as' });
    await form.selectOption({ label: 'Keras 3' });
    expect(await shown(lab)).toContain('keras.Input((2,))');
    await form.selectOption({ label: 'JAX' });
    expect(await shown(lab)).toContain('import jax.numpy as jnp');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download nabla_jax.py' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('nabla_jax.py');
    expect(opened.problems).toEqual([]);
  });

  it('saves a model that another page opens, to the last bit', async () => {
    const first = await open('Code');
    await takeSteps(first.lab, 3);
    await first.page.getByRole('button', { name: 'Refresh' }).click();
    const form = first.page.getByRole('combobox', { name: 'Take the network along as' });
    await form.selectOption({ label: 'Saved model (JSON)' });
    await expect.poll(() => shown(first.lab)).toContain('"step": 3');
    const text = await shown(first.lab);
    const weights = await first.lab.parameters();
    const saved = JSON.parse(text) as Saved;
    expect(saved.parameters.flatMap(({ values }) => values).map(Math.fround)).toEqual(
      weights,
    );

    const second = await open('Code', {
      path: '#v=1&data=spiral&hidden=4:relu&engine=cpu&playing=0',
    });
    expect(await second.lab.dataset()).toBe('spiral');
    await takeSteps(second.lab, 1);
    const input = second.page.locator('nabla-model-opener input[type=file]');
    await input.setInputFiles(file(text));
    const status = second.page.locator('nabla-model-opener [role=status]');
    await expect.poll(() => status.innerText()).toContain('which were at step 3');
    expect(await second.lab.dataset()).toBe('circle');
    expect(await second.lab.parameters()).toEqual(weights);
    expect(await second.lab.step()).toBe(0);
    await second.lab.waitForState('paused');
    // Running statistics came, too: the predictions that the program expects are the same.
    await expect.poll(() => shown(second.lab)).toContain('STEP = 0');
    await form.selectOption({ label: 'PyTorch' });
    const expected = (code: string) => code.slice(code.indexOf('EXPECTED ='));
    expect(expected(await shown(second.lab))).toBe(expected(await shown(first.lab)));

    // The same configuration again, trained meanwhile: back to the weights at step 0.
    await takeSteps(second.lab, 2);
    await input.setInputFiles(file(text, 'again.json'));
    await expect.poll(() => status.innerText()).toContain('again.json');
    await second.lab.waitForExactStep(0);
    expect(await second.lab.parameters()).toEqual(weights);
    expect(second.opened.problems).toEqual([]);
  });

  it('refuses what is no saved model, and the run goes on', async () => {
    const { lab, opened, page } = await open('Code', {
      path: SMALL.replace('&playing=0', ''),
    });
    await lab.waitForStep(1);
    const spec = await lab.spec();
    const input = page.locator('nabla-model-opener input[type=file]');
    const alert = page.locator('nabla-model-opener [role=alert]');
    for (const [text, message] of [
      ['{"format": "nabla-mod', 'is not valid JSON'],
      ['{"format": "nabla-model", "version": 7}', 'version is 7'],
      ['\u0000PNG', 'is not valid JSON'],
      ['{"format": "<img src=x onerror=alert(1)>"}', 'is no model saved by Nabla'],
    ]) {
      await input.setInputFiles(file(text, 'bad.json'));
      await expect.poll(() => alert.innerText()).toContain(message);
      expect(await alert.innerText()).toContain('bad.json');
    }
    expect(await page.locator('nabla-model-opener img').count()).toBe(0);
    const step = await lab.step();
    await lab.waitForStep(step + 1);
    expect(await lab.spec()).toBe(spec);
    await lab.waitForState('running');
    expect(opened.problems).toEqual([]);
  });

  it('takes a file that is dropped', async () => {
    const { lab, page } = await open('Code');
    const form = page.getByRole('combobox', { name: 'Take the network along as' });
    await form.selectOption({ label: 'Saved model (JSON)' });
    const text = await shown(lab);
    await takeSteps(lab, 1);
    const transfer = await page.evaluateHandle((contents) => {
      const data = new DataTransfer();
      data.items.add(new File([contents], 'dropped.json'));
      return data;
    }, text);
    const drop = page.locator('nabla-model-opener .drop');
    await drop.dispatchEvent('dragover', { dataTransfer: transfer });
    await drop.dispatchEvent('drop', { dataTransfer: transfer });
    const status = page.locator('nabla-model-opener [role=status]');
    await expect.poll(() => status.innerText()).toContain('dropped.json');
    await lab.waitForExactStep(0);
  });
});

describe('the Equation tab', () => {
  it('writes the network as MathML with the numbers of the moment', async () => {
    const { lab, opened, page } = await open('Equation', {
      path: '#v=1&data=circle&hidden=3:tanh&engine=cpu&playing=0',
    });
    const tool = page.locator('nabla-equation-tool');
    const math = tool.locator('math');
    await expect.poll(() => math.count()).toBe(1 + 3 + 4);
    const namespace = await math
      .first()
      .locator('mrow')
      .first()
      .evaluate((node) => node.namespaceURI);
    expect(namespace).toBe('http://www.w3.org/1998/Math/MathML');

    const weights = await lab.parameters();
    await tool.getByRole('combobox', { name: 'Unit' }).selectOption({ label: '2' });
    const size = (value: number) => String(Number(Math.abs(value).toPrecision(3)));
    const numbers = await math.first().locator('mn').allTextContents();
    // The kernel is [inputs, units]: x1 and x2 to the second unit.
    expect(numbers).toEqual(expect.arrayContaining([size(weights[1]), size(weights[4])]));

    const text = () => tool.locator('pre').innerText();
    const before = await text();
    expect(before).toContain('h1_2 = tanh(');
    await takeSteps(lab, 1);
    await expect.poll(() => tool.locator('#step').innerText()).toBe('1');
    await expect.poll(text).not.toBe(before);
    await tool.getByRole('combobox', { name: 'Form' }).selectOption('TeX');
    expect(await text()).toContain('h^{(1)}_{2} &= \\tanh\\left(');
    expect(opened.problems).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(['Code', 'Equation'])('%s is accessible and fits a phone', async (tab) => {
    const { page } = await open(tab, { colorScheme, width: 360 });
    await page.locator(`nabla-${tab.toLowerCase()}-tool pre`).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
