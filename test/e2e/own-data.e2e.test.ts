import { describe, expect, it } from 'vitest';
import type { DataSpec } from '../../src/core/spec.ts';
import type { NablaApp } from '../../src/ui/shell/nabla-app.ts';
import { seriousViolations, useLabPages } from './support/lab-pages.ts';
import type { TrainLabPage } from './train-lab-page.ts';

const PAUSED = '#v=1&engine=cpu&playing=0';

const openLab = useLabPages();

const dataOf = async (lab: TrainLabPage): Promise<DataSpec> =>
  (JSON.parse(await lab.spec()) as { data: DataSpec }).data;

async function pointsOf(lab: TrainLabPage) {
  const data = await dataOf(lab);
  return 'points' in data ? data.points : [];
}

async function openEditor(lab: TrainLabPage) {
  await lab.page.getByRole('button', { name: 'Draw points' }).click();
  const dialog = lab.page.getByRole('dialog', { name: 'Draw points' });
  await dialog.waitFor();
  const plane = dialog.getByRole('application');
  const box = await plane.boundingBox();
  if (!box) throw new Error('The plane is not shown.');
  /** Presses, goes to the other places and lets go; places are shares of the picture. */
  const drag = async (...places: readonly (readonly [number, number])[]) => {
    for (const [index, [x, y]] of places.entries()) {
      await lab.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if (index === 0) await lab.page.mouse.down();
    }
    await lab.page.mouse.up();
  };
  return { dialog, plane, drag };
}

describe('features', () => {
  it('are what the network is given, and the answer over the plane follows them', async () => {
    const { lab, opened } = await openLab({
      path: '#v=1&features=x1%5E2,x2%5E2&hidden=&optimizer=adam&lr=0.1&engine=cpu',
    });
    // A circle is a straight border to the squares; to the coordinates it is none.
    await lab.waitForTrainLoss(0.1, 60_000);
    const shown = await lab.page.evaluate(() => {
      const view = document
        .querySelector<NablaApp>('nabla-app')
        ?.shadowRoot?.querySelector('nabla-train-lab')
        ?.shadowRoot?.querySelector('nabla-output-panel')
        ?.shadowRoot?.querySelector('nabla-plane-view');
      return {
        features: view?.run.description?.features,
        domain: view?.run.description?.domain,
      };
    });
    expect(shown).toEqual({ features: ['x1^2', 'x2^2'], domain: [-6, 6] });
    const label = await lab.page
      .locator('nabla-plane-view canvas')
      .getAttribute('aria-label');
    expect(label).toContain('over the plane of x₁ and x₂');
    expect(opened.problems).toEqual([]);
  });

  it('without a value at an example are refused beside the data', async () => {
    const { lab } = await openLab({ path: PAUSED });
    await lab.page.evaluate(() => {
      const store = document.querySelector<NablaApp>('nabla-app')?.store;
      const spec = store?.state.spec;
      if (spec && 'dataset' in spec.data)
        store.update({
          spec: { ...spec, data: { ...spec.data, features: ['log(x1)'] } },
        });
    });
    await expect
      .poll(() => lab.page.getByRole('alert').allInnerTexts())
      .toEqual([expect.stringContaining('The feature log x₁ has no finite value at')]);
  });
});

