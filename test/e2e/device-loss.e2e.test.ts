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

describe('a crash of the GPU process', () => {
  it('is told, and the run goes on with its pictures', { timeout: 240_000 }, async () => {
    const { page, problems } = await app.open({
      path: '#v=1&data=spiral&hidden=16:tanh&engine=webgpu',
    });
    const lab = new TrainLabPage(page);
    await lab.ready();
    await lab.waitForStep(10);
    const protocol = await app.browser.newBrowserCDPSession();
    // The answer would come from the process that is gone.
    void protocol.send('Browser.crashGpuProcess').catch(() => undefined);

    await page.getByText('WebGPU lost its device.').waitFor();
    await lab.waitForStep((await lab.step()) + 20);
    expect(problems).toEqual([]);
    // A lost canvas comes back empty; these are drawn only once otherwise.
    await page.waitForFunction(() => {
      const canvases: HTMLCanvasElement[] = [];
      const visit = (root: ParentNode) => {
        for (const element of root.querySelectorAll('*')) {
          if (element instanceof HTMLCanvasElement && element.dataset['dataset'])
            canvases.push(element);
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      visit(document);
      const isPainted = (canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
        return pixels?.some((value) => value !== 0) ?? false;
      };
      return canvases.length > 0 && canvases.every(isPainted);
    });
  });
});
