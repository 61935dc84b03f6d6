import { choose } from '../core/choice.ts';
import type { Task, TrainingSpec } from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { losses } from '../ops/losses/index.ts';
import { outputActivations } from '../ops/softmax.ts';

/** What a spec's data is for; a CSV file's task is known once it has been read. */
export function taskOf(spec: TrainingSpec): Task | null {
  return 'dataset' in spec.data
    ? DATASETS.get(spec.data.dataset).task
    : (spec.data.task ?? null);
}

/** What a spec is for as far as it can be told without its file: by its loss, if need be. */
export function likelyTask(spec: TrainingSpec): Task {
  const forClasses = losses.get(spec.loss.id).outputActivation !== null;
  return taskOf(spec) ?? (forClasses ? 'classification' : 'regression');
}

/**
 * With an output and a loss for `task`; unchanged where the task is the one before. A loss
 * on numbers fits classes too, but nobody who turns to classes has chosen it for them.
 */
export function fitToTask(spec: TrainingSpec, before: Task, task: Task): TrainingSpec {
  if (before === task) return spec;
  const [loss, activation] =
    task === 'classification'
      ? (['cross-entropy', 'softmax'] as const)
      : (['half-squared-error', 'linear'] as const);
  const output = {
    ...spec.network.output,
    activation: choose(outputActivations.get(activation)),
  };
  return {
    ...spec,
    network: { ...spec.network, output },
    loss: choose(losses.get(loss)),
  };
}
