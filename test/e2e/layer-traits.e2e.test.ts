import { describe, expect, it } from 'vitest';
import type { PageOptions } from './support/browser.ts';
import { seriousViolations, useLabPages } from './support/lab-pages.ts';

const openLab = useLabPages();

/** The lab with the further settings of the first hidden layer (2 × 8 kernel, 8 biases) open. */
async function open(options: PageOptions = {}) {
  const { lab, opened } = await openLab({
    path: '#v=1&engine=cpu&playing=0',
    ...options,
  });
  const layer = lab.page.locator('nabla-layer-row').first();
  await lab.page.getByRole('button', { name: /^Layer 1: .*settings$/ }).click();
  return { lab, layer, opened };
}

const FIRST_LAYER = 2 * 8 + 8;

describe('a hidden layer', () => {
  it('is frozen and thawed in mid-run, which goes on at its step', async () => {
    const { lab, layer, opened } = await open();
    const step = lab.page.getByRole('button', { name: 'One step' });
    const frozen = layer.getByRole('checkbox', { name: 'Frozen' });
    for (let count = 1; count <= 3; count++) {
      await step.click();
      await lab.waitForExactStep(count);
    }
    const before = await lab.parameters();
    await frozen.check();
    await lab.page.waitForURL(/hidden=8:tanh:frozen,4:tanh/);
    await step.click();
    await lab.waitForExactStep(4);
    const held = await lab.parameters();
    expect(held.slice(0, FIRST_LAYER)).toEqual(before.slice(0, FIRST_LAYER));
    expect(held.slice(FIRST_LAYER)).not.toEqual(before.slice(FIRST_LAYER));

    await frozen.uncheck();
    await step.click();
    await lab.waitForExactStep(5);
    const thawed = await lab.parameters();
    expect(thawed.slice(0, FIRST_LAYER)).not.toEqual(held.slice(0, FIRST_LAYER));
    expect(opened.problems).toEqual([]);
  });

  it('gets dropout, which its summary and the address name', async () => {
    const { lab, layer, opened } = await open();
    const dropout = layer.getByRole('textbox', { name: 'Dropout' });
    await dropout.fill('0.5');
    await dropout.press('Enter');
    await lab.page.waitForURL(/hidden=8:tanh:dropout=0.5,4:tanh/);
    expect(await layer.locator('summary').innerText()).toContain('dropout 0.5');
    await lab.page.getByRole('button', { name: 'One step' }).click();
    await lab.waitForExactStep(1);
    expect(opened.problems).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'has settings without serious violations of accessibility rules, which fit (%s)',
    async (colorScheme) => {
      for (const width of [390, 1280]) {
        const { lab, layer, opened } = await open({ colorScheme, width });
        await layer.scrollIntoViewIfNeeded();
        expect(await seriousViolations(lab.page)).toEqual([]);
        const overflow = await lab.page.evaluate(
          () => document.documentElement.scrollWidth > window.innerWidth,
        );
        expect(overflow).toBe(false);
        await opened.screenshot(`layer-traits-${colorScheme}-${width}`);
      }
    },
  );
});
