import type { TrainingSpec } from '../core/spec.ts';
import { parseSpec } from '../spec/parse-spec.ts';

/** A configuration that is known to learn its data, and how well. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What it shows, in a sentence. */
  readonly about: string;
  readonly spec: TrainingSpec;
  /** The test loss that it falls below … */
  readonly loss: number;
  /** … after this many steps. The tests take them from three seeds on two engines. */
  readonly steps: number;
}

interface Layer {
  readonly units: number;
  readonly activation: string;
  readonly initializer?: string | { readonly id: string; readonly deviation: number };
  readonly normalization?: string;
  readonly residual?: boolean;
}

const layers = (units: readonly number[], activation: string): Layer[] =>
  units.map((width) => ({ units: width, activation }));

const repeated = (count: number, layer: Layer): Layer[] =>
  Array.from({ length: count }, () => layer);

const CLASSES = { output: 'softmax', loss: 'cross-entropy' };
const NUMBERS = { output: 'linear', loss: 'half-squared-error' };

function specOf(
  data: Readonly<Record<string, unknown>>,
  hidden: readonly Layer[],
  task: { readonly output: string; readonly loss: string },
  training: Readonly<Record<string, unknown>>,
): TrainingSpec {
  const network = { hidden, output: { activation: task.output } };
  return parseSpec({ version: 1, data, network, loss: task.loss, ...training });
}

const adam = (learningRate: number) => ({ optimizer: { id: 'adam', learningRate } });

