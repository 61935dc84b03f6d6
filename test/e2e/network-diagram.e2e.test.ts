import { expect, it } from 'vitest';
import type { OpenPage, PageOptions } from './support/browser.ts';
import { seriousViolations, useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

const openLab = useLabPages();

const PAUSED = '#v=1&hidden=4:tanh,2:tanh&engine=cpu&playing=0';

async function open(
  options: PageOptions = {},
): Promise<{ lab: TrainLabPage; opened: OpenPage }> {
  const { lab, opened } = await openLab({ path: PAUSED, ...options });
  return { lab, opened };
}

/** The colours of a unit's square, one pixel each; empty while nothing is painted. */
const mapOf = (lab: TrainLabPage, name: string) =>
  lab.page
    .locator('nabla-network-diagram')
    .getByRole('button', { name, exact: true })
    .locator('canvas')
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      return width > 1 && context
        ? Array.from(context.getImageData(0, 0, width, height).data)
        : [];
    });

it('shows every unit with what it says over the plane', async () => {
  const { lab, opened } = await open();
  await expect.poll(() => mapOf(lab, 'Input x₁')).not.toEqual([]);
  const map = await mapOf(lab, 'Input x₁');
  const side = Math.sqrt(map.length / 4);
  // x₁ grows from left (orange) to right (blue), the same in every row.
  const red = (row: number, column: number) => map[4 * (row * side + column)];
  expect(red(0, 0)).toBeGreaterThan(red(0, side - 1));
  expect(red(0, 0)).toBe(red(side - 1, 0));
  for (const name of ['Layer 1, unit 4', 'Layer 2, unit 2', 'Output, inside'])
    expect(new Set(await mapOf(lab, name)).size).toBeGreaterThan(2);
  expect(opened.problems).toEqual([]);
});

it('shows a unit in place of the answer while it is looked at', async () => {
  const { lab, opened } = await open();
  const legend = lab.page.locator('nabla-output-panel .legend');
  await lab.page.getByRole('button', { name: 'Layer 2, unit 1', exact: true }).hover();
  await expect.poll(() => legend.innerText()).toContain('Layer 2, unit 1');
  await lab.page.getByRole('heading', { name: 'Data' }).hover();
  await expect.poll(() => legend.innerText()).toContain('outside');
  expect(opened.problems).toEqual([]);
});

it('writes out what a unit computes while it is looked at', async () => {
  const { lab, opened } = await open();
  const diagram = lab.page.locator('nabla-network-diagram');
  const tip = diagram.locator('.tip');
  await expect.poll(() => mapOf(lab, 'Input x₁')).not.toEqual([]);
  await diagram.getByRole('button', { name: 'Layer 1, unit 2', exact: true }).hover();
  const weights = await lab.parameters();
  // The kernel of the first layer is [2 inputs, 4 units].
  const term = (value: number) => Math.abs(value).toPrecision(3);
  await expect
    .poll(() => tip.innerText())
    .toMatch(
      new RegExp(
        `^tanh\\(−?${term(weights[1])}·x₁ [+−] ${term(weights[5])}·x₂ [+−] 0.00\\)$`,
      ),
    );
  await lab.page.mouse.move(0, 0);
  await expect.poll(() => tip.count()).toBe(0);
  // By keyboard, too.
  await diagram.getByRole('button', { name: 'Layer 1, unit 1', exact: true }).focus();
  await expect.poll(() => tip.innerText()).toContain(`${term(weights[0])}·x₁`);
  expect(opened.problems).toEqual([]);
});

