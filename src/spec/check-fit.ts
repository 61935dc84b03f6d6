import { listNames } from '../core/errors.ts';
import type { Task, TrainingSpec } from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { pointsProblem } from '../data/points.ts';
import { losses, type LossDefinition } from '../ops/losses/index.ts';

/** A part of a spec that decides what fits what. */
type Fitting = Pick<TrainingSpec, 'data' | 'network' | 'loss' | 'batchSize'>;

/**
 * What does not fit in a spec whose fields are each right, a sentence each; empty where all
 * fits. A CSV file's task, where the spec does not state it, is only known once it is read
 * (`checkFitWithData`).
 */
export function checkFit(spec: Fitting): string[] {
  const problems = lossAndOutput(spec);
  const known = statedTask(spec);
  if (known) problems.push(...lossAndTask(spec, known.task, known.source));
  const { data } = spec;
  const drawn = 'points' in data ? pointsProblem(data.points, data.task) : null;
  if (drawn) problems.push(`data.points ${drawn}`);
  spec.network.hidden.forEach((layer, index) => {
    if (layer.normalization === 'batch' && spec.batchSize === 1)
      problems.push(
        `network.hidden[${index}].normalization is "batch", which needs a batchSize of at least 2; ` +
          'the mean of a single example is the example itself. "layer" works with any batch.',
      );
  });
  return problems;
}

/**
 * What does not fit between a spec and the data that it names, a sentence each.
 * @param task of the data as it was read
 * @param classes number of classes; not read for regression
 */
export function checkFitWithData(spec: Fitting, task: Task, classes: number): string[] {
  const source = 'csv' in spec.data ? `data.target "${spec.data.target}"` : 'The data';
  const problems = lossAndTask(spec, task, source);
  if (task === 'classification' && classes < 2)
    problems.push(`${source} has one class only; there is nothing to tell apart.`);
  return problems;
}

function statedTask({ data }: Fitting): { task: Task; source: string } | null {
  if ('dataset' in data)
    return {
      task: DATASETS.get(data.dataset).task,
      source: `data.dataset "${data.dataset}"`,
    };
  if ('points' in data) return { task: data.task, source: 'data.points' };
  return data.task ? { task: data.task, source: `data.target "${data.target}"` } : null;
}

/** Softmax and the losses on it belong together, and so does sigmoid and the loss on it. */
function lossAndOutput(spec: Fitting): string[] {
  const loss = losses.get(spec.loss.id);
  const output = spec.network.output.activation.id;
  const needed = loss.outputActivation;
  if (needed !== null && output !== needed)
    return [
      `loss "${loss.id}" needs network.output.activation "${needed}", not "${output}".${alternative(output)}`,
    ];
  if (needed === null && output === 'softmax')
    return [
      `network.output.activation "softmax" needs loss ${namesOfLosses((one) => one.outputActivation === 'softmax')}, not "${loss.id}".`,
    ];
  return [];
}

function alternative(output: string): string {
  return output === 'softmax' || output === 'sigmoid'
    ? ` With "${output}" goes loss ${namesOfLosses((one) => fitsOutput(one, output))}.`
    : ` With "${output}" go the losses ${namesOfLosses((one) => fitsOutput(one, output))}.`;
}

function lossAndTask(spec: Fitting, task: Task, source: string): string[] {
  const loss = losses.get(spec.loss.id);
  if (fitsTask(loss, task)) return [];
  return [
    `${source} is a number to predict (regression), but loss "${loss.id}" is for classes; ` +
      `loss ${namesOfLosses((one) => fitsTask(one, task))} would fit, with network.output.activation "linear".`,
  ];
}

/** Whether that loss can be used with that output activation. */
export function fitsOutput(loss: LossDefinition, outputActivation: string): boolean {
  return loss.outputActivation === null
    ? outputActivation !== 'softmax'
    : loss.outputActivation === outputActivation;
}

/** Whether that loss can be used for that task: losses on probabilities are for classes. */
export function fitsTask(loss: LossDefinition, task: Task): boolean {
  return task === 'classification' || loss.outputActivation === null;
}

function namesOfLosses(filter: (loss: LossDefinition) => boolean): string {
  return listNames(losses.entries.filter(filter).map(({ id }) => id));
}
