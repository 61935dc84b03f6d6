import { choose, type Choice } from '../../../core/choice.ts';
import type { Task, TrainingSpec } from '../../../core/spec.ts';
import { losses } from '../../../ops/losses/index.ts';
import { outputActivations } from '../../../ops/softmax.ts';
import { fitsOutput, fitsTask } from '../../../spec/check-fit.ts';

/** The losses that can be used for that task. */
export function lossesFor(task: Task) {
  return losses.entries.filter((loss) => fitsTask(loss, task));
}

/** The output activations with which some loss for that task goes. */
export function outputActivationsFor(task: Task) {
  return outputActivations.entries.filter(({ id }) =>
    lossesFor(task).some((loss) => fitsOutput(loss, id)),
  );
}

/** With another output activation, and the first loss that goes with it where the present one does not. */
export function withOutputActivation(
  spec: TrainingSpec,
  activation: Choice,
  task: Task,
): TrainingSpec {
  const output = { ...spec.network.output, activation };
  const network = { ...spec.network, output };
  if (fitsOutput(losses.get(spec.loss.id), activation.id)) return { ...spec, network };
  const fitting = lossesFor(task).find((loss) => fitsOutput(loss, activation.id));
  return { ...spec, network, loss: fitting ? choose(fitting) : spec.loss };
}

/** With another loss, and an output activation that goes with it where the present one does not. */
export function withLoss(spec: TrainingSpec, loss: Choice): TrainingSpec {
  const definition = losses.get(loss.id);
  if (fitsOutput(definition, spec.network.output.activation.id)) return { ...spec, loss };
  const needed = outputActivations.get(definition.outputActivation ?? 'linear');
  const output = { ...spec.network.output, activation: choose(needed) };
  return { ...spec, loss, network: { ...spec.network, output } };
}
