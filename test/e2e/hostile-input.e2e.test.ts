import { expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { useLabPages } from './support/lab-pages.ts';

const openLab = useLabPages();

/** Parts that links are made of, right and wrong; what is put together of them is mostly wrong. */
const PARTS = [
  'v=1',
  'v=999',
  'data=spiral',
  'data=__proto__',
  'hidden=8:tanh',
  'hidden=99999999999:tanh',
  'hidden=<img src=x onerror=alert(1)>',
  'features=x1,constructor',
  'features=((((((((x1))))))))',
  'features=x1%5E%5E2',
  'lr=NaN',
  'lr=1e400',
  'batch=-3',
  'seed=0x41',
  'noise=%',
  'points=AAAA',
  'networkShape=4,,x',
  'dataset=javascript:alert(1)',
  'hide=everything',
  'optimizer=adam;beta1=9',
  'speed=fast',
  'toString=1',
  '=',
  '&&&',
  '%00%ff',
  '\u202e',
];
const LINKS = 200;

function hostileLink(index: number): string {
  const random = createRandom(index, 'hostile link');
  const count = 1 + random.integer(5);
  const parts = Array.from({ length: count }, () => PARTS[random.integer(PARTS.length)]);
  // Some of them broken in a random place.
  const link = parts.join('&');
  return random.integer(3) === 0 ? link.slice(random.integer(link.length)) : link;
}

it('takes 200 random and hostile links one after the other, and trains on', async () => {
  const { lab, opened } = await openLab({ path: '#v=1&engine=cpu' });
  const links = Array.from({ length: LINKS }, (_, index) => hostileLink(index));
  const told = await lab.page.evaluate(async (hashes) => {
    let problems = 0;
    for (const hash of hashes) {
      location.hash = hash;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      problems += document.querySelector('nabla-app')?.store.state.problems.length ?? 0;
    }
    location.hash = '#v=1&engine=cpu&data=moons';
    return problems;
  }, links);
  expect(told).toBeGreaterThan(LINKS);
  await expect.poll(() => lab.dataset()).toBe('moons');
  const step = await lab.step();
  await lab.waitForStep(step + 1);
  expect(opened.problems).toEqual([]);
});

it('names what is wrong with broken files, and the network goes on', async () => {
  const { lab, opened } = await openLab({ path: '#v=1&engine=cpu' });
  const before = await lab.spec();
  const files = lab.page.locator('nabla-csv-picker input[type=file]');
  const broken = [
    '',
    'a',
    'a,b\n',
    'a,b\n1',
    'a,a\n1,2\n3,4',
    `${'x'.repeat(1e5)},y\n1,2`,
    '\u0000\u0001\u0002,\uffff\n\u0003,4',
    '<script>alert(1)</script>\n1\n2',
    '__proto__,constructor\nNaN,Infinity\n1e999,2',
  ];
  for (const contents of broken) {
    await files.setInputFiles({
      name: 'broken.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(contents),
    });
    const alerts = lab.page.locator('nabla-data-panel').getByRole('alert');
    await expect.poll(() => alerts.count()).toBeGreaterThan(0);
    expect(await lab.spec()).toBe(before);
  }
  const step = await lab.step();
  await lab.waitForStep(step + 1);
  expect(opened.problems).toEqual([]);
});
