/**
 * `npm run screenshots`: builds the app and writes pictures of its views into docs/screenshots,
 * at three widths and in both themes, from the same configuration and step each time.
 */
import { mkdirSync } from 'node:fs';
import { ensureInstalled } from './ensure-installed.mjs';
import { findBrowser } from './find-browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { runScript } from './lib/failure.mjs';
import { inRoot, root } from './lib/paths.mjs';

const SIZES = [
  [390, 844],
  [1280, 800],
  [1920, 1080],
];
const SCHEMES = ['light', 'dark'];
/** Of JPEG: the pictures are for looking at, and lie in the repository. */
const QUALITY = 72;
/** Milliseconds that a view may take to get to its step: a small machine draws in software. */
const PATIENCE = 120_000;

const SPIRAL =
  'data=spiral&features=x1,x2,sin(x1),sin(x2)&hidden=8:tanh,6:tanh&optimizer=adam&lr=0.01';

/** The views: an address, what is clicked before the picture, and how many steps it trains. */
const VIEWS = [
  { name: 'train-lab', hash: SPIRAL, steps: 400 },
  {
    name: 'unit',
    hash: SPIRAL,
    steps: 400,
    prepare: async (page) => {
      await page.getByRole('radio', { name: 'gradients' }).check();
      await page.getByRole('button', { name: 'Layer 2, unit 3', exact: true }).click();
      await page.locator('nabla-unit-card h3').waitFor();
    },
  },
  {
    name: 'digits',
    hash: 'data=digits&samples=600&hidden=32:relu:he-normal&optimizer=adam&lr=0.003&batch=32',
    steps: 150,
  },
];

/** The lessons of the gradient-flow lab, and the steps that each trains. */
const LESSONS = {
  sigmoid: 0,
  doubling: 1,
  'critical-gain': 0,
  'he-glorot': 0,
  'dying-relu': 200,
  clipping: 200,
  normalization: 0,
  residual: 200,
  'learning-rate': 200,
  'edge-of-chaos': 0,
};
/** Of those that have one, the phase diagram is in the picture. */
const WITH_DIAGRAM = ['learning-rate', 'edge-of-chaos'];

/** Opens a lesson and waits until what it tells is there to be seen. */
async function openLesson(page, address, lesson, width, height) {
  await page.setViewportSize({ width, height });
  await page.goto(`${address}#v=1&lab=gradient-flow&engine=cpu`);
  const chosen = await page.locator('nabla-lesson-list').evaluate((list, id) => {
    const { href } = [...list.shadowRoot.querySelectorAll('a')].find(
      ({ href }) => href.endsWith(`lesson=${id}`) || href.includes(`lesson=${id}&`),
    );
    return href;
  }, lesson);
  // As a link that somebody follows.
  await page.goto('about:blank');
  await page.goto(chosen);
  await page
    .locator(`nabla-gradient-flow-lab[data-state="paused"]`)
    .locator('nabla-flow-column svg circle')
    .first()
    .waitFor();
  await page.waitForFunction((steps) => {
    const lab = document
      .querySelector('nabla-app')
      .shadowRoot.querySelector('nabla-gradient-flow-lab');
    const panel = lab.shadowRoot.querySelector('nabla-phase-panel');
    // A run that overflowed in its first step stays there.
    return (
      lab.dataset.state === 'paused' &&
      panel.dataset.state === 'resting' &&
      Number(lab.dataset.step) >= steps
    );
  }, LESSONS[lesson]);
  if (WITH_DIAGRAM.includes(lesson))
    await page.getByText(/networks in [\d.]+ m?s on/).waitFor();
  await page.waitForTimeout(500);
}