it('edits a weight and the output bias at full precision', async () => {
  const { lab, opened } = await open();
  const before = await lab.parameters();
  await lab.page.getByRole('button', { name: 'Layer 1, unit 2', exact: true }).click();
  const card = lab.page.locator('nabla-unit-card');
  const field = card.getByRole('textbox', { name: 'from x₂' });
  // [2, 4] row by row: x₂ is the second row, unit 2 the second column.
  expect(Math.fround(Number(await field.inputValue()))).toBe(before[5]);
  await field.fill('0.123456789');
  await field.press('Tab');
  const edited = before.slice();
  edited[5] = Math.fround(0.123456789);
  await expect.poll(() => lab.parameters()).toEqual(edited);

  await lab.page.getByRole('button', { name: 'Output, inside', exact: true }).click();
  await card.getByRole('textbox', { name: 'Bias' }).fill('-3');
  await card.getByRole('textbox', { name: 'Bias' }).press('Enter');
  edited[edited.length - 1] = -3;
  await expect.poll(() => lab.parameters()).toEqual(edited);
  expect(await lab.step()).toBe(0);
  expect(opened.problems).toEqual([]);
});

it('goes on training after an edit in mid-run', async () => {
  const { lab, opened } = await open({ path: PAUSED.replace('&playing=0', '') });
  await lab.waitForStep(1);
  await lab.page.getByRole('button', { name: 'Layer 1, unit 1', exact: true }).click();
  const field = lab.page
    .locator('nabla-unit-card')
    .getByRole('textbox', { name: 'Bias' });
  await field.fill('5');
  await field.press('Tab');
  const step = await lab.step();
  await lab.waitForStep(step + 1);
  await lab.waitForState('running');
  expect(opened.problems).toEqual([]);
});

it('shows gradients on the edges, with the size of the largest', async () => {
  const { lab, opened } = await open();
  await lab.page.getByRole('radio', { name: 'gradients' }).check();
  const note = lab.page.locator('nabla-network-panel .note');
  await expect.poll(() => note.innerText()).toMatch(/250 training examples.*\d/);
  await lab.page.getByRole('button', { name: 'Layer 1, unit 1', exact: true }).click();
  const shown = lab.page.locator('nabla-unit-card .gradient');
  await expect.poll(() => shown.count()).toBe(3);
  const gradients = await lab.page.evaluate(async () => {
    const session = document.querySelector('nabla-app')?.session;
    return Array.from((await session?.differentiate())?.gradients ?? []);
  });
  // Bias of layer 1, behind its kernel of [2, 4].
  const bias = Number((await shown.first().innerText()).replace('∂L', ''));
  expect(Math.abs(bias / gradients[8] - 1)).toBeLessThan(0.01);
  expect(opened.problems).toEqual([]);
});

it('shows an edge that is pointed at, and opens its weight', async () => {
  const { lab, opened } = await open();
  const diagram = lab.page.locator('nabla-network-diagram');
  const boxOf = async (name: string) => {
    const box = await diagram.getByRole('button', { name, exact: true }).boundingBox();
    if (!box) throw new Error(`${name} is not on the page.`);
    return box;
  };
  await expect.poll(() => mapOf(lab, 'Input x₁')).not.toEqual([]);
  // Both are the first of their columns: the edge between them is level.
  const from = await boxOf('Input x₁');
  const to = await boxOf('Layer 1, unit 1');
  const inkOnEdges = () =>
    diagram.locator('canvas.edges').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] };
      let count = 0;
      // Darker than any colour of the scale; a thin line is mixed with what is beside it.
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] > 60 && Math.max(data[at], data[at + 1], data[at + 2]) < 110)
          count++;
      return count;
    });
  expect(await inkOnEdges()).toBe(0);
  await lab.page.mouse.move((from.x + from.width + to.x) / 2, from.y + from.height / 2);
  const [weight] = await lab.parameters();
  const tip = diagram.locator('.tip');
  await expect.poll(() => tip.innerText()).toContain('x₁ → Layer 1, unit 1: w ');
  const shown = Number((await tip.innerText()).split(' w ')[1].replace('−', '-'));
  expect(Math.abs(shown / weight - 1)).toBeLessThan(0.01);
  await expect.poll(inkOnEdges).toBeGreaterThan(50);
  await lab.page.mouse.down();
  await lab.page.mouse.up();
  const title = lab.page.locator('nabla-unit-card h3');
  await expect.poll(() => title.innerText()).toBe('Layer 1, unit 1');
  expect(opened.problems).toEqual([]);
});

