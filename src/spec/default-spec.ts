import type { Task, TrainingSpec } from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { parseSpec } from './parse-spec.ts';

const hiddenLayers = (units: readonly number[], activation: string) =>
  units.map((width) => ({ units: width, activation }));

const FOR_CLASSES = {
  network: { output: { activation: 'softmax' } },
  loss: 'cross-entropy',
};
const FOR_NUMBERS = {
  network: { output: { activation: 'linear' } },
  loss: 'half-squared-error',
};

/**
 * What one sees first with a data set: learning rate and batch of TensorFlow Playground, and
 * an output and loss that fit the task. Its network of 4 and 2 units is widened: on the
 * circle it gets stuck from some initial parameters, this one from none that were tried.
 * @throws UserError when there is no such data set
 */
export function defaultSpecFor(dataset: string): TrainingSpec {
  const { task } = DATASETS.get(dataset);
  const fitting = task === 'classification' ? FOR_CLASSES : FOR_NUMBERS;
  return parseSpec({
    version: 1,
    data: { dataset },
    network: { hidden: hiddenLayers([8, 4], 'tanh'), ...fitting.network },
    loss: fitting.loss,
    optimizer: { id: 'sgd', learningRate: 0.03 },
    batchSize: 10,
  });
}

/** What one sees first with drawn points for a task: as with a generated data set for it. */
export function defaultSpecForTask(task: Task): TrainingSpec {
  return defaultSpecFor(task === 'classification' ? 'circle' : 'plane');
}

/** What the app shows without a link. */
export const DEFAULT_SPEC: TrainingSpec = defaultSpecFor('circle');

/** Wide enough for two interleaved arms, with an optimizer that gets there in seconds. */
export const SPIRAL_SPEC: TrainingSpec = parseSpec({
  version: 1,
  data: { dataset: 'spiral' },
  network: {
    hidden: hiddenLayers([32, 32], 'tanh'),
    output: { activation: 'softmax' },
  },
  loss: 'cross-entropy',
  optimizer: { id: 'adam', learningRate: 0.01 },
});

/** The ten digits from their pixels. */
export const DIGITS_SPEC: TrainingSpec = parseSpec({
  version: 1,
  data: { dataset: 'digits' },
  network: {
    hidden: hiddenLayers([64], 'relu').map((layer) => ({
      ...layer,
      initializer: 'he-normal',
    })),
    output: { activation: 'softmax' },
  },
  loss: 'cross-entropy',
  optimizer: { id: 'adam', learningRate: 0.003 },
  batchSize: 64,
});
