import { createRandom } from '../../../src/core/random.ts';
import { decodeUrl } from '../../../src/state/decode-url.ts';

/** A file that a page is given. */
export interface HostileFile {
  readonly name: string;
  readonly contents: string;
}

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

/** Hashes of links each of which has something wrong. */
export function hostileLinks(count: number): string[] {
  const links: string[] = [];
  for (let index = 0; links.length < count; index++) {
    const random = createRandom(index, 'hostile link');
    const parts = Array.from(
      { length: 1 + random.integer(5) },
      () => PARTS[random.integer(PARTS.length)],
    ).join('&');
    // Some of them broken in a random place.
    const link =
      random.integer(3) === 0 ? parts.slice(random.integer(parts.length)) : parts;
    if (decodeUrl(link, ['cpu']).problems.length > 0) links.push(`#${link}`);
  }
  return links;
}

const MARKUP = '<script>alert(1)</script>';

/** Texts that are no tables to train on, given a random number generator. */
const TABLES: readonly ((random: ReturnType<typeof createRandom>) => string)[] = [
  () => '',
  () => 'a',
  () => 'a,b\n',
  () => 'a,b\n1',
  () => 'a,a\n1,2\n3,4',
  (random) => `${'x'.repeat(50_000 + random.integer(50_000))},y\n1,2`,
  (random) =>
    Array.from({ length: 9 }, () => String.fromCharCode(random.integer(32))).join(),
  () => `${MARKUP}\n1\n2`,
  () => '__proto__,constructor\nNaN,Infinity\n1e999,2',
  // A row too short, somewhere.
  (random) => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 3},${row % 2}`);
    rows[random.integer(20)] = '1,2';
    return `a,b,c\n${rows.join('\n')}`;
  },
  // A quotation that never ends.
  (random) => `a,b\n${'1,2\n'.repeat(random.integer(9))}"3,4\n5,6`,
  // As many columns as rows would be right.
  (random) =>
    `${Array.from({ length: 20_000 + random.integer(99) }, (_, i) => `c${i}`).join()}\n`,
];

export function hostileTables(count: number): HostileFile[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${MARKUP}-${index}.csv`,
    contents: TABLES[index % TABLES.length](createRandom(index, 'hostile table')),
  }));
}

interface Saved {
  [field: string]: unknown;
  spec: Record<string, unknown>;
  parameters: { name: string; shape: number[]; values: unknown[] }[];
}

/** What can be wrong with a saved model that was right, given a random number generator. */
const SPOILS: readonly ((
  text: string,
  saved: Saved,
  random: ReturnType<typeof createRandom>,
) => string | Saved)[] = [
  (text, _, random) => text.slice(0, 1 + random.integer(text.length - 4)),
  (text, _, random) => '\u0000\uffff'.repeat(1 + random.integer(99)) + text,
  (text) => text.replace(/-?\d\.\d+/, 'NaN'),
  (_, saved) => ({ ...saved, version: 2 }),
  (_, saved) => ({ ...saved, version: '1' }),
  (_, saved) => ({ ...saved, format: MARKUP }),
  (_, saved) => ({ ...saved, [MARKUP]: 1 }),
  (_, saved, random) => ({ ...saved, step: -1 - random.integer(9) }),
  (_, saved) => ({ ...saved, spec: { ...saved.spec, batchSize: 1e12 } }),
  (_, saved) => ({ ...saved, spec: { ...saved.spec, loss: MARKUP } }),
  (_, saved) => ({ ...saved, parameters: [] }),
  (_, saved) => ({ ...saved, parameters: saved.parameters.toReversed() }),
  (_, saved, random) =>
    spoilTensor(saved, random, (tensor) => ({ ...tensor, name: MARKUP })),
  (_, saved, random) =>
    spoilTensor(saved, random, (tensor) => ({
      ...tensor,
      shape: [...tensor.shape, 1, 1],
    })),
  (_, saved, random) =>
    spoilTensor(saved, random, (tensor) => ({
      ...tensor,
      values: tensor.values.slice(1),
    })),
  (_, saved, random) =>
    spoilTensor(saved, random, (tensor) => ({
      ...tensor,
      values: tensor.values.with(
        random.integer(tensor.values.length),
        [null, '1', 1e39, 0.1, [], {}][random.integer(6)],
      ),
    })),
  () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  () => 'null',
];

function spoilTensor(
  saved: Saved,
  random: ReturnType<typeof createRandom>,
  spoil: (tensor: Saved['parameters'][number]) => Saved['parameters'][number],
): Saved {
  const at = random.integer(saved.parameters.length);
  return { ...saved, parameters: saved.parameters.with(at, spoil(saved.parameters[at])) };
}

/** @param right a saved model that would be taken */
export function hostileModels(right: string, count: number): HostileFile[] {
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom(index, 'hostile model');
    const saved = JSON.parse(right) as Saved;
    const spoilt = SPOILS[index % SPOILS.length](right, saved, random);
    return {
      name: `${MARKUP}-${index}.json`,
      contents: typeof spoilt === 'string' ? spoilt : JSON.stringify(spoilt),
    };
  });
}
