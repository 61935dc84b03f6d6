import * as v from 'valibot';
import {
  LIMITS,
  NORMALIZATIONS,
  SPEC_VERSION,
  type HiddenLayerSpec,
  type OutputLayerSpec,
  type TrainingSpec,
} from '../core/spec.ts';
import { activations } from '../ops/activations/index.ts';
import { clippings } from '../ops/clippings/index.ts';
import { initializers } from '../ops/initializers/index.ts';
import { losses } from '../ops/losses/index.ts';
import { optimizers } from '../ops/optimizers/index.ts';
import { regularizers } from '../ops/regularizers/index.ts';
import { schedules } from '../ops/schedules/index.ts';
import { outputActivations } from '../ops/softmax.ts';
import { choiceFrom } from './choice-schema.ts';
import { dataSchema } from './data-schema.ts';
import { mustBe } from './problems.ts';
import {
  closedObject,
  described,
  flag,
  list,
  normalized,
  numberWithin,
  oneOf,
  optional,
  type NumberBounds,
  type Schema,
} from './schema-parts.ts';

/** Seeds fit in 32 bits, so that every language that reads a spec holds them exactly. */
export const SEED_BOUNDS: NumberBounds = {
  minimum: 0,
  maximum: 2 ** 32 - 1,
  integer: true,
};
export const UNITS_BOUNDS: NumberBounds = {
  minimum: 1,
  maximum: LIMITS.units,
  integer: true,
};
export const BATCH_BOUNDS: NumberBounds = {
  minimum: 1,
  maximum: LIMITS.batchSize,
  integer: true,
};

export const DROPOUT_BOUNDS: NumberBounds = {
  minimum: 0,
  maximum: 1,
  exclusiveMaximum: true,
};

export const BIAS_DEVIATION_BOUNDS: NumberBounds = { minimum: 0, maximum: 1000 };

/** What a field has that is not given. */
export const DEFAULTS = {
  seed: 0,
  initializer: 'glorot-uniform',
  normalization: 'none',
  residual: false,
  dropout: 0,
  frozen: false,
  schedule: 'constant',
  regularization: 'none',
  clipping: 'none',
  batchSize: 32,
} as const;

const activation = choiceFrom(activations);
const outputActivation = choiceFrom(outputActivations);
const initializer = choiceFrom(initializers);
const loss = choiceFrom(losses);
const optimizer = choiceFrom(optimizers);
const schedule = choiceFrom(schedules);
const regularization = choiceFrom(regularizers);
const clipping = choiceFrom(clippings);

/** The parts that are printed once and referred to by name in the JSON Schema. */
export const SCHEMA_DEFINITIONS = {
  activation,
  outputActivation,
  initializer,
  loss,
  optimizer,
  schedule,
  regularization,
  clipping,
} as const;

/** Refers to a definition instead of repeating it, and gives it a title of its own. */
const use = <Output>(definition: Schema<Output>, title: string, description?: string) =>
  described(
    v.lazy(() => definition),
    title,
    description,
  );

const frozen = optional(
  flag(),
  DEFAULTS.frozen,
  'Frozen',
  'Whether training leaves the parameters and running statistics of the layer as they are.',
);

const hiddenLayer: Schema<HiddenLayerSpec> = closedObject({
  units: described(numberWithin(UNITS_BOUNDS), 'Units', 'Width of the layer.'),
  activation: use(activation, 'Activation'),
  initializer: optional(
    initializer,
    DEFAULTS.initializer,
    'Initializer',
    'How the kernel starts; the biases follow from biasDeviation of the network.',
  ),
  normalization: optional(
    oneOf(NORMALIZATIONS),
    DEFAULTS.normalization,
    'Normalization',
    'Between the pre-activation and the activation; batch normalization keeps running statistics for prediction.',
  ),
  residual: optional(
    flag(),
    DEFAULTS.residual,
    'Residual connection',
    'Adds the input of the layer to its output; padded with zeros or cut off where the widths differ.',
  ),
  dropout: optional(
    numberWithin(DROPOUT_BOUNDS),
    DEFAULTS.dropout,
    'Dropout',
    'Share of the activations that training sets to 0; the others are multiplied by 1/(1 − dropout).',
  ),
  frozen,
});

/** The hidden layers, for those who read nothing else (links). */
export const hiddenLayersSchema = list(hiddenLayer, LIMITS.hiddenLayers);

const outputLayer: Schema<OutputLayerSpec> = closedObject({
  activation: use(outputActivation, 'Activation', 'It has to go with the loss.'),
  initializer: optional(initializer, DEFAULTS.initializer, 'Initializer'),
  frozen,
});

/** What a link says of the output layer in one part. */
export const outputInLinkSchema: Schema<Pick<OutputLayerSpec, 'activation' | 'frozen'>> =
  closedObject({
    activation: outputActivation,
    frozen,
  });

/** 0 is what an absent one means, so it becomes absent and equal networks have equal specs. */
const biasDeviation = normalized(
  v.optional(numberWithin(BIAS_DEVIATION_BOUNDS)),
  (deviation) => (deviation === 0 ? undefined : deviation),
);

const version = described(
  v.literal(SPEC_VERSION, ({ input }) => mustBe(String(SPEC_VERSION), input)),
  'Version',
  'Version of this format.',
);

/**
 * The one schema of a spec: files, links, messages and the library pass through it. It
 * takes any value; what comes out has every default and every parameter in place.
 * Whether the fields fit each other is checked after it (`checkFit`).
 */
export const trainingSpecSchema: Schema<TrainingSpec> = described(
  closedObject({
    version,
    seed: optional(
      numberWithin(SEED_BOUNDS),
      DEFAULTS.seed,
      'Seed',
      'Of the data, its split and the order of the batches, and without initSeed of the initial parameters.',
    ),
    initSeed: described(
      v.optional(numberWithin(SEED_BOUNDS)),
      'Seed of the initial parameters',
      'Of the initial parameters alone; the seed where it is not given.',
    ),
    data: described(dataSchema, 'Data', 'A generated data set, a CSV file, or points.'),
    network: described(
      closedObject({
        hidden: described(
          hiddenLayersSchema,
          'Hidden layers',
          'From the input to the output; may be empty.',
        ),
        output: described(
          outputLayer,
          'Output layer',
          'Its number of units follows from the data.',
        ),
        biasDeviation: described(
          biasDeviation,
          'Deviation of the initial biases',
          'Biases start normal with mean 0 and this standard deviation; at 0 where it is not given.',
        ),
      }),
      'Network',
    ),
    loss: use(loss, 'Loss', 'It has to go with the activation of the output layer.'),
    optimizer: use(optimizer, 'Optimizer'),
    schedule: optional(
      schedule,
      DEFAULTS.schedule,
      'Learning-rate schedule',
      'The factor on the learning rate in each step.',
    ),
    regularization: optional(
      regularization,
      DEFAULTS.regularization,
      'Regularization',
      'A penalty on the kernels, added to the loss.',
    ),
    clipping: optional(
      clipping,
      DEFAULTS.clipping,
      'Gradient clipping',
      'What is done to the gradients before the optimizer sees them.',
    ),
    batchSize: optional(
      numberWithin(BATCH_BOUNDS),
      DEFAULTS.batchSize,
      'Batch size',
      'Examples a step; cut down to the number of training examples where it is larger.',
    ),
  }),
  'Training spec',
  'Everything that a training run needs. A choice is written as a name, or as an object with its id and those parameters that differ from their defaults.',
);
