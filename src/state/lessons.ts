import { choose } from '../core/choice.ts';
import type { PhaseOutcome } from '../core/phase-diagram.ts';
import { createRegistry, type Registered, type Registry } from '../core/registry.ts';
import type { TrainingSpec } from '../core/spec.ts';
import { clippings } from '../ops/clippings/index.ts';
import { defaultSpecFor } from '../spec/default-spec.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import {
  DEFAULT_PHASE,
  LESSON_IDS,
  type LessonId,
  type PhaseOptions,
} from './flow-options.ts';

/** What a lesson sets up, and what to watch in it. */
export interface Lesson extends Registered {
  readonly id: LessonId;
  readonly label: string;
  /** Three sentences; each is held to by a test. */
  readonly watch: readonly [string, string, string];
  /** The networks side by side, the first one first; all on the same data. */
  networks(): readonly TrainingSpec[];
  /** The phase diagram that goes with it; the usual one where absent. */
  readonly phase?: PhaseOptions;
  /** Id of the figure that is shown above the chain rule; ‖δ‖ where absent. */
  readonly shows?: string;
  /** Updates after which what is to be seen is there; 0: before the first. */
  readonly steps: number;
}

interface Layers {
  readonly depth: number;
  readonly units?: number;
  readonly activation: string;
  readonly initializer?: string | { readonly id: string; readonly gain: number };
  readonly normalization?: 'batch' | 'layer';
  readonly residual?: boolean;
}

/** A network of equal layers on the circle; `changes` are of the spec. */
function network(
  { depth, units = 16, ...layer }: Layers,
  changes: Record<string, unknown> = {},
): TrainingSpec {
  const { network: usual, ...base } = defaultSpecFor('circle');
  const hidden = Array.from({ length: depth }, () => ({ units, ...layer }));
  return parseSpec({
    ...base,
    network: { ...usual, hidden },
    batchSize: 32,
    ...changes,
  });
}

const sgd = (learningRate: number) => ({ optimizer: { id: 'sgd', learningRate } });
const scaled = (id: string, gain: number) => ({ id, gain });
const clipped = { clipping: { ...choose(clippings.get('norm')), limit: 1 } };

const phase = (
  outcome: PhaseOutcome,
  changes: Partial<PhaseOptions> = {},
): PhaseOptions => ({
  ...DEFAULT_PHASE,
  outcome,
  ...changes,
});

