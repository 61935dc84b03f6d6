import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { tinySpec } from '../session/sample-runs.ts';
import { Workspace } from './run-cli.ts';

const workspace = new Workspace();
afterAll(() => workspace.remove());
const spec = workspace.write('spec.json', tinySpec());

/** The command fails with status 2 and one message: no result, no stack, no file left behind. */
async function expectRefusal(argv: readonly string[], message: RegExp) {
  const before = readdirSync(workspace.folder);
  const { status, stdout, stderr } = await workspace.run(argv);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^nabla: /);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toBe('');
  expect(status).toBe(2);
  expect(readdirSync(workspace.folder)).toEqual(before);
}

/** A spec with one field replaced, as someone might type it. */
function changedSpec(change: (spec: Record<string, never>) => void): unknown {
  const value = structuredClone(tinySpec()) as unknown as Record<string, never>;
  change(value);
  return value;
}

describe('arguments', () => {
  it.each([
    [['tarin', spec], /no command "tarin".*"train"/],
    [['--verbose'], /no option "--verbose"/],
    [['train'], /needs the path of a spec/],
    [['train', spec, 'more.json'], /"more.json" is too much/],
    [['train', spec, '--step', '5'], /no option --step\b.*--steps N/],
    [['train', spec, '--steps'], /--steps needs a value/],
    [['train', spec, '--steps', '-3'], /--steps needs a value.*--steps=N/],
    [['train', spec, '--steps=-3'], /--steps is "-3".*whole number from 1/],
    [['train', spec, '--steps', '1e3'], /--steps is "1e3"/],
    [['train', spec, '--steps', '0'], /--steps is "0"/],
    [['train', spec, '--steps', '99999999'], /--steps is "99999999".*10000000/],
    [['train', spec, '--steps', '5', '--steps', '6'], /--steps is given twice/],
    [
      ['train', spec, '--executor', 'fuse'],
      /--executor is "fuse"; known are "auto", "fused"/,
    ],
    [
      ['train', spec, '--executor', 'tiled'],
      /cpu has one only. The CPU computes: This test/,
    ],
    [['gradients', spec, '--executor', 'tiled'], /no option --executor/],
    [['engines', '--json=yes'], /--json takes no value/],
    [['schema', '--out', 'x'], /no option --out.*It has no options/],
    [['schema', spec], /takes no file/],
  ])('refuses %j', (argv, message) => expectRefusal(argv, message));
});

describe('engines', () => {
  it.each(['train', 'gradients', 'gradcheck'])('%s refuses an unknown one', (command) =>
    expectRefusal([command, spec, '--engine', 'abacus'], /"abacus".*"webgpu", "cpu"/),
  );

  it.each(['train', 'gradients', 'gradcheck'])('%s refuses one not here', (command) =>
    expectRefusal([command, spec, '--engine', 'webgpu'], /webgpu.*This test has none\./),
  );
});

describe('specs', () => {
  it.each([
    ['none.json', null, /"none.json" does not exist/],
    ['spec.json/x.json', null, /does not exist: a part of its path/],
    ['.', null, /is a folder, not a file/],
    ['broken.json', '{"version": 1,', /broken.json.*not valid JSON/],
    ['empty.json', '', /empty.json.*not valid JSON/],
    ['number.json', '5', /number.json/],
    ['version.json', { ...tinySpec(), version: 2 }, /version is 2.*version 1/],
    ['batch.json', { ...tinySpec(), batchSize: 0 }, /batchSize/],
    [
      'rate.json',
      JSON.stringify(tinySpec()).replace('"learningRate":0.01', '"learningRate":"NaN"'),
      /learningRate/,
    ],
    ['nan.json', '{"version": 1, "batchSize": NaN}', /nan.json.*not valid JSON/],
    [
      'swish.json',
      changedSpec((value) =>
        Object.assign(value, {
          network: {
            hidden: [{ units: 3, activation: 'swish' }],
            output: { activation: 'softmax' },
          },
        }),
      ),
      /network\.hidden\[0\]\.activation.*"swish".*known are/,
    ],
    [
      'width.json',
      changedSpec((value) =>
        Object.assign(value, {
          network: {
            hidden: [{ units: -3, activation: 'tanh' }],
            output: { activation: 'softmax' },
          },
        }),
      ),
      /network\.hidden\[0\]\.units.*-3/,
    ],
    [
      'huge.json',
      changedSpec((value) =>
        Object.assign(value, {
          network: {
            hidden: [1, 2, 3].map(() => ({ units: 16384, activation: 'tanh' })),
            output: { activation: 'softmax' },
          },
        }),
      ),
      /parameters; at most 268435456/,
    ],
  ])('refuses %s', async (name, content, message) => {
    if (content !== null) workspace.write(name, content);
    await expectRefusal(['train', name, '--out', 'refused.json'], message);
  });
});

