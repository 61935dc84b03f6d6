import type { Overflow } from '../../src/core/metrics.ts';
import type { Plan } from '../../src/core/plan.ts';
import { NORMALIZATIONS } from '../../src/core/spec.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { parametersFor, type NetworkCase } from '../support/networks.ts';

/** Widths that differ, so that a residual connection pads once and cuts off once. */
const SHAPE = { inputs: 3, hidden: [5, 4, 6], outputs: 2, batchSize: 7 } as const;

/** Every activation × loss × normalization × residual. */
export const combinations: readonly NetworkCase[] = activations.ids.flatMap(
  (activation) =>
    losses.ids.flatMap((loss) =>
      NORMALIZATIONS.flatMap((normalization) =>
        [false, true].map((residual) => ({
          ...SHAPE,
          name: `${activation}, ${loss}, normalization ${normalization}, ${residual ? 'residual' : 'plain'}`,
          activation,
          loss,
          normalization,
          residual,
        })),
      ),
    ),
);

/** Every activation in the output layer with every loss that goes with it. */
export const outputActivations: readonly NetworkCase[] = losses.entries
  .filter(({ outputActivation }) => outputActivation === null)
  .flatMap(({ id: loss }) =>
    activations.ids.map((outputActivation) => ({
      ...SHAPE,
      name: `${outputActivation} output, ${loss}`,
      loss,
      outputActivation,
    })),
  );

const RAGGED = [1, 3, 63, 65, 130] as const;

/** Sizes around the tiles of the kernels: as batch, as inputs, as units, and all at once. */
export const raggedSizes: readonly NetworkCase[] = [
  ...RAGGED.flatMap((size) => [
    { batchSize: size, inputs: 3, hidden: [5], outputs: 2 },
    { batchSize: 3, inputs: size, hidden: [5], outputs: 2 },
    { batchSize: 3, inputs: 3, hidden: [size, 4], outputs: 2 },
    { batchSize: 3, inputs: 3, hidden: [4], outputs: size },
    { batchSize: size, inputs: size, hidden: [size, size], outputs: size },
  ]),
  { batchSize: 130, inputs: 1, hidden: [65, 3, 130], outputs: 63 },
  { batchSize: 65, inputs: 130, hidden: [1, 63], outputs: 3 },
  // Depth 0: the output layer alone.
  { batchSize: 3, inputs: 65, hidden: [], outputs: 3 },
].map((shape) => ({
  ...shape,
  name: `batch ${shape.batchSize}, widths ${[shape.inputs, ...shape.hidden, shape.outputs].join('-')}`,
}));

/**
 * Normalization over ragged groups. Not of one or two elements: those are normalized to 0 and
 * to ±1 whatever they are, so that every gradient before them is rounding.
 */
export const raggedNormalizations: readonly NetworkCase[] = [3, 63, 65, 130].flatMap(
  (size) =>
    (['batch', 'layer'] as const).map((normalization) => ({
      name: `${normalization} normalization, batch ${size}, width ${size}`,
      batchSize: size,
      inputs: 3,
      hidden: [size, size],
      outputs: 2,
      normalization,
      residual: true,
    })),
);

/** Dropout with each normalization, with and without a residual connection. */
export const dropoutNetworks: readonly NetworkCase[] = [
  ...NORMALIZATIONS.flatMap((normalization) =>
    [false, true].map((residual) => ({
      ...SHAPE,
      name: `dropout 0.4, normalization ${normalization}, ${residual ? 'residual' : 'plain'}`,
      activation: 'silu',
      dropout: 0.4,
      normalization,
      residual,
    })),
  ),
  {
    name: 'dropout 0.3, batch 65, widths 3-130-63-2',
    batchSize: 65,
    inputs: 3,
    hidden: [130, 63],
    outputs: 2,
    dropout: 0.3,
    residual: true,
  },
];

const TRAINING = {
  inputs: 4,
  hidden: [9, 8],
  outputs: 3,
  batchSize: 10,
  examples: 37,
  loss: 'cross-entropy',
} as const;

/** Learning rates at which twenty steps change the loss visibly without diverging. */
const RATES: Readonly<Record<string, number>> = {
  sgd: 0.3,
  momentum: 0.05,
  nesterov: 0.05,
  rmsprop: 0.005,
  adam: 0.02,
  adamw: 0.02,
};

/** Schedules that change within 20 steps. */
const SHORT_SCHEDULES: Readonly<Record<string, Record<string, number>>> = {
  constant: {},
  step: { every: 5, factor: 0.5 },
  cosine: { steps: 12, minimum: 0.1, warmUpSteps: 4 },
  'warm-up': { steps: 8 },
};

