import { describe, expect, it } from 'vitest';
import {
  decodeHidden,
  decodeRace,
  DEFAULT_RACE,
  encodeRace,
  RACE_DATASETS,
  raceSpec,
} from '../../src/state/race-options.ts';

const text = encodeRace(DEFAULT_RACE).split(',');
/** The usual link with one part replaced. */
const withPart = (at: number, part: string) => text.with(at, part).join(',');

describe('a race in a link', () => {
  it('comes back as it was', () => {
    for (const race of [
      DEFAULT_RACE,
      { ...DEFAULT_RACE, hidden: [], learningRate: 1e-5, target: 1e-6 },
      {
        ...DEFAULT_RACE,
        dataset: 'plane',
        hidden: [128, 1, 7],
        engines: ['cpu', 'webgpu'],
      },
    ])
      expect(decodeRace(encodeRace(race))).toEqual(race);
  });

  it.each([
    ['xor', 'A race is written like spiral,'],
    [withPart(0, 'digits'), 'The data set of a race must be "circle",'],
    [
      withPart(1, '8;0'),
      'The width of a hidden layer must be a whole number from 1 to 128, not "0"',
    ],
    [withPart(1, '8;2.5'), 'not "2.5"'],
    [withPart(1, '1;1;1;1;1;1;1'), 'at most 6 hidden layers; these are 7'],
    [withPart(2, 'sine'), 'activation of a race must be "tanh" or "relu", not "sine"'],
    [
      withPart(3, 'rmsprop'),
      'optimizer of a race must be "sgd" or "adam", not "rmsprop"',
    ],
    [withPart(4, '0'), 'The learning rate must be'],
    [withPart(4, 'fast'), 'not "fast"'],
    [withPart(5, 'cpu'), '2 or 3 engines; 1 is named'],
    [withPart(5, 'cpu;webgpu;jax-wasm;tfjs-cpu'), '4 are named'],
    [withPart(5, 'cpu;cpu'), 'names an engine twice'],
    [withPart(5, 'cpu;gpu'), 'not "gpu"'],
    [withPart(6, '11'), 'The target loss must be'],
  ])('is refused with the reason: %s', (link, reason) => {
    expect(() => decodeRace(link)).toThrow(reason);
  });
});

it('reads hidden layers as people type them', () => {
  expect(decodeHidden('32, 16;8 4')).toEqual([32, 16, 8, 4]);
  expect(decodeHidden(' ')).toEqual([]);
});

it('makes a spec for every data set that can be chosen', () => {
  for (const { id, task } of RACE_DATASETS) {
    const spec = raceSpec({ ...DEFAULT_RACE, dataset: id, activation: 'relu' });
    expect(spec.loss.id).toBe(
      task === 'classification' ? 'cross-entropy' : 'half-squared-error',
    );
    expect(spec.network.hidden.map(({ units }) => units)).toEqual(DEFAULT_RACE.hidden);
  }
});
