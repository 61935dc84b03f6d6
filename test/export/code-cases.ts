import type { NumericArray } from '../../src/core/arrays.ts';
import type { Examples } from '../../src/core/examples.ts';
import { allocate } from '../../src/core/arrays.ts';
import type { TrainingSpec } from '../../src/core/spec.ts';
import { cpuEngine } from '../../src/engines/cpu/index.ts';
import { exampleCount, type CodeExamples } from '../../src/export/code/code.ts';
import type { Model } from '../../src/export/model.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { sampleSpec, trainModel } from './sample-models.ts';

/** A network whose code is compared with what our engine makes of it. */
export interface CodeCase {
  readonly name: string;
  readonly spec: TrainingSpec;
  readonly csv?: string;
  /** Updates before it is exported. */
  readonly steps: number;
  /**
   * The step that the model claims. Adam's correction counts updates, and a library begins to
   * count anew: so that further updates agree, the export claims to be at step 0, as a loaded
   * model is.
   */
  readonly claims?: number;
  /** Training goes on in another way: dropout takes other activations. */
  readonly random?: boolean;
}

const layer = (units: number, activation: unknown, more: object = {}) => ({
  units,
  activation,
  ...more,
});

const network = (hidden: readonly object[], output: string) => ({
  hidden,
  output: { activation: output },
});

/** More than there are examples: the batch is the whole set, so its order plays no part. */
const WHOLE = { batchSize: 64 };
const samples = 40;

const houses = [
  'rooms,age,"style ""x""",price',
  ...Array.from(
    { length: 30 },
    (_, i) => `${i % 9},${(7 * i) % 31},${'abc'[i % 3]},${50 + 3 * i - (i % 5) ** 2}`,
  ),
].join('\n');

