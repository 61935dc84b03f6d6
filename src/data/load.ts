import { UserError } from '../core/errors.ts';
import { createRandom } from '../core/random.ts';
import type { CsvDataSpec, GeneratedDataSpec } from '../core/spec.ts';
import { LIMITS } from '../core/spec.ts';
import { applyFeatures } from './apply-features.ts';
import { readCsv } from './csv.ts';
import type { DatasetDefinition } from './dataset-definition.ts';
import { DATASETS } from './datasets/index.ts';
import { isPlanar } from './datasets/planar.ts';
import type { PreparedData } from './prepare.ts';
import { prepareTable } from './prepare.ts';
import { MAX_TABLE_VALUES } from './raw-table.ts';

/**
 * Generates a data set and splits it. Its numbers are used as they come, in the range that
 * the data set's `domain` states.
 *
 * @throws UserError for an unknown data set, samples, noise, classes or a test fraction
 *   out of range, or a feature that has no finite value at an example
 */
export function generateData(spec: GeneratedDataSpec, seed: number): PreparedData {
  const dataset: DatasetDefinition = DATASETS.get(spec.dataset);
  checkRanges(spec, dataset);
  const random = createRandom(seed, 'data');
  const table = dataset.generate({
    samples: spec.samples,
    noise: spec.noise,
    random,
    classes: spec.classes,
  });
  const { testFraction, features } = spec;
  return prepareTable(features ? applyFeatures(table, features) : table, {
    testFraction,
    seed,
    standardize: false,
  });
}

/**
 * Reads a CSV file, splits it and, where the spec says so, standardizes it.
 *
 * @param source the file's bytes or its text; reading it from somewhere is the caller's part
 * @param name what messages call the file
 * @throws UserError as `readCsv` and `prepareTable` do
 */
export function loadCsv(
  source: string | Uint8Array,
  spec: CsvDataSpec,
  seed: number,
  name: string,
): PreparedData {
  const { testFraction, standardize } = spec;
  return prepareTable(readCsv(source, spec, name), { testFraction, seed, standardize });
}

function checkRanges(spec: GeneratedDataSpec, dataset: DatasetDefinition): void {
  const { samples, noise, classes, features } = spec;
  const most = Math.min(
    LIMITS.samples,
    Math.floor(MAX_TABLE_VALUES / dataset.featureNames.length),
  );
  if (!(Number.isInteger(samples) && samples >= 2 && samples <= most))
    throw new UserError(
      `The data set "${dataset.id}" cannot have ${samples} samples; it takes a whole number from 2 to ${most}.`,
    );
  if (!(noise >= 0 && noise <= 1))
    throw new UserError(`The noise is ${noise}; it must be from 0 to 1.`);
  if (features && !isPlanar(dataset))
    throw new UserError(
      `The data set "${dataset.id}" does not lie in the plane; remove "features".`,
    );
  if (classes === undefined) return;
  const choice = dataset.classChoice;
  if (!choice)
    throw new UserError(
      `The data set "${dataset.id}" has a fixed number of classes; remove "classes".`,
    );
  if (!(
    Number.isInteger(classes) &&
    classes >= choice.minimum &&
    classes <= choice.maximum
  ))
    throw new UserError(
      `The data set "${dataset.id}" cannot have ${classes} classes; it takes a whole number from ${choice.minimum} to ${choice.maximum}.`,
    );
}
