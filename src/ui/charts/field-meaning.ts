import type { RunDescription } from '../../session/handle.ts';
import type { FieldMeaning } from './field-painter.ts';

const meanings = new WeakMap<RunDescription, FieldMeaning>();

/** How the predictions of a run are to be read. */
export function fieldMeaningOf(description: RunDescription): FieldMeaning {
  let meaning = meanings.get(description);
  if (!meaning) {
    const activation = description.spec.network.output.activation.id;
    let valueRange = 1e-12;
    for (const label of description.points.train.labels)
      valueRange = Math.max(valueRange, Math.abs(label));
    meaning = {
      task: description.task,
      outputs: description.plan.outputs,
      probabilities: activation === 'softmax' || activation === 'sigmoid',
      valueRange,
    };
    meanings.set(description, meaning);
  }
  return meaning;
}
