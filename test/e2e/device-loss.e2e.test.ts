import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type AppInBrowser } from './support/browser.ts';
import { TrainLabPage } from './train-lab-page.ts';

/** A browser of its own: a crash takes the GPU from every page of it. */
let app: AppInBrowser;

beforeAll(async () => {
  app = await launchApp();
});

afterAll(async () => {
  await app.close();
});

/** Has the browser's GPU process crash. */
async function crashGpu(): Promise<void> {
  const protocol = await app.browser.newBrowserCDPSession();
  // The answer would come from the process that is gone.
  void protocol.send('Browser.crashGpuProcess').catch(() => undefined);
}

/** All canvases of a page, those in shadow trees too, as an expression for the page. */
const CANVASES = `(function canvasesIn(root) {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element instanceof HTMLCanvasElement ? [element] : []),
    ...(element.shadowRoot ? canvasesIn(element.shadowRoot) : []),
  ]);
})(document)`;

/** Resolves once no canvas that is seen is empty. */
async function allArePainted(page: Page): Promise<void> {
  await page.waitForFunction(`
    const canvases = ${CANVASES}.filter((canvas) => canvas.clientWidth > 0);
    canvases.length > 0 && canvases.every((canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      return data.some((value) => value !== 0);
    });
  `);
}

describe('a crash of the GPU process', () => {
  it(
    'is told in a phase diagram, which goes on where it was',
    { timeout: 240_000 },
    async () => {
      const { page, problems } = await app.open({
        path:
          '#v=1&hidden=10x16:tanh:lecun-normal&engine=webgpu&playing=0&lab=gradient-flow' +
          '&phase=gain;0.5;3;linear,bias;0;1.5;linear,ratio,1,64',
      });
      await page.locator('nabla-flow-column svg circle').first().waitFor();
      await page.getByRole('button', { name: 'Draw', exact: true }).click();
      const panel = page.locator('nabla-phase-panel');
      await panel.getByText(/([2-9]\d\d|1,\d{3}) of 4,096 networks/).waitFor();
      await crashGpu();
      await panel.getByText('WebGPU lost its device.').waitFor();
      await panel.getByText(/4,096 networks in .* on /).waitFor({ timeout: 120_000 });
      expect(await panel.locator('#reading').innerText()).toMatch(/swiftshader/i);
      await allArePainted(page);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  it('is told, and the run goes on with its pictures', { timeout: 240_000 }, async () => {
    const { page, problems } = await app.open({
      path: '#v=1&data=spiral&hidden=16:tanh&engine=webgpu',
    });
    const lab = new TrainLabPage(page);
    await lab.ready();
    await lab.waitForStep(10);
    await crashGpu();

    await page.getByText('WebGPU lost its device.').waitFor();
    await lab.waitForStep((await lab.step()) + 20);
    expect(problems).toEqual([]);
    // A lost canvas comes back empty; the thumbnails are drawn only once otherwise.
    await allArePainted(page);
    await page.context().close();
  });

  it.each(['circle', 'digits'])(
    'leaves no chart of a paused page empty (%s)',
    { timeout: 240_000 },
    async (dataset) => {
      const { page, problems, close } = await app.open({
        path: `#v=1&data=${dataset}&samples=100&hidden=8:tanh&engine=cpu&playing=0`,
      });
      const lab = new TrainLabPage(page);
      await lab.ready();
      await page.keyboard.press('ArrowRight');
      await lab.waitForExactStep(1);
      const canvases = await page.evaluate<number>(`
        globalThis.restored = 0;
        ${CANVASES}.map((canvas) => canvas.addEventListener('contextrestored', () => {
          globalThis.restored++;
        })).length
      `);
      await crashGpu();
      await page.waitForFunction(`globalThis.restored === ${canvases}`);
      await allArePainted(page);
      expect(await lab.step()).toBe(1);
      expect(problems).toEqual([]);
      await close();
    },
  );
});