it('changes depth, units and the settings of a layer', async () => {
  const { lab, opened } = await open();
  const layers = async () =>
    (
      JSON.parse(await lab.spec()) as {
        network: { hidden: { units: number; activation: { id: string } }[] };
      }
    ).network.hidden.map(({ units, activation }) => `${units} ${activation.id}`);
  await lab.page.getByRole('button', { name: 'More units in layer 2' }).click();
  await expect.poll(layers).toEqual(['4 tanh', '3 tanh']);
  await lab.page.getByRole('button', { name: 'Add a layer' }).click();
  await expect.poll(layers).toEqual(['4 tanh', '3 tanh', '3 tanh']);
  await lab.page.getByRole('button', { name: 'Layer 1: Tanh; settings' }).click();
  await lab.page
    .getByRole('combobox', { name: 'Layer 1, activation' })
    .selectOption('relu');
  await expect.poll(layers).toEqual(['4 relu', '3 tanh', '3 tanh']);
  expect(
    await lab.page
      .getByRole('combobox', { name: 'Activation', exact: true })
      .inputValue(),
  ).toBe('several');
  await lab.page.getByRole('button', { name: 'Remove layer 1' }).click();
  await expect.poll(layers).toEqual(['3 tanh', '3 tanh']);
  expect(opened.problems).toEqual([]);
});

it('keeps the weights when only the learning rate changes', async () => {
  const { lab, opened } = await open();
  await lab.page.getByRole('button', { name: 'One step' }).click();
  await lab.waitForExactStep(1);
  const weights = await lab.parameters();
  const rate = lab.page.getByRole('textbox', { name: 'Learning rate' });
  await rate.fill('0.5');
  await rate.press('Tab');
  await expect.poll(() => lab.spec()).toContain('"learningRate":0.5');
  await lab.waitForState('paused');
  expect(await lab.parameters()).toEqual(weights);
  expect(await lab.step()).toBe(1);
  expect(opened.problems).toEqual([]);
});

it('is one stop of Tab, inside which arrows go from unit to unit', async () => {
  const { lab, opened } = await open();
  const { keyboard } = lab.page;
  const focused = () =>
    lab.page.evaluate(() => {
      let element: Element | null = document.activeElement;
      while (element?.shadowRoot?.activeElement)
        element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label');
    });
  await lab.page.getByRole('button', { name: 'Layer 1, unit 1', exact: true }).focus();
  await keyboard.press('ArrowDown');
  expect(await focused()).toBe('Layer 1, unit 2');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  expect(await focused()).toBe('Layer 2, unit 2');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  expect(await focused()).toBe('Input x₂');
  // None of these was taken for a step of training.
  expect(await lab.step()).toBe(0);
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  const title = lab.page.locator('nabla-unit-card h3');
  await expect.poll(() => title.innerText()).toBe('Layer 1, unit 2');
  expect(opened.problems).toEqual([]);
});

it.each(['light', 'dark'] as const)(
  'has no serious violation of accessibility rules with a unit open (%s)',
  async (colorScheme) => {
    const { lab } = await open({ colorScheme });
    await lab.page.getByRole('button', { name: 'Layer 1, unit 2', exact: true }).click();
    await lab.page.locator('nabla-unit-card h3').waitFor();
    expect(await seriousViolations(lab.page)).toEqual([]);
  },
);

it('draws a network of 128 layers, and one of 784 inputs', async () => {
  for (const path of [
    '#v=1&hidden=128x8:relu:he-normal:layer:residual&engine=cpu&playing=0',
    '#v=1&data=digits&samples=100&hidden=300:relu&engine=cpu&playing=0',
  ]) {
    const { lab, opened } = await open({ path });
    const first = lab.page.locator('nabla-network-diagram .node[data-place="0.0"]');
    await first.waitFor();
    const overflow = await lab.page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(opened.problems).toEqual([]);
  }
});