async function lessonPicture(browser, address, lesson) {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await openLesson(page, address, lesson, 1280, 900);
  const top = await page.locator('nabla-lesson-list .lesson').boundingBox();
  const end = await page
    .locator(WITH_DIAGRAM.includes(lesson) ? 'nabla-phase-panel' : '.columns')
    .boundingBox();
  const clip = {
    x: 0,
    y: top.y - 6,
    width: 1280,
    height: end.y + end.height - top.y + 22,
  };
  const path = inRoot(`docs/screenshots/lesson-${lesson}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: QUALITY, fullPage: true, clip });
  await context.close();
  process.stdout.write(`${path}\n`);
}

/** The gradient-flow lab with its first lesson. */
async function labPicture(browser, address, [width, height], colorScheme) {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await openLesson(page, address, 'critical-gain', width, height);
  const path = inRoot(`docs/screenshots/gradient-flow-${width}-${colorScheme}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: QUALITY });
  await context.close();
  process.stdout.write(`${path}\n`);
}

async function picture(browser, address, view, [width, height], colorScheme) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${address}#v=1&${view.hash}&engine=cpu&playing=0`);
  await page.locator('nabla-network-diagram .node').first().waitFor();
  await page.evaluate(async (steps) => {
    await document.querySelector('nabla-app').session.advance(steps);
  }, view.steps);
  await view.prepare?.(page);
  // Two frames of charts, and the slowest of the views that ask the run at intervals.
  await page.waitForTimeout(1500);
  const path = inRoot(`docs/screenshots/${view.name}-${width}-${colorScheme}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: QUALITY });
  await context.close();
  process.stdout.write(`${path}\n`);
}

/** What the pictures of the speed lab measure: enough to see a crossover, in half a minute. */
const MEASUREMENT =
  'width;8;16;32;64;128;256;512;1024,32;128;2;10;64,webgpu;cpu;tfjs-wasm;jax-wasm,5,step';

/** The speed lab: measured once, then shown in every size and in both themes. */
async function speedPictures(browser, address) {
  let result = null;
  for (const [width, height] of SIZES)
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const save = async (name) => {
        const path = inRoot(`docs/screenshots/${name}-${width}-${colorScheme}.jpg`);
        await page.screenshot({ path, type: 'jpeg', quality: QUALITY });
        process.stdout.write(`${path}\n`);
      };
      await page.goto(`${address}#v=1&engine=cpu&playing=0&measure=${MEASUREMENT}`);
      await page.evaluate((measured) => {
        document.querySelector('nabla-app').speedServices.kept = measured;
      }, result);
      await page.getByRole('link', { name: 'Speed', exact: true }).click();
      const panel = page.locator('nabla-curve-panel');
      if (result === null) await panel.locator('#measure').click();
      await panel.getByRole('button', { name: 'Measure again' }).waitFor();
      result ??= await page.evaluate(
        () => document.querySelector('nabla-app').speedServices.kept,
      );
      await page.waitForTimeout(500);
      await save('speed');
      if (width === SIZES[1][0]) {
        await page.locator('#tab-time').click();
        await page.locator('nabla-profile-panel #measure').click();
        await page.locator('nabla-profile-panel table').first().waitFor();
        await save('speed-time');
        await page.locator('#tab-race').click();
        await page
          .locator('nabla-race-panel')
          .getByRole('button', { name: /^Start/ })
          .click();
        await page
          .locator('nabla-race-panel')
          .getByText(/arrived first: loss/)
          .waitFor();
        await save('speed-race');
      }
      await context.close();
    }
}

await runScript(async () => {
  ensureInstalled();
  ensureBuilt('app');
  const { preview } = await import('vite');
  const { chromium } = await import('playwright-core');
  mkdirSync(inRoot('docs/screenshots'), { recursive: true });
  const server = await preview({
    root,
    configFile: inRoot('vite.config.ts'),
    logLevel: 'error',
    preview: { host: 'localhost', port: 5650, strictPort: false, open: false },
  });
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--no-first-run',
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
    ],
  });
  try {
    const [address] = server.resolvedUrls.local;
    await speedPictures(browser, address);
    if (process.argv.includes('speed')) return;
    for (const view of VIEWS)
      for (const size of SIZES)
        for (const scheme of SCHEMES) await picture(browser, address, view, size, scheme);
    for (const size of SIZES)
      for (const scheme of SCHEMES) await labPicture(browser, address, size, scheme);
    for (const lesson of Object.keys(LESSONS))
      await lessonPicture(browser, address, lesson);
  } finally {
    await browser.close();
    await server.close();
  }
});
