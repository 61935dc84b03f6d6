import { listNames, UserError } from '../../core/errors.ts';
import { LIMITS, type GeneratedDataSpec, type TrainingSpec } from '../../core/spec.ts';
import { DATASETS } from '../../data/datasets/index.ts';
import { isPlanar } from '../../data/datasets/planar.ts';
import { prepareRun } from '../../session/prepare-run.ts';
import type { Problem } from '../cases/training-case.ts';

/** What every engine that may race can do. */
const ACTIVATIONS = ['tanh', 'relu', 'sigmoid', 'linear'];
const OUTPUTS = ['softmax', 'sigmoid', 'tanh', 'linear'];
const LOSSES = [
  'cross-entropy',
  'binary-cross-entropy',
  'mean-squared-error',
  'half-squared-error',
];
const OPTIMIZERS = ['sgd', 'adam'];

/**
 * What all runners are given: the plan, the initial parameters, and as the only batch all
 * training examples, since engines draw smaller ones in orders of their own.
 * @throws UserError where the spec is beyond a race
 */
export function raceProblem(spec: TrainingSpec): Problem {
  checkRace(spec);
  const prepared = prepareRun({ ...spec, batchSize: LIMITS.batchSize });
  const { plan, parameters, training } = prepared;
  const { batchSize } = plan.training;
  if (batchSize < training.count)
    throw new UserError(
      `A race trains on all examples at once, at most ${LIMITS.batchSize}; there are ${training.count}.`,
    );
  const hidden = spec.network.hidden.map(({ units }) => units);
  const { inputs, outputs } = plan;
  return {
    case: {
      kind: 'training',
      id: 'race',
      label: 'Race',
      network: { inputs, hidden, outputs, batchSize },
      layerNorms: false,
    },
    plan,
    parameters,
    training,
    batches: [training],
  };
}

/** @throws UserError with a sentence for what a race cannot have */
function checkRace(spec: TrainingSpec): asserts spec is TrainingSpec & {
  data: GeneratedDataSpec;
} {
  const { data, network, loss, optimizer, schedule, regularization, clipping } = spec;
  if (!('dataset' in data) || !isPlanar(DATASETS.get(data.dataset)))
    throw new UserError(
      'A race is run on a generated data set over the plane, such as "circle" or "spiral".',
    );
  for (const { activation, normalization, residual, dropout, frozen } of network.hidden) {
    check('a hidden activation', activation.id, ACTIVATIONS);
    if (normalization !== 'none' || residual || dropout !== 0 || frozen)
      throw new UserError(
        'The layers of a race are plain: without normalization, residual connection, dropout or freezing, which not every engine has.',
      );
  }
  if (network.output.frozen)
    throw new UserError('In a race no layer is frozen, which not every engine has.');
  check('an output activation', network.output.activation.id, OUTPUTS);
  check('a loss', loss.id, LOSSES);
  check('an optimizer', optimizer.id, OPTIMIZERS);
  check('a schedule', schedule.id, ['constant']);
  check('a regularization', regularization.id, ['none']);
  check('a clipping', clipping.id, ['none']);
}

function check(what: string, id: string, possible: readonly string[]): void {
  if (!possible.includes(id))
    throw new UserError(
      `As ${what} a race can have ${listNames(possible)}, which all its engines know; "${id}" is not among them.`,
    );
}
