import type { ControlId } from './control-ids.ts';
import { splitOnce } from './choice-text.ts';
import { MAX_URL_CHARACTERS } from './link-reader.ts';
import type { UrlKey } from './url-keys.ts';

/**
 * The names in a link of TensorFlow Playground, with what it means by leaving one out
 * (https://github.com/tensorflow/playground, src/state.ts).
 */
const DEFAULTS = {
  activation: 'tanh',
  regularization: '',
  batchSize: '10',
  dataset: 'circle',
  regDataset: 'reg-plane',
  learningRate: '0.03',
  regularizationRate: '0',
  noise: '0',
  networkShape: '4,2',
  seed: '',
  showTestData: 'false',
  discretize: 'false',
  percTrainData: '50',
  x: 'true',
  y: 'true',
  xTimesY: 'false',
  xSquared: 'false',
  ySquared: 'false',
  cosX: 'false',
  sinX: 'false',
  cosY: 'false',
  sinY: 'false',
  collectStats: 'false',
  tutorial: '',
  problem: 'classification',
  initZero: 'false',
  hideText: 'false',
  numHiddenLayers: '2',
} as const;
type Name = keyof typeof DEFAULTS;

/** Names that links of this page have as well: they alone do not tell where a link is from. */
const SHARED: readonly string[] = ['noise', 'seed', 'regularization'];

/** Its inputs as expressions of x1 and x2, in the order in which it shows them. */
const FEATURES = [
  ['x', 'x1'],
  ['y', 'x2'],
  ['xSquared', 'x1^2'],
  ['ySquared', 'x2^2'],
  ['xTimesY', 'x1*x2'],
  ['sinX', 'sin(x1)'],
  ['sinY', 'sin(x2)'],
  ['cosX', 'cos(x1)'],
  ['cosY', 'cos(x2)'],
] as const satisfies readonly (readonly [Name, string])[];

const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'relu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  linear: 'linear',
};
const DATASETS: Readonly<Record<string, string>> = {
  circle: 'circle',
  xor: 'xor',
  gauss: 'gauss',
  spiral: 'spiral',
  'reg-plane': 'plane',
  'reg-gauss': 'gauss-regression',
};

/** Its controls that a link can hide (`noise_hide=true`), and ours in their place. */
const HIDEABLE: Readonly<Record<string, ControlId>> = {
  showTestData: 'test-points',
  discretize: 'discretize',
  playButton: 'play',
  stepButton: 'step',
  resetButton: 'reset',
  learningRate: 'learning-rate',
  activation: 'activation',
  regularization: 'regularization',
  regularizationRate: 'regularization',
  problem: 'loss',
  dataset: 'data',
  percTrainData: 'split',
  noise: 'noise',
  batchSize: 'batch-size',
  numHiddenLayers: 'layers',
};
const HIDE = '_hide';