/** Together they contain every operation. */
export const CODE_CASES: readonly CodeCase[] = [
  {
    name: 'tanh-relu-batch-normalization',
    spec: sampleSpec(WHOLE),
    steps: 30,
    claims: 0,
  },
  {
    name: 'leaky-relu-elu-binary',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'xor', samples },
      network: network(
        [layer(5, { id: 'leaky-relu', alpha: 0.2 }), layer(4, { id: 'elu', alpha: 1.5 })],
        'sigmoid',
      ),
      loss: 'binary-cross-entropy',
      optimizer: { id: 'momentum', learningRate: 0.05, momentum: 0.8 },
      schedule: { id: 'step', every: 22, factor: 0.5 },
    }),
    steps: 20,
  },
  {
    name: 'selu-layer-normalization',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'rings', samples },
      network: network(
        [
          layer(6, 'selu', { normalization: 'layer' }),
          layer(5, 'sigmoid', { normalization: 'layer' }),
        ],
        'softmax',
      ),
      optimizer: { id: 'adamw', learningRate: 0.02, weightDecay: 0.1 },
      schedule: { id: 'warm-up', steps: 4 },
    }),
    steps: 25,
    claims: 0,
  },
  {
    name: 'softplus-silu-residual-huber',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'plane', samples },
      network: network(
        [
          layer(5, 'softplus', { residual: true }),
          layer(5, 'silu', { residual: true }),
          layer(3, 'silu', { residual: true }),
        ],
        'linear',
      ),
      loss: { id: 'huber', delta: 0.5 },
      optimizer: { id: 'rmsprop', learningRate: 0.002, decay: 0.9 },
      regularization: { id: 'l1', rate: 0.01 },
    }),
    steps: 20,
  },
  {
    name: 'gelu-residual-batch-normalization',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'gauss-regression', samples },
      network: network(
        [
          layer(4, 'gelu', { normalization: 'batch' }),
          layer(6, 'gelu', { normalization: 'batch', residual: true }),
        ],
        'linear',
      ),
      loss: 'half-squared-error',
      optimizer: { id: 'nesterov', learningRate: 0.02, momentum: 0.9 },
      schedule: { id: 'cosine', steps: 40, minimum: 0.1, warmUpSteps: 23 },
    }),
    steps: 20,
  },
  {
    name: 'sine-tanh-output-of-four-classes',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'blobs', samples, classes: 4 },
      network: network(
        [layer(7, 'sine', { normalization: 'layer', residual: true })],
        'tanh',
      ),
      loss: 'mean-squared-error',
      optimizer: { id: 'sgd', learningRate: 0.3 },
      clipping: { id: 'value', limit: 0.01 },
    }),
    steps: 20,
  },
  {
    name: 'depth-0-regression-of-a-file',
    csv: houses,
    spec: sampleSpec({
      ...WHOLE,
      data: { csv: 'houses "1".csv', target: 'price' },
      network: network([], 'linear'),
      loss: 'mean-squared-error',
      optimizer: { id: 'sgd', learningRate: 0.1 },
      clipping: { id: 'norm', limit: 0.05 },
    }),
    steps: 20,
  },
  {
    name: 'depth-0-classification',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'blobs', samples, classes: 3 },
      network: network([], 'softmax'),
      optimizer: { id: 'sgd', learningRate: 0.1 },
      schedule: { id: 'cosine', steps: 30, minimum: 0 },
      regularization: { id: 'l2', rate: 0.02 },
    }),
    steps: 20,
  },
  {
    name: 'linear-sigmoid-output',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'gauss', samples },
      network: network([layer(3, 'linear')], 'sigmoid'),
      loss: { id: 'huber', delta: 0.3 },
      optimizer: { id: 'sgd', learningRate: 0.3 },
    }),
    steps: 20,
  },
  {
    name: 'frozen-layers',
    spec: sampleSpec({
      ...WHOLE,
      network: network(
        [
          layer(5, 'tanh', { frozen: true }),
          layer(4, 'relu'),
          layer(4, 'tanh', { normalization: 'layer', frozen: true }),
          layer(3, 'tanh', { normalization: 'batch', frozen: true }),
          layer(4, 'tanh', { normalization: 'batch' }),
        ],
        'softmax',
      ),
      optimizer: { id: 'momentum', learningRate: 0.1, momentum: 0.5 },
      regularization: { id: 'l2', rate: 0.01 },
      clipping: { id: 'norm', limit: 0.2 },
    }),
    steps: 10,
  },
  {
    name: 'features-and-a-frozen-output',
    spec: sampleSpec({
      ...WHOLE,
      data: {
        dataset: 'spiral',
        samples,
        features: [
          ...['x1', 'x1*x2', 'sin(x2)', '-x1^2/(1+x2^2)', '2^-x1', 'abs(x1-x2)'],
          ...[
            'max(x1,x2,sin(3))',
            'min(x1*x2,1)',
            'sigmoid(-x1)',
            'relu(x2)',
            'tan(1)*2',
          ],
          ...[
            'sqrt(x1^2+x2^2)',
            'log(1+exp(x1))',
            'tanh(x1)-(x2-1)',
            '(-2)^3*x1',
            'cos(pi*x2)',
          ],
        ],
      },
      network: {
        hidden: [layer(4, 'tanh')],
        output: { activation: 'sigmoid', frozen: true },
      },
      loss: 'binary-cross-entropy',
      optimizer: { id: 'sgd', learningRate: 0.1 },
    }),
    steps: 10,
  },
  {
    name: 'dropout',
    spec: sampleSpec({
      ...WHOLE,
      network: network(
        [
          layer(6, 'relu', { dropout: 0.2 }),
          layer(6, 'tanh', { normalization: 'batch', residual: true, dropout: 0.5 }),
          layer(4, 'tanh'),
        ],
        'softmax',
      ),
      optimizer: { id: 'sgd', learningRate: 0.1 },
    }),
    steps: 10,
    random: true,
  },
  {
    name: 'weights-from-the-saved-model',
    spec: sampleSpec({
      ...WHOLE,
      data: { dataset: 'spiral', samples },
      network: network(
        [layer(48, 'tanh'), layer(48, 'tanh', { normalization: 'batch' })],
        'softmax',
      ),
    }),
    steps: 10,
    claims: 0,
  },
];

export interface ExportedCase {
  readonly model: Model;
  readonly shown: CodeExamples;
  readonly training: Examples;
  /** [training.count, outputs] */
  readonly predictions: NumericArray;
  /** [training.count, 2], where the network is given features of the plane. */
  readonly plane: Float32Array | null;
  readonly random: boolean;
}

/** Trains the network of a case as far as it is exported. */
export async function exportCase({
  spec,
  steps,
  csv,
  claims,
  random = false,
}: CodeCase): Promise<ExportedCase> {
  const trained = await trainModel(spec, steps, csv);
  const model = { ...trained.model, step: claims ?? trained.model.step };
  const { training, predictions, plane } = trained;
  const count = exampleCount(model.plan);
  const shown = {
    inputs: training.inputs.slice(0, count * model.plan.inputs),
    outputs: predictions.slice(0, count * model.plan.outputs),
  };
  return { model, shown, training, predictions, plane, random };
}

/** Predictions after further updates whose optimizer starts with an empty memory. */
export async function trainFurther(
  { model, training }: ExportedCase,
  steps: number,
): Promise<NumericArray> {
  const { plan, step, parameters, statistics } = model;
  const { slots } = optimizers.get(plan.training.optimizer.id);
  const memory = allocate('float32', slots.length * plan.parameterCount);
  const state = { step, parameters, statistics, slots: memory };
  const executor = await cpuEngine.compile({ plan, parameters, training, state });
  try {
    await executor.train(steps);
    return await executor.predict(training.inputs);
  } finally {
    executor.dispose();
  }
}
