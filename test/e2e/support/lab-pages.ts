import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { TrainLabPage } from '../train-lab-page.ts';
import {
  launchApp,
  type AppInBrowser,
  type OpenPage,
  type PageOptions,
} from './browser.ts';

/** The Train lab on a page of its own, with a network configured. */
export interface OpenLab {
  readonly lab: TrainLabPage;
  readonly opened: OpenPage;
}

/**
 * Has the tests of a file share a browser and a server of the built app; the pages that a test
 * opens are closed after it.
 * @returns what opens the lab
 */
export function useLabPages(): (options?: PageOptions) => Promise<OpenLab> {
  let app: AppInBrowser | undefined;
  const pages: OpenPage[] = [];
  beforeAll(async () => {
    app = await launchApp();
  });
  afterAll(async () => {
    await app?.close();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
  });
  return async (options) => {
    if (!app) throw new Error('The app is opened before the tests have begun.');
    const opened = await app.open(options);
    pages.push(opened);
    const lab = new TrainLabPage(opened.page);
    await lab.ready();
    return { lab, opened };
  };
}

/** The serious and critical violations of accessibility rules on a page, with where they are. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // Without frames of other origins the quicker way serves; passes are not asked for.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`);
}