/** A link of TensorFlow Playground in the words of this page. */
export interface TranslatedLink {
  /** `data=spiral&hidden=4:tanh,2:tanh&…` */
  readonly text: string;
  /** What has no counterpart here, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Translates a link of TensorFlow Playground. What it trains is the same here: its output,
 * a tanh for classes of ±1 or the sum itself, and its loss, half the squared error. Its random
 * numbers are not: the same seed gives other points and other weights.
 * @param text a hash without its `#`
 * @returns null where it is none of those links
 */
export function translatePlaygroundLink(text: string): TranslatedLink | null {
  if (text.length > MAX_URL_CHARACTERS) return null;
  const given = new Map(
    text.split('&').map((part): [string, string] => {
      const [name, value] = splitOnce(part, '=');
      return [name, decode(value)];
    }),
  );
  const isPlaygrounds = [...given.keys()].some(
    (name) =>
      (Object.hasOwn(DEFAULTS, name) && !SHARED.includes(name)) ||
      (name.endsWith(HIDE) && Object.hasOwn(HIDEABLE, name.slice(0, -HIDE.length))),
  );
  if (given.has('v') || !isPlaygrounds) return null;
  return translate(given);
}

function translate(given: ReadonlyMap<string, string>): TranslatedLink {
  const problems: string[] = [];
  const pairs = new Map<UrlKey, string>();
  const value = (name: Name): string => given.get(name) ?? DEFAULTS[name];
  const isOn = (name: Name): boolean => value(name) === 'true';
  /** The counterpart of a name, its default where there is none. */
  const known = (name: Name, names: Readonly<Record<string, string>>): string => {
    const found = Object.hasOwn(names, value(name)) ? names[value(name)] : undefined;
    if (found === undefined)
      problems.push(
        `The link is one of TensorFlow Playground, in which ${name} is one of ${Object.keys(names).join(', ')}; "${value(name).slice(0, 40)}" is not. Its default is used.`,
      );
    return found ?? names[DEFAULTS[name]] ?? '';
  };
  /** A number of its scale on ours; what is no number is left to our reader to refuse. */
  const scaled = (name: Name, scale: (number: number) => number): string => {
    const number = Number(value(name));
    return value(name).trim() !== '' && Number.isFinite(number)
      ? String(Number(scale(number).toPrecision(12)))
      : value(name);
  };

  const isRegression = value('problem') === 'regression';
  pairs.set('data', known(isRegression ? 'regDataset' : 'dataset', DATASETS));
  pairs.set(
    'noise',
    scaled('noise', (percent) => percent / 100),
  );
  pairs.set(
    'test',
    scaled('percTrainData', (percent) => 1 - percent / 100),
  );
  const features = FEATURES.filter(([name]) => isOn(name)).map(([, text]) => text);
  if (features.length === 0)
    problems.push(
      'The link is one of TensorFlow Playground without any input, of which nothing can be learned; x1 and x2 are taken.',
    );
  else if (features.join() !== 'x1,x2')
    pairs.set('features', features.map(encodeURIComponent).join(','));
  const activation = known('activation', ACTIVATIONS);
  pairs.set(
    'hidden',
    value('networkShape')
      .split(',')
      .filter((units) => units !== '')
      .map((units) => `${units}:${activation}`)
      .join(','),
  );
  pairs.set('output', isRegression ? 'linear' : 'tanh');
  pairs.set('loss', 'half-squared-error');
  pairs.set('optimizer', 'sgd');
  pairs.set('lr', value('learningRate'));
  pairs.set('batch', value('batchSize'));
  const penalty = value('regularization').toLowerCase();
  if (penalty !== '' && penalty !== 'none') {
    // Without a rate it has the penalty, but none of it.
    const rate = value('regularizationRate');
    if (Number(rate) !== 0) pairs.set('regularization', `${penalty};rate=${rate}`);
  }
  if (value('seed') !== '') pairs.set('seed', seedOf(value('seed')));
  if (isOn('initZero'))
    problems.push(
      'The link is one of TensorFlow Playground that starts with all weights 0, which cannot learn; the weights are random here.',
    );
  if (isOn('showTestData')) pairs.set('show-test', '1');
  if (isOn('discretize')) pairs.set('discretize', '1');
  const hidden = new Set<ControlId>();
  for (const [name, state] of given)
    if (name.endsWith(HIDE) && state === 'true') {
      const control = name.slice(0, -HIDE.length);
      if (Object.hasOwn(HIDEABLE, control)) hidden.add(HIDEABLE[control]);
    }
  if (hidden.size > 0) pairs.set('hide', [...hidden].join(','));
  return {
    text: [...pairs].map(([key, entry]) => `${key}=${entry}`).join('&'),
    problems,
  };
}

/** Its seeds are decimals such as 0.41357, ours whole numbers: the digits stay the same. */
function seedOf(seed: string): string {
  const digits = /^0?\.(\d{1,9})\d*$/.exec(seed)?.[1];
  return digits ? String(Number(digits)) : seed;
}

/** A broken escape stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