const byId: Readonly<Record<LessonId, Omit<Lesson, 'id'>>> = {
  sigmoid: {
    label: 'Sigmoid vanishes',
    watch: [
      'The slope σ′ of a sigmoid is a quarter at most, so each layer passes on less than a quarter through it.',
      'Ten layers of 16 units leave less than a hundred-thousandth of the error for the first one.',
      'Tanh beside it, whose slope is 1 at 0, keeps more than a hundredth.',
    ],
    networks: () => [
      network({ depth: 10, activation: 'sigmoid' }),
      network({ depth: 10, activation: 'tanh' }),
    ],
    steps: 0,
  },
  doubling: {
    label: 'Twice a layer overflows',
    watch: [
      'Each layer on the left doubles what goes through it: orthogonal weights of gain 2 and no activation.',
      'Float32 ends at 2 to the power of 128, so the run stops in its first step, at one of the last of the 128 layers.',
      'With gain 1, on the right, every factor is 1 and the error of the first layer is that of the last.',
    ],
    networks: () => [
      network({
        depth: 128,
        units: 8,
        activation: 'linear',
        initializer: scaled('orthogonal', 2),
      }),
      network({ depth: 128, units: 8, activation: 'linear', initializer: 'orthogonal' }),
    ],
    steps: 1,
  },
  'critical-gain': {
    label: 'Tanh at the critical gain',
    watch: [
      'With half of the critical gain the error halves about every layer: it vanishes.',
      'At the critical gain 1 it keeps its size to within a factor of 1,000 over 30 layers.',
      'With twice the gain it comes back larger than it set out.',
    ],
    networks: () =>
      [0.5, 1, 2].map((gain) =>
        network({
          depth: 30,
          units: 64,
          activation: 'tanh',
          initializer: scaled('lecun-normal', gain),
        }),
      ),
    steps: 0,
  },
  'he-glorot': {
    label: 'He against Glorot for ReLU',
    watch: [
      'A ReLU passes on half of what comes back, so that weights made for it, He’s, have twice the variance of Glorot’s.',
      'Glorot’s weights lose a factor of about √2 a layer, more than 1,000 over 30 layers.',
      'From He’s the error of the first layer is within a factor of 100 of that of the last.',
    ],
    networks: () => [
      network({ depth: 30, units: 64, activation: 'relu', initializer: 'glorot-normal' }),
      network({ depth: 30, units: 64, activation: 'relu', initializer: 'he-normal' }),
    ],
    steps: 0,
  },
  'dying-relu': {
    label: 'Dying ReLU',
    watch: [
      'Both networks start alike and take steps that are too large.',
      'In the ReLU layers more than half of the units of some layer end up off for every example: they pass on nothing, and never learn again.',
      'Leaky ReLU has a slope everywhere, so none of its units is dead.',
    ],
    networks: () =>
      ['relu', 'leaky-relu'].map((activation) =>
        network({ depth: 4, activation, initializer: 'he-normal' }, sgd(0.7)),
      ),
    shows: 'dead',
    steps: 200,
  },
  clipping: {
    label: 'Clipping saves a run',
    watch: [
      'Both networks have weights that are too large, and a gradient whose norm is far above 1.',
      'Without clipping the first updates throw the loss up, or the run out of what float32 holds.',
      'Clipped to norm 1 the same network goes on, and its loss falls below that of the start.',
    ],
    networks: () =>
      [{}, clipped].map((changes) =>
        network(
          { depth: 8, activation: 'relu', initializer: scaled('he-normal', 1.5) },
          { ...sgd(0.1), ...changes },
        ),
      ),
    steps: 200,
  },
  normalization: {
    label: 'Batch normalization',
    watch: [
      'The same sigmoids, without and with batch normalization before each.',
      'Normalized, the pre-activations stay where the slope is steep, and the scale of the weights no longer matters.',
      'The first layer gets a larger share of the error: a thousand times as much and more.',
    ],
    networks: () => [
      network({ depth: 10, activation: 'sigmoid' }),
      network({ depth: 10, activation: 'sigmoid', normalization: 'batch' }),
    ],
    steps: 0,
  },
  residual: {
    label: 'Residual connections, 100 layers',
    watch: [
      'A hundred layers of tanh on the left hardly learn: the loss stays near that of guessing, 0.69.',
      'On the right each layer adds to what goes past it, after a layer normalization.',
      'There the error reaches the first layer, and after 200 updates the loss is less than half of what it is on the left.',
    ],
    networks: () => [
      network({ depth: 100, activation: 'tanh' }, sgd(0.03)),
      network(
        { depth: 100, activation: 'tanh', normalization: 'layer', residual: true },
        sgd(0.03),
      ),
    ],
    steps: 200,
  },
  'learning-rate': {
    label: 'Learning rate too high',
    watch: [
      'Three learning rates, each thirty times the one before, on the same network.',
      'The smallest and the middle one lower the loss.',
      'With the largest the loss after 200 updates is above that of the start.',
    ],
    networks: () =>
      [0.03, 1, 30].map((rate) => network({ depth: 3, activation: 'tanh' }, sgd(rate))),
    phase: phase('loss', {
      x: { id: 'lr', from: 0.01, to: 100, scale: 'log' },
      y: { id: 'gain', from: 0.2, to: 5, scale: 'log' },
      steps: 50,
      size: 32,
    }),
    steps: 200,
  },
  'edge-of-chaos': {
    label: 'The edge of chaos',
    watch: [
      'Each pixel of the diagram below is a network of ten tanh layers with another gain and another spread of its biases.',
      'Left of the line of theory the gradient vanishes, right of it it explodes.',
      'Larger biases push the units out to where the slope is small, so that the line leans to larger gains.',
    ],
    networks: () => [
      network({ depth: 10, activation: 'tanh', initializer: 'lecun-normal' }),
    ],
    phase: phase('ratio'),
    steps: 0,
  },
};

/** The lessons of the gradient-flow lab, in the order in which they are told. */
export const LESSONS: Registry<Lesson> = createRegistry(
  'lesson',
  LESSON_IDS.map((id) => ({ ...byId[id], id })),
);
