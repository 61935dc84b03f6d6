import * as v from 'valibot';
import {
  LIMITS,
  type CsvDataSpec,
  type DataSpec,
  type GeneratedDataSpec,
} from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { isPlanar } from '../data/datasets/planar.ts';
import type { DatasetDefinition } from '../data/dataset-definition.ts';
import { MAX_TABLE_VALUES } from '../data/raw-table.ts';
import { featuresField } from './features-schema.ts';
import { pointsData } from './points-schema.ts';
import { mustBe } from './problems.ts';
import {
  closedObject,
  described,
  dispatch,
  flag,
  isRecord,
  list,
  numberWithin,
  oneOf,
  optional,
  text,
  unknownName,
  type NumberBounds,
  type Schema,
} from './schema-parts.ts';

/** How many examples a data set can have: two, to have one in each part, up to what fits in a table. */
export function samplesBounds(dataset: DatasetDefinition): NumberBounds {
  const fitting = Math.floor(MAX_TABLE_VALUES / dataset.featureNames.length);
  return { minimum: 2, maximum: Math.min(LIMITS.samples, fitting), integer: true };
}

export const NOISE_BOUNDS: NumberBounds = { minimum: 0, maximum: 1 };
export const TEST_FRACTION_BOUNDS: NumberBounds = {
  minimum: 0,
  maximum: 1,
  exclusiveMaximum: true,
};

/**
 * Half of generated data is for testing, as in TensorFlow Playground: more of it can
 * always be made. Of a file's examples and of drawn points, which are all there is, one in five.
 */
export const DATA_DEFAULTS = {
  noise: 0,
  generatedTestFraction: 0.5,
  csvTestFraction: 0.2,
  drawnTestFraction: 0.2,
  standardize: true,
} as const;

const MAX_PATH_CHARACTERS = 4096;
const MAX_COLUMN_CHARACTERS = 1000;

function generatedData(dataset: DatasetDefinition): Schema<GeneratedDataSpec> {
  const { classChoice } = dataset;
  const entries = {
    dataset: v.literal(dataset.id),
    samples: optional(
      numberWithin(samplesBounds(dataset)),
      dataset.defaultSamples,
      'Samples',
      'Examples of both parts together.',
    ),
    noise: optional(numberWithin(NOISE_BOUNDS), DATA_DEFAULTS.noise, 'Noise'),
    testFraction: optional(
      numberWithin(TEST_FRACTION_BOUNDS),
      DATA_DEFAULTS.generatedTestFraction,
      'Test fraction',
      'Share of the examples that is kept for testing.',
    ),
    ...(classChoice && {
      classes: optional(
        numberWithin({ ...classChoice, integer: true }),
        classChoice.default,
        'Classes',
      ),
    }),
    ...(isPlanar(dataset) && { features: featuresField }),
  };
  // Fields that some data sets lack are optional in the type of a spec, too.
  const schema: Schema<unknown> = closedObject<v.ObjectEntries>(entries);
  return described(
    schema as Schema<GeneratedDataSpec>,
    dataset.label,
    dataset.description,
  );
}

const columns = (title: string, description: string): Schema<string[] | undefined> =>
  described(
    v.optional(list(text(MAX_COLUMN_CHARACTERS), LIMITS.columns)),
    title,
    description,
  );

const csvData: Schema<CsvDataSpec> = described(
  closedObject({
    csv: described(
      text(MAX_PATH_CHARACTERS),
      'CSV file',
      'Path, relative to the folder of the spec. The first row names the columns.',
    ),
    target: described(
      text(MAX_COLUMN_CHARACTERS),
      'Target',
      'Name of the column to predict.',
    ),
    task: described(
      v.optional(oneOf(['classification', 'regression'])),
      'Task',
      'Inferred from the target column where it is not given.',
    ),
    categorical: columns(
      'Categorical columns',
      'Columns read as categories even if they look like numbers.',
    ),
    ignore: columns('Ignored columns', 'Columns that are left out.'),
    standardize: optional(
      flag(),
      DATA_DEFAULTS.standardize,
      'Standardize',
      'Shifts and scales every numeric column to mean 0 and deviation 1, measured on the training part.',
    ),
    testFraction: optional(
      numberWithin(TEST_FRACTION_BOUNDS),
      DATA_DEFAULTS.csvTestFraction,
      'Test fraction',
      'Share of the rows that is kept for testing.',
    ),
  }),
  'CSV file',
);

const generated = new Map<string, Schema<GeneratedDataSpec>>(
  DATASETS.entries.map((dataset) => [dataset.id, generatedData(dataset)]),
);

const drawn = pointsData(
  optional(
    numberWithin(TEST_FRACTION_BOUNDS),
    DATA_DEFAULTS.drawnTestFraction,
    'Test fraction',
    'Share of the points that is kept for testing.',
  ),
);

const EXPECTATION = 'an object with a "dataset", a "csv" file or "points"';
/** The keys that tell the kinds of data apart, as a message names them. */
const KINDS = { dataset: 'a "dataset"', csv: 'a "csv" file', points: '"points"' };

/** A generated data set, a CSV file or points, told by the keys `dataset`, `csv` and `points`. */
export const dataSchema: Schema<DataSpec> = dispatch<DataSpec>(
  [...generated.values(), csvData, ...drawn.branches],
  (input) => {
    if (!isRecord(input)) return mustBe(EXPECTATION, input);
    const kinds = Object.entries(KINDS).filter(([key]) => Object.hasOwn(input, key));
    if (kinds.length === 0) return `must be ${EXPECTATION}; it has none of them.`;
    if (kinds.length > 1) return `has both ${kinds[0][1]} and ${kinds[1][1]}; keep one.`;
    if ('csv' in input) return csvData;
    if ('points' in input) return drawn.pick(input['task']);
    const { dataset } = input;
    const known = typeof dataset === 'string' ? generated.get(dataset) : undefined;
    return known ?? unknownName('dataset', dataset, DATASETS.ids);
  },
);
