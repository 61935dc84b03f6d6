import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  hostileLinks,
  hostileModels,
  hostileTables,
  type HostileFile,
} from './support/hostile.ts';
import { useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

/*
 * 500 inputs that are not right. Each is told of in the page, and the network that is running
 * goes on untouched.
 */
const LINKS = 300;
const TABLES = 96;
const MODELS = 102;

const openLab = useLabPages();

const START = '#v=1&engine=cpu';

/** Opens a network in training; `untouched` fails unless it is the same and has gone on. */
async function openRunning() {
  const { lab, opened } = await openLab({ path: START });
  const spec = await lab.spec();
  const description = await lab.page.evaluateHandle(
    () => document.querySelector('nabla-app')?.store.state.spec,
  );
  const untouched = async () => {
    expect(await lab.spec()).toBe(spec);
    // Not even replaced by an equal one, which would have begun anew.
    const same = await lab.page.evaluate(
      (before) => document.querySelector('nabla-app')?.store.state.spec === before,
      description,
    );
    expect(same).toBe(true);
    const step = await lab.step();
    expect(step).toBeGreaterThan(0);
    await lab.waitForStep(step + 1);
    expect(opened.problems).toEqual([]);
  };
  return { lab, untouched };
}

/**
 * Gives files to an input, one after the other, and waits each time for a message.
 * @returns the files of which no message came
 */
async function giveFiles(
  input: Locator,
  files: readonly (HostileFile | { readonly name: string; readonly bytes: number })[],
): Promise<string[]> {
  return input.evaluate(async (element, given) => {
    const control = element as HTMLInputElement;
    const root = control.getRootNode() as ShadowRoot;
    const alert = () => root.querySelector('[role=alert]')?.textContent ?? '';
    const waitFor = async (holds: () => boolean) => {
      const end = performance.now() + 10_000;
      while (!holds() && performance.now() < end)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      return holds();
    };
    const silent: string[] = [];
    for (const file of given) {
      const contents = 'bytes' in file ? new Uint8Array(file.bytes) : file.contents;
      const transfer = new DataTransfer();
      transfer.items.add(new File([contents], file.name));
      control.files = transfer.files;
      control.dispatchEvent(new Event('change'));
      // Each name is in one message alone.
      if (!(await waitFor(() => alert().includes(file.name)))) silent.push(file.name);
    }
    return silent;
  }, files);
}

it(
  `tells of ${LINKS} hostile links, and the network goes on`,
  { timeout: 180_000 },
  async () => {
    const { lab, untouched } = await openRunning();
    const silent = await lab.page.evaluate(async (hashes) => {
      const app = document.querySelector('nabla-app');
      const told: string[] = [];
      const missed: string[] = [];
      for (const hash of hashes) {
        location.hash = hash;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const banner = app?.shadowRoot?.querySelector('.banner[role=status] ul');
        if (banner?.querySelector('li')) told.push(hash);
        else missed.push(hash);
        app?.shadowRoot?.querySelector<HTMLElement>('#follow + .button')?.click();
        await app?.updateComplete;
      }
      return missed;
    }, hostileLinks(LINKS));
    expect(silent).toEqual([]);
    await untouched();
    // The address still says what is on the page.
    expect(new URL(lab.page.url()).hash).toBe(START);
  },
);

it('follows a link that is not right when it is told to', async () => {
  const { lab } = await openRunning();
  const link = (hash: string) =>
    lab.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  await link('#v=1&engine=cpu&data=moons&noise=7');
  const banner = lab.page.locator('.banner', { hasText: 'was not followed' });
  await banner.waitFor();
  expect(await banner.innerText()).toContain('"noise" must be a number from 0 to 1');
  expect(await lab.dataset()).toBe('circle');
  await banner.getByRole('button', { name: 'Follow it' }).click();
  await expect.poll(() => lab.dataset()).toBe('moons');
  expect(await banner.count()).toBe(0);
  // Back leads to the configuration before, not into the link once more.
  await lab.page.goBack();
  await expect.poll(() => lab.dataset()).toBe('circle');
});

it(
  `tells of ${TABLES} hostile CSV files, and the network goes on`,
  { timeout: 180_000 },
  async () => {
    const { lab, untouched } = await openRunning();
    const input = lab.page.locator('nabla-csv-picker input[type=file]');
    const large = { name: 'large.csv', bytes: 1e8 };
    expect(await giveFiles(input, [...hostileTables(TABLES), large])).toEqual([]);
    await untouched();
  },
);

it(
  `tells of ${MODELS} hostile saved models, and the network goes on`,
  { timeout: 180_000 },
  async () => {
    const { lab, untouched } = await openRunning();
    const right = await savedModel(lab);
    const input = lab.page.locator('nabla-model-opener input[type=file]');
    const large = { name: 'large.json', bytes: 1e8 };
    expect(await giveFiles(input, [...hostileModels(right, MODELS), large])).toEqual([]);
    await untouched();
  },
);

async function savedModel(lab: TrainLabPage): Promise<string> {
  await lab.page.getByRole('tab', { name: 'Code' }).click();
  const code = lab.page.locator('nabla-code-tool');
  await code.getByRole('combobox').selectOption('json');
  const text = code.getByRole('region', { name: /Saved model/ });
  await expect.poll(() => text.innerText()).toContain('"nabla-model"');
  return text.innerText();
}