/** Known-good configurations, from easy to hard. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'clouds',
    label: 'Two clouds, one straight line',
    about: 'No hidden layer at all: a straight border is enough for two clouds.',
    spec: specOf({ dataset: 'gauss' }, [], CLASSES, {
      optimizer: { id: 'sgd', learningRate: 0.1 },
      batchSize: 10,
    }),
    loss: 0.02,
    steps: 300,
  },
  {
    id: 'plane',
    label: 'A plane, fitted by a line',
    about: 'Linear regression by gradient descent: without noise it becomes exact.',
    spec: specOf({ dataset: 'plane' }, [], NUMBERS, {
      optimizer: { id: 'sgd', learningRate: 0.03 },
      batchSize: 10,
    }),
    loss: 1e-6,
    steps: 200,
  },
  {
    id: 'circle-tanh',
    label: 'Circle with tanh',
    about: 'A handful of tanh units bend into a closed border.',
    spec: specOf({ dataset: 'circle' }, layers([8, 4], 'tanh'), CLASSES, {
      optimizer: { id: 'sgd', learningRate: 0.1 },
      batchSize: 10,
    }),
    loss: 0.05,
    steps: 1500,
  },
  {
    id: 'xor-relu',
    label: 'XOR with ReLU',
    about: 'What no straight border can do: eight hinges fold the plane twice.',
    spec: specOf({ dataset: 'xor' }, layers([8], 'relu'), CLASSES, {
      ...adam(0.03),
      batchSize: 10,
    }),
    loss: 0.03,
    steps: 500,
  },
  {
    id: 'moons-elu',
    label: 'Moons with ELU',
    about: 'Two half circles hooked into each other, with a little noise.',
    spec: specOf({ dataset: 'moons', noise: 0.1 }, layers([16, 16], 'elu'), CLASSES, {
      ...adam(0.01),
    }),
    loss: 0.05,
    steps: 300,
  },
  {
    id: 'rings',
    label: 'Three rings',
    about: 'Three classes around one centre, told apart by softmax.',
    spec: specOf({ dataset: 'rings' }, layers([16, 16], 'silu'), CLASSES, {
      ...adam(0.01),
    }),
    loss: 0.01,
    steps: 400,
  },
  {
    id: 'blobs',
    label: 'Six clouds',
    about: 'Six classes with one hidden layer.',
    spec: specOf({ dataset: 'blobs', classes: 6 }, layers([16], 'relu'), CLASSES, {
      ...adam(0.02),
    }),
    loss: 0.02,
    steps: 300,
  },
  {
    id: 'spiral-tanh',
    label: 'Spiral with tanh',
    about: 'The classic challenge, from the two coordinates alone.',
    spec: specOf({ dataset: 'spiral' }, layers([24, 24], 'tanh'), CLASSES, {
      ...adam(0.02),
    }),
    loss: 0.15,
    steps: 900,
  },
  {
    id: 'spiral-relu',
    label: 'Spiral with ReLU',
    about: 'The same arms from straight pieces: the border has corners.',
    spec: specOf(
      { dataset: 'spiral' },
      repeated(2, { units: 24, activation: 'relu', initializer: 'he-normal' }),
      CLASSES,
      adam(0.02),
    ),
    loss: 0.1,
    steps: 600,
  },
  {
    id: 'spiral-sine',
    label: 'Spiral with sine',
    about: 'Waves as activations: few steps, and a border that curls by itself.',
    spec: specOf({ dataset: 'spiral' }, layers([24, 24], 'sine'), CLASSES, {
      ...adam(0.01),
    }),
    loss: 0.05,
    steps: 400,
  },
  {
    id: 'checkerboard',
    label: 'Checkerboard',
    about: 'Sixteen squares: many borders, learned by two sine layers.',
    spec: specOf({ dataset: 'checkerboard' }, layers([32, 32], 'sine'), CLASSES, {
      ...adam(0.01),
      batchSize: 64,
    }),
    loss: 0.3,
    steps: 500,
  },
  {
    id: 'hills',
    label: 'Hills and hollows',
    about: 'Regression of a curved surface over the plane.',
    spec: specOf({ dataset: 'gauss-regression' }, layers([24, 24], 'gelu'), NUMBERS, {
      ...adam(0.02),
    }),
    loss: 0.015,
    steps: 600,
  },
  {
    id: 'noisy-plane',
    label: 'A noisy plane with Huber',
    about:
      'Huber loss and weight decay keep a network calm where the heights are disturbed.',
    spec: specOf(
      { dataset: 'plane', noise: 0.3 },
      layers([8], 'tanh'),
      { output: 'linear', loss: 'huber' },
      { ...adam(0.01), regularization: { id: 'l2', rate: 0.001 } },
    ),
    loss: 0.02,
    steps: 600,
  },
  {
    id: 'digits',
    label: 'Digits',
    about: 'Ten classes from 28 × 28 pixels.',
    spec: specOf(
      { dataset: 'digits', samples: 1000 },
      repeated(1, { units: 32, activation: 'relu', initializer: 'he-normal' }),
      CLASSES,
      adam(0.003),
    ),
    loss: 0.45,
    steps: 100,
  },
  {
    id: 'deep-residual',
    label: 'Deep, saved by residual connections',
    about:
      'Twenty tanh layers train because each only adds to its input; take the connections away and the gradient fades.',
    spec: specOf(
      { dataset: 'circle' },
      repeated(20, { units: 8, activation: 'tanh', residual: true }),
      CLASSES,
      adam(0.003),
    ),
    loss: 0.1,
    steps: 300,
  },
  {
    id: 'deep-normalized',
    label: 'Deep, saved by layer normalization',
    about:
      'Ten tanh layers start with weights so small that hardly anything would come through without it.',
    spec: specOf(
      { dataset: 'circle' },
      repeated(10, {
        units: 12,
        activation: 'tanh',
        initializer: { id: 'normal', deviation: 0.1 },
        normalization: 'layer',
      }),
      CLASSES,
      adam(0.001),
    ),
    loss: 0.1,
    steps: 300,
  },
  {
    id: 'deep-he',
    label: 'Deep ReLU, started as He advises',
    about:
      'Ten ReLU layers keep their scale with He initialization and fade with a small one.',
    spec: specOf(
      { dataset: 'moons', noise: 0.05 },
      repeated(10, { units: 16, activation: 'relu', initializer: 'he-normal' }),
      CLASSES,
      adam(0.003),
    ),
    loss: 0.05,
    steps: 300,
  },
];

/** The preset whose spec this is, whatever its seeds; null where it is none. */
export function presetOf(spec: TrainingSpec): Preset | null {
  const text = withoutSeeds(spec);
  return PRESETS.find((preset) => withoutSeeds(preset.spec) === text) ?? null;
}

const withoutSeeds = (spec: TrainingSpec): string =>
  JSON.stringify({ ...spec, seed: 0, initSeed: 0 });
