import { listNames, UserError } from '../core/errors.ts';
import { SPEED_ENGINES } from '../core/speed-question.ts';
import type { TrainingSpec } from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { isPlanar } from '../data/datasets/planar.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { describeBounds, type NumberBounds } from '../spec/schema-parts.ts';
import { decodeNumber } from './choice-text.ts';

export const RACE_ACTIVATIONS = ['tanh', 'relu'] as const;
export const RACE_OPTIMIZERS = ['sgd', 'adam'] as const;

/** What a race is about: which engine takes this network to that loss first. */
export interface RaceOptions {
  /** Id of a data set over the plane. */
  readonly dataset: string;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly activation: (typeof RACE_ACTIVATIONS)[number];
  readonly optimizer: (typeof RACE_OPTIMIZERS)[number];
  readonly learningRate: number;
  /** Two or three ids. */
  readonly engines: readonly string[];
  /** The training loss at which a runner has arrived. */
  readonly target: number;
}

export const DEFAULT_RACE: RaceOptions = {
  dataset: 'spiral',
  hidden: [32, 32],
  activation: 'tanh',
  optimizer: 'adam',
  learningRate: 0.002,
  engines: ['webgpu', 'cpu', 'tfjs-cpu'],
  target: 0.02,
};

/** The data sets that a race can be about. */
export const RACE_DATASETS = DATASETS.entries.filter(isPlanar);

export const RACE_BOUNDS = {
  layers: 6,
  engines: { minimum: 2, maximum: 3 },
  units: { minimum: 1, maximum: 128, integer: true },
  learningRate: { minimum: 1e-5, maximum: 10 },
  target: { minimum: 1e-6, maximum: 10 },
} as const;

/** `spiral,32;32,tanh,adam,0.002,webgpu;cpu;tfjs-cpu,0.02` */
export function encodeRace(options: RaceOptions): string {
  const { dataset, hidden, activation, optimizer, learningRate, engines, target } =
    options;
  return [
    dataset,
    hidden.join(';'),
    activation,
    optimizer,
    learningRate,
    engines.join(';'),
    target,
  ].join(',');
}

/** What `encodeRace` wrote. @throws UserError with a sentence that says what is wrong */
export function decodeRace(text: string): RaceOptions {
  const parts = text.split(',');
  if (parts.length !== 7)
    throw new UserError(`A race is written like ${encodeRace(DEFAULT_RACE)}.`);
  const [dataset, hidden, activation, optimizer, learningRate, engines, target] = parts;
  const options: RaceOptions = {
    dataset: nameFrom(
      'data set',
      dataset,
      RACE_DATASETS.map(({ id }) => id),
    ),
    hidden: decodeHidden(hidden),
    activation: nameFrom('activation', activation, RACE_ACTIVATIONS),
    optimizer: nameFrom('optimizer', optimizer, RACE_OPTIMIZERS),
    learningRate: numberFrom('learning rate', learningRate, RACE_BOUNDS.learningRate),
    engines: engines.split(';').map((id) =>
      nameFrom<string>(
        'engine',
        id,
        SPEED_ENGINES.map((engine) => engine.id),
      ),
    ),
    target: numberFrom('target loss', target, RACE_BOUNDS.target),
  };
  const { minimum, maximum } = RACE_BOUNDS.engines;
  const { length } = options.engines;
  if (length < minimum || length > maximum)
    throw new UserError(
      `A race has ${minimum} or ${maximum} engines; ${length} ${length === 1 ? 'is' : 'are'} named.`,
    );
  if (new Set(options.engines).size < length)
    throw new UserError('A race names an engine twice.');
  return options;
}

/**
 * Hidden layers as somebody types or links them: `32;32` or `32, 32`; nothing: none.
 * @throws UserError with a sentence that says what is wrong
 */
export function decodeHidden(text: string): number[] {
  const parts = text.split(/[;,\s]+/).filter((part) => part !== '');
  if (parts.length > RACE_BOUNDS.layers)
    throw new UserError(
      `A race has at most ${RACE_BOUNDS.layers} hidden layers; these are ${parts.length}.`,
    );
  return parts.map((part) =>
    numberFrom('width of a hidden layer', part, RACE_BOUNDS.units),
  );
}

function nameFrom<Name extends string>(
  what: string,
  given: string,
  known: readonly Name[],
): Name {
  const name = known.find((id) => id === given);
  if (name === undefined)
    throw new UserError(
      `The ${what} of a race must be ${listNames(known)}, not "${given}".`,
    );
  return name;
}

function numberFrom(what: string, text: string, bounds: NumberBounds): number {
  const value = decodeNumber(text);
  if (
    value === null ||
    value < bounds.minimum ||
    value > bounds.maximum ||
    (bounds.integer && !Number.isInteger(value))
  )
    throw new UserError(`The ${what} must be ${describeBounds(bounds)}, not "${text}".`);
  return value;
}

/** The network of a race and what it learns; all examples are trained on, at once. */
export function raceSpec(options: RaceOptions): TrainingSpec {
  const { dataset, hidden, activation, optimizer, learningRate } = options;
  const isClassification = DATASETS.get(dataset).task === 'classification';
  return parseSpec({
    version: 1,
    data: { dataset, testFraction: 0 },
    network: {
      hidden: hidden.map((units) => ({
        units,
        activation,
        initializer: activation === 'relu' ? 'he-uniform' : 'glorot-uniform',
      })),
      output: { activation: isClassification ? 'softmax' : 'linear' },
      // Without it the spiral, whose arms are each other's mirror image, gives the biases gradients
      // of exactly 0, and what rounding leaves of them cannot be compared.
      biasDeviation: 0.1,
    },
    loss: isClassification ? 'cross-entropy' : 'half-squared-error',
    optimizer: { id: optimizer, learningRate },
  });
}