describe('the point editor', () => {
  it('has points trained on that a pointer draws, moves, erases and undoes', async () => {
    const { lab, opened } = await openLab({ path: PAUSED });
    const { dialog, drag } = await openEditor(lab);
    // Of one class only: nothing to train on yet.
    await drag([0.3, 0.3]);
    expect(await dialog.locator('.count').innerText()).toBe('1 point: 1 of A.');
    expect(await lab.dataset()).toBe('circle');

    await dialog.getByRole('radio', { name: 'Class B' }).check({ force: true });
    await drag([0.5, 0.7], [0.7, 0.7], [0.9, 0.7]);
    await expect.poll(async () => (await pointsOf(lab)).length).toBeGreaterThan(5);
    const painted = await pointsOf(lab);
    expect(painted[0][2]).toBe(0);
    expect(painted.slice(1).every(([, x2, target]) => x2 < 0 && target === 1)).toBe(true);
    await lab.page.getByRole('button', { name: 'One step' }).click();
    await lab.waitForExactStep(1);

    // The first point is taken hold of, and does not change its class.
    await drag([0.3, 0.3], [0.5, 0.2], [0.8, 0.2]);
    await expect
      .poll(async () => (await pointsOf(lab))[0].map(Math.sign))
      .toEqual([1, 1, 0]);
    expect((await pointsOf(lab)).length).toBe(painted.length);

    await dialog.getByRole('button', { name: 'Eraser' }).click();
    await drag([0.85, 0.7], [0.95, 0.7]);
    await expect
      .poll(async () => (await pointsOf(lab)).length)
      .toBeLessThan(painted.length);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => pointsOf(lab)).toEqual(painted);

    // The drawing is in the address.
    const before = await lab.spec();
    await lab.page.reload();
    await lab.ready();
    expect(await lab.spec()).toBe(before);
    expect(opened.problems).toEqual([]);
  });

  it('works with keys alone', async () => {
    const { lab, opened } = await openLab({ path: PAUSED });
    const { keyboard } = lab.page;
    await lab.page.getByRole('button', { name: 'Draw points' }).focus();
    await keyboard.press('Enter');
    const dialog = lab.page.getByRole('dialog', { name: 'Draw points' });
    await dialog.getByRole('application').waitFor();
    for (const key of ['Enter', 'ArrowRight', 'ArrowUp', '3', 'Enter'])
      await keyboard.press(key);
    await expect
      .poll(() => pointsOf(lab))
      .toEqual([
        [0, 0, 0],
        [0.25, 0.25, 2],
      ]);
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Delete');
    expect(await dialog.locator('.count').innerText()).toBe('1 point: 1 of A.');
    // The step was not taken that the arrow takes elsewhere.
    expect(await lab.step()).toBe(0);
    await keyboard.press('Control+z');
    expect(await dialog.locator('.count').innerText()).toBe('2 points: 1 of A, 1 of C.');
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(
      await lab.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement)
          element = element.shadowRoot.activeElement;
        return element?.textContent.trim();
      }),
    ).toBe('Draw points…');
    expect(opened.problems).toEqual([]);
  });

  it('takes the data shown, and values in place of classes', async () => {
    const { lab } = await openLab({ path: `${PAUSED}&samples=30` });
    const { dialog } = await openEditor(lab);
    await dialog.getByRole('button', { name: 'Take the data shown' }).click();
    await expect.poll(async () => (await pointsOf(lab)).length).toBe(30);
    await dialog.getByRole('radio', { name: 'Values' }).check();
    await expect
      .poll(() => dataOf(lab))
      .toMatchObject({ task: 'regression', testFraction: 0.2 });
    expect(await dialog.locator('.count').innerText()).toBe(
      '30 points with values from −1 to 1.',
    );
  });

  it.each(['light', 'dark'] as const)(
    'breaks no serious rule of accessibility, and fits a phone (%s)',
    async (colorScheme) => {
      const { lab } = await openLab({
        path: PAUSED,
        colorScheme,
        width: 360,
        height: 740,
      });
      const { dialog, drag } = await openEditor(lab);
      await drag([0.3, 0.3]);
      const box = await dialog.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
      expect(await seriousViolations(lab.page)).toEqual([]);
    },
  );
});

describe('a file that is dropped', () => {
  /** Drops files on the data panel as a browser does. */
  const drop = (lab: TrainLabPage, files: readonly (readonly [string, string])[]) =>
    lab.page.locator('nabla-data-panel').evaluate((panel, given) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of given) dataTransfer.items.add(new File([text], name));
      const on = panel.shadowRoot?.querySelector('nabla-csv-picker');
      const dispatch = (type: string) =>
        on?.dispatchEvent(
          new DragEvent(type, {
            dataTransfer,
            bubbles: true,
            composed: true,
            cancelable: true,
          }),
        );
      // The panel takes it: the browser does not open it in place of the page.
      const taken = dispatch('dragover') === false;
      const marked = panel.hasAttribute('dropping');
      dispatch('drop');
      return [taken, marked, panel.hasAttribute('dropping')];
    }, files);

  it('on the data panel is opened as if it were chosen', async () => {
    const { lab, opened } = await openLab({ path: PAUSED });
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 3},${row % 2}y`);
    expect(await drop(lab, [['pairs.csv', ['a,b,c', ...rows].join('\n')]])).toEqual([
      ...[true, true, false],
    ]);
    await expect.poll(() => dataOf(lab)).toMatchObject({ csv: 'pairs.csv', target: 'c' });

    const before = await lab.spec();
    await drop(lab, [
      ['a.csv', 'a'],
      ['b.csv', 'b'],
    ]);
    await expect
      .poll(() => lab.page.getByRole('alert').allInnerTexts())
      .toEqual(['2 files were given; the data of a run is one file.']);
    expect(await lab.spec()).toBe(before);
    expect(opened.problems).toEqual([]);
  });
});