/** Networks of which some layers are frozen: the first, one in the middle, the last, several, all. */
export const frozenTrainings: readonly NetworkCase[] = [
  ...([[0], [1], [2], [0, 2], [0, 1, 2]] as const).flatMap((frozen) =>
    (['none', 'norm'] as const).map((clipping) => ({
      ...TRAINING,
      name: `frozen ${frozen.join(' and ')}, adamw, l2, clipping ${clipping}`,
      frozen,
      optimizer: ['adamw', { learningRate: 0.02, weightDecay: 0.1 }] as const,
      regularization: ['l2', { rate: 0.02 }] as const,
      clipping: [clipping, { limit: 0.05 }] as const,
    })),
  ),
  ...NORMALIZATIONS.map((normalization) => ({
    ...TRAINING,
    name: `frozen 1, normalization ${normalization}, residual, momentum`,
    frozen: [1] as const,
    normalization,
    residual: true,
    optimizer: ['momentum', { learningRate: 0.02 }] as const,
  })),
];

/** Every optimizer, schedule, regularizer, clipping and initializer, to be trained for 20 steps. */
export const trainings: readonly NetworkCase[] = [
  ...optimizers.ids.map((id) => ({
    ...TRAINING,
    name: `optimizer ${id}`,
    optimizer: [id, { learningRate: RATES[id] }] as const,
  })),
  ...schedules.ids.map((schedule) => ({
    ...TRAINING,
    name: `schedule ${schedule}`,
    schedule: [schedule, SHORT_SCHEDULES[schedule]] as const,
  })),
  ...regularizers.ids.map((id) => ({
    ...TRAINING,
    name: `regularizer ${id}`,
    regularization: [id, { rate: 0.02 }] as const,
  })),
  ...clippings.ids.map((id) => ({
    ...TRAINING,
    name: `clipping ${id}`,
    clipping: [id, { limit: id === 'value' ? 0.02 : 0.1 }] as const,
  })),
  ...initializers.ids.map((initializer) => ({
    ...TRAINING,
    name: `initializer ${initializer}`,
    initializer,
  })),
  ...NORMALIZATIONS.map((normalization) => ({
    ...TRAINING,
    name: `normalization ${normalization}, adam, l2, norm clipping`,
    normalization,
    residual: true,
    optimizer: ['adam', { learningRate: 0.01 }] as const,
    regularization: ['l2', { rate: 0.01 }] as const,
    clipping: ['norm', { limit: 0.5 }] as const,
  })),
  ...frozenTrainings,
  ...NORMALIZATIONS.map((normalization) => ({
    ...TRAINING,
    name: `dropout 0.3, normalization ${normalization}, residual, frozen 1`,
    dropout: 0.3,
    normalization,
    residual: true,
    frozen: [1] as const,
  })),
];

/** A 30-layer sigmoid network, whose first gradient has shrunk below 1e-15. */
export const vanishing: NetworkCase = {
  name: '30 sigmoid layers',
  inputs: 4,
  hidden: Array.from({ length: 30 }, () => 8),
  outputs: 2,
  batchSize: 16,
  activation: 'sigmoid',
  loss: 'cross-entropy',
};

/** A deep linear network whose activations grow by a factor of about 10 a layer. */
export const exploding: NetworkCase = {
  name: '50 linear layers, gain 10',
  inputs: 4,
  hidden: Array.from({ length: 50 }, () => 8),
  outputs: 2,
  batchSize: 16,
  activation: 'linear',
  initializer: ['glorot-normal', { gain: 10 }],
};

/** Overflows of float32, though not of float64, that no output, loss or parameter of their step shows. */
export const hiddenOverflows: readonly {
  readonly network: NetworkCase;
  /** Factor on the normal inputs. */
  readonly inputScale: number;
  readonly parameters: (plan: Plan) => Float32Array;
  readonly overflow: Omit<Overflow, 'step'>;
}[] = [
  ...(['rmsprop', 'adam'] as const).map((optimizer) => ({
    network: {
      ...SHAPE,
      name: `a mean square of ${optimizer} beyond float32`,
      hidden: [],
      optimizer,
    },
    // The gradient goes with the square of the inputs, its square with their fourth power.
    inputScale: 1e12,
    parameters: parametersFor,
    overflow: { layer: 0, stage: 'update' } as const,
  })),
  {
    network: {
      ...SHAPE,
      name: 'a running variance beyond float32',
      normalization: 'batch',
    },
    inputScale: 1e22,
    parameters: parametersFor,
    overflow: { layer: 0, stage: 'forward' },
  },
  ...(['batch', 'layer'] as const).map((normalization) => ({
    network: {
      ...SHAPE,
      name: `a value of ${normalization} normalization that a ReLU turns into 0`,
      normalization,
      activation: 'relu',
    },
    inputScale: 1,
    // n = 2e38·ẑ − 3.3e38 reaches −∞ and stays below 0 up to ẑ = 1.6.
    parameters: (plan: Plan) => {
      const parameters = parametersFor(plan);
      const { scale, shift } = plan.layers[1];
      if (!scale || !shift) throw new Error('The layer is not normalized.');
      parameters.fill(2e38, scale.offset, scale.offset + scale.size);
      parameters.fill(-3.3e38, shift.offset, shift.offset + shift.size);
      return parameters;
    },
    overflow: { layer: 1, stage: 'forward' } as const,
  })),
];
