import { UserError } from '../../../../../core/errors.ts';
import type { TrainingSpec } from '../../../../../core/spec.ts';
import type { Model } from '../../../../../export/model.ts';
import { checkModelSize, readModel } from '../../../../../export/read-model.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import type { Run } from '../../../../run/run.ts';
import { settled } from '../read-run.ts';

/**
 * Replaces the configuration by that of a saved model and its weights by the model's; the run
 * is paused at step 0 then. A file that is not right is refused before anything is changed.
 *
 * @param configure hands the spec to the page, which configures the run
 * @returns the model; null where the run could not be configured, which the run then reports
 * @throws UserError saying what is wrong with the file
 */
export async function openModel(
  file: File,
  run: Run,
  configure: (spec: TrainingSpec) => void,
): Promise<Model | null> {
  checkModelSize(file.size, file.name);
  const model = readModel(new Uint8Array(await file.arrayBuffer()), file.name);
  checkFile(model, run.description, file.name);
  run.pause();
  configure(model.spec);
  await settled(run);
  const { description } = run;
  if (!description || run.problem) return null;
  if (JSON.stringify(description.spec) !== JSON.stringify(model.spec))
    throw new UserError(
      `The configuration was changed while ${file.name} was being opened; open it again.`,
    );
  checkNames(model, description, file.name);
  // The same configuration goes on at the step where it was.
  if (run.step > 0) await run.session.reset();
  await run.session.writeParameters(model.parameters, model.statistics);
  return model;
}

/** A saved model holds no data: what it needs of a CSV file must be open. */
function checkFile(model: Model, description: RunDescription | null, name: string): void {
  const { spec } = model;
  if (!('csv' in spec.data)) return;
  const open = description?.spec.data;
  if (!open || !('csv' in open) || open.csv !== spec.data.csv)
    throw new UserError(
      `${name} was trained on the file "${spec.data.csv}", which it does not contain: open that file under Data, then the model again.`,
    );
  if (JSON.stringify(open) === JSON.stringify(spec.data))
    checkNames(model, description, name);
}

/** @throws UserError unless the model has the columns and classes of the run's data */
function checkNames(model: Model, description: RunDescription, name: string): void {
  const namesOf = ({ featureNames, classNames }: Model | RunDescription) =>
    JSON.stringify([featureNames, classNames]);
  if (namesOf(model) !== namesOf(description))
    throw new UserError(
      `${name} was trained on another file than the one that is open: its columns or classes are others.`,
    );
}