describe('CSV files', () => {
  const csvSpec = (csv: string, changes: Record<string, unknown> = {}) =>
    tinySpec({
      data: { csv, target: 'y', testFraction: 0.25, ...changes },
      batchSize: 2,
    });
  const good = 'x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n';

  it.each([
    ['missing value', good.replace('3,a', ',a'), {}, /row 4.*"x"/],
    ['no such target', good, { target: 'z' }, /"z"/],
    ['one class', good.replaceAll('b', 'a'), {}, /class/],
    ['text in a number column', good.replace('5,a', 'five,a'), {}, /row 6.*"x".*five/],
    ['empty', '', {}, /empty|no row/],
    ['1 row', 'x,y\n1,a\n', {}, /row|class|example/],
    [
      '10⁶ columns',
      `${Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',')}\n1\n`,
      {},
      /columns/,
    ],
  ])('refuses one with %s', async (_, csv, changes, message) => {
    workspace.write('data.csv', csv);
    workspace.write('csv.json', csvSpec('data.csv', changes));
    await expectRefusal(['train', 'csv.json', '--out', 'refused.json'], message);
  });

  it('refuses one whose target does not fit the loss', async () => {
    workspace.write('data.csv', good.replaceAll(/[ab]/g, '1.5'));
    workspace.write('csv.json', csvSpec('data.csv'));
    await expectRefusal(['train', 'csv.json'], /"y".*regression.*cross-entropy/);
  });

  it('refuses one that is not there, or is a folder', async () => {
    workspace.write('csv.json', csvSpec('nowhere.csv'));
    await expectRefusal(['train', 'csv.json'], /"nowhere.csv".*csv.json.*not exist/);
    mkdirSync(workspace.path('folder.csv'));
    workspace.write('csv.json', csvSpec('folder.csv'));
    await expectRefusal(['train', 'csv.json'], /"folder.csv".*is a folder/);
  });

  it('refuses one without an end', async () => {
    await expectRefusal(['train', '/dev/zero'], /"\/dev\/zero".*more than 1048576 bytes/);
    workspace.write('endless.json', csvSpec('/dev/zero'));
    await expectRefusal(
      ['train', 'endless.json'],
      /"\/dev\/zero".*more than 268435456 bytes/,
    );
  });
});

describe('--out', () => {
  it('is checked before anything else is done', async () => {
    mkdirSync(workspace.path('results'));
    await expectRefusal(['train', spec, '--out', 'results'], /"results".*is a folder/);
    await expectRefusal(
      ['gradients', spec, '--out', 'no/where.json'],
      /folder of "no\/where.json".*does not exist/,
    );
    await expectRefusal(
      ['train', spec, '--out', 'spec.json/result.json'],
      /folder of "spec.json\/result.json"/,
    );
  });

  it('keeps the old file where the new one cannot be made', async () => {
    workspace.write('kept.json', 'old');
    await expectRefusal(['train', 'none.json', '--out', 'kept.json'], /none.json/);
    expect(readFileSync(workspace.path('kept.json'), 'utf8')).toBe('old');
  });

  it('keeps the permissions of the file that is replaced', async () => {
    workspace.write('private.json', 'old');
    chmodSync(workspace.path('private.json'), 0o600);
    const argv = ['gradients', spec, '--out', 'private.json'];
    expect((await workspace.run(argv)).status).toBe(0);
    expect(statSync(workspace.path('private.json')).mode & 0o777).toBe(0o600);
  });

  it('writes to where a link points, even if nothing is there yet', async () => {
    symlinkSync('target.json', workspace.path('link.json'));
    for (const state of ['new', 'replaced']) {
      const argv = ['gradients', spec, '--out', 'link.json'];
      expect((await workspace.run(argv)).status, state).toBe(0);
      expect(readlinkSync(workspace.path('link.json'))).toBe('target.json');
      expect(readFileSync(workspace.path('target.json'), 'utf8')).toContain('gradients');
    }
  });

  it('is refused as a circle of links', async () => {
    symlinkSync('b.json', workspace.path('a.json'));
    symlinkSync('a.json', workspace.path('b.json'));
    await expectRefusal(['gradients', spec, '--out', 'a.json'], /"a.json".*links/);
  });

  it('is refused where no file can be created', async () => {
    mkdirSync(workspace.path('locked'), { mode: 0o500 });
    // The superuser may write everywhere but among the kernel's own files.
    const out = process.getuid?.() === 0 ? '/proc/result.json' : 'locked/result.json';
    await expectRefusal(['train', spec, '--out', out], /result.json/);
    expect(readdirSync(workspace.path('locked'))).toEqual([]);
  });
});
