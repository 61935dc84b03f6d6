import type { Page } from 'playwright-core';
import type { NablaApp } from '../../src/ui/shell/nabla-app.ts';

/** Milliseconds: the two cores of a small machine may be busy with a software GPU. */
const PATIENCE = 60_000;

/** The Train lab in a browser, read through its roles where a person sees it, else through the app element. */
export class TrainLabPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
  }

  /** Waits until a network is configured and the lab is on the page. */
  async ready(): Promise<void> {
    await this.page.locator('nabla-train-lab').waitFor();
    await this.page.locator('nabla-output-panel .answer canvas').first().waitFor();
  }

  async step(): Promise<number> {
    const text = await this.page.locator('nabla-top-bar #step').innerText();
    return Number(text.replaceAll(',', ''));
  }

  async waitForStep(least: number): Promise<void> {
    await this.#until(async () => (await this.step()) >= least, `step ${least}`);
  }

  async waitForExactStep(step: number): Promise<void> {
    await this.#until(async () => (await this.step()) === step, `step ${step}`);
  }

  async waitForTrainLoss(bound: number, patience: number): Promise<void> {
    const loss = this.page.locator('nabla-result-figures #train-loss');
    const reached = async () => Number(await loss.innerText()) < bound;
    await this.#until(reached, `a train loss below ${bound}`, patience);
  }

  async waitForState(state: 'paused' | 'running' | 'stopped'): Promise<void> {
    await this.page.locator(`nabla-app[data-state="${state}"]`).waitFor();
  }

  /** What the engine menu says. */
  async engine(): Promise<Record<'name' | 'executor' | 'adapter' | 'reason', string>> {
    const menu = this.page.locator('nabla-engine-menu');
    const text = async (selector: string) =>
      ((await menu.locator(selector).textContent()) ?? '').trim();
    return {
      name: await text('.engine'),
      executor: await text('.executor'),
      adapter: await text('.adapter'),
      reason: await text('#reason'),
    };
  }

  /** All parameters of the network, as the session's engine holds them. */
  parameters(): Promise<number[]> {
    return this.page.evaluate(async () => {
      const app = document.querySelector<NablaApp>('nabla-app');
      return app ? Array.from(await app.session.readParameters()) : [];
    });
  }

  /** The configuration as JSON. */
  spec(): Promise<string> {
    return this.page.evaluate(() =>
      JSON.stringify(document.querySelector<NablaApp>('nabla-app')?.store.state.spec),
    );
  }

  async dataset(): Promise<string> {
    const { data } = JSON.parse(await this.spec()) as { data: { dataset: string } };
    return data.dataset;
  }

  /** The names of everything that Tab reaches, once round the page. */
  async walk(): Promise<string[]> {
    const names: string[] = [];
    for (let presses = 0; presses < 120; presses++) {
      await this.page.keyboard.press('Tab');
      const name = await this.page.evaluate(() => {
        let element: Element | null = document.activeElement;
        while (element?.shadowRoot?.activeElement)
          element = element.shadowRoot.activeElement;
        if (!element || element === document.body) return null;
        const { outlineStyle } = getComputedStyle(element);
        const around = element.closest('label');
        const ring =
          outlineStyle !== 'none' ||
          (around !== null && getComputedStyle(around).outlineStyle !== 'none');
        const labels = element instanceof HTMLInputElement ? element.labels : null;
        const label =
          element.getAttribute('aria-label') ??
          (labels ?? (element instanceof HTMLSelectElement ? element.labels : null))?.[0]
            ?.textContent ??
          element.textContent;
        return `${ring ? '' : 'without visible focus: '}${label.trim()}`;
      });
      if (name === null && names.length > 0) break;
      if (name !== null) names.push(name);
    }
    return names;
  }

  async #until(
    condition: () => Promise<boolean>,
    what: string,
    patience = PATIENCE,
  ): Promise<void> {
    const deadline = Date.now() + patience;
    while (!(await condition())) {
      if (Date.now() > deadline)
        throw new Error(`The page did not get to ${what} within ${patience} ms.`);
      await this.page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(resolve);
          }),
      );
    }
  }
}
