import fc from 'fast-check';
import { choose, type Choice, type ParameterSchemas } from '../../src/core/choice.ts';
import type { Registered, Registry } from '../../src/core/registry.ts';
import {
  LIMITS,
  NORMALIZATIONS,
  TASKS,
  type DataSpec,
  type Task,
  type TrainingSpec,
} from '../../src/core/spec.ts';
import type { DatasetDefinition } from '../../src/data/dataset-definition.ts';
import { DATASETS } from '../../src/data/datasets/index.ts';
import { isPlanar } from '../../src/data/datasets/planar.ts';
import { USUAL_FEATURES } from '../../src/data/plane-features.ts';
import { pointsProblem } from '../../src/data/points.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { outputActivations } from '../../src/ops/softmax.ts';
import { fitsOutput, fitsTask } from '../../src/spec/check-fit.ts';
import { samplesBounds } from '../../src/spec/data-schema.ts';
import type { NumberBounds } from '../../src/spec/schema-parts.ts';

/** The same cases in every run. */
export const SEED = 20_240_901;

export function numberIn(bounds: NumberBounds): fc.Arbitrary<number> {
  const { minimum: min, maximum: max } = bounds;
  return bounds.integer
    ? fc.integer({ min, max })
    : fc
        .double({
          min,
          max,
          minExcluded: bounds.exclusiveMinimum ?? false,
          maxExcluded: bounds.exclusiveMaximum ?? false,
          noNaN: true,
        })
        // A spec holds no −0.
        .map((value) => value + 0);
}

type Entry = Registered & { readonly parameters: ParameterSchemas };

export function choiceOf<T extends Entry>(
  registry: Registry<T>,
  filter: (entry: T) => boolean = () => true,
): fc.Arbitrary<Choice<T['id']>> {
  return fc
    .constantFrom(...registry.entries.filter(filter))
    .chain((entry) =>
      fc
        .record(
          Object.fromEntries(
            Object.entries(entry.parameters).map(([name, schema]) => [
              name,
              fc.oneof(fc.constant(schema.default), numberIn(schema)),
            ]),
          ),
        )
        .map((parameters) => choose(entry, parameters)),
    );
}

const hiddenLayer = fc.record({
  units: fc.integer({ min: 1, max: LIMITS.units }),
  activation: choiceOf(activations),
  initializer: choiceOf(initializers),
  normalization: fc.constantFrom(...NORMALIZATIONS),
  residual: fc.boolean(),
  dropout: fc.oneof(
    fc.constant(0),
    numberIn({ minimum: 0, maximum: 1, exclusiveMaximum: true }),
  ),
  frozen: fc.boolean(),
});

/** Single layers, and runs of equal ones, which a link writes in short. */
const hidden = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5 }), hiddenLayer), { maxLength: 6 })
  .map((runs) =>
    runs.flatMap(([count, layer]) => Array.from({ length: count }, () => layer)),
  );

const biasDeviation = numberIn({ minimum: 0, maximum: 1000, exclusiveMinimum: true });
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** A choice of formulas, or none; one of them has commas of its own. */
const anyFeatures = fc.option(
  fc.uniqueArray(
    fc.constantFrom(
      ...USUAL_FEATURES.map(({ feature }) => feature),
      'exp(-x1^2)',
      'max(x1,x2,-1+min(x1,0.5))',
      '1e-7*x1/(2+x2^2)',
    ),
    { minLength: 1 },
  ),
  { nil: undefined },
);

/** A normal form has no keys without a value. */
function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined),
  ) as T;
}

const hundredths = (minimum: number, maximum: number) =>
  fc.integer({ min: 100 * minimum, max: 100 * maximum }).map((value) => value / 100 + 0);

/** Drawn points, two of which are of different classes. */
const drawnPoints = (task: Task) => {
  const target = task === 'classification' ? fc.nat(9) : hundredths(-1, 1);
  const point = fc.tuple(hundredths(-6, 6), hundredths(-6, 6), target);
  return fc
    .array(point, { minLength: 2, maxLength: 12 })
    .filter((points) => pointsProblem(points, task) === null);
};

interface AnyData {
  readonly data: fc.Arbitrary<DataSpec>;
  readonly task: Task;
}

const generatedData: readonly AnyData[] = DATASETS.entries.map(
  (dataset: DatasetDefinition) => ({
    task: dataset.task,
    data: fc
      .record({
        dataset: fc.constant(dataset.id),
        samples: numberIn(samplesBounds(dataset)),
        noise: numberIn({ minimum: 0, maximum: 1 }),
        testFraction: numberIn({ minimum: 0, maximum: 1, exclusiveMaximum: true }),
        ...(dataset.classChoice && {
          classes: numberIn({ ...dataset.classChoice, integer: true }),
        }),
        ...(isPlanar(dataset) && { features: anyFeatures }),
      })
      .map(withoutAbsent),
  }),
);

const drawnData: readonly AnyData[] = TASKS.map((task) => ({
  task,
  data: fc
    .record({
      points: drawnPoints(task),
      task: fc.constant(task),
      testFraction: numberIn({ minimum: 0, maximum: 1, exclusiveMaximum: true }),
      features: anyFeatures,
    })
    .map(withoutAbsent),
}));

/** Any valid spec that names no file, in its normal form. */
export const generatedSpec: fc.Arbitrary<TrainingSpec> = fc
  .tuple(fc.constantFrom(...generatedData, ...drawnData), fc.boolean(), fc.boolean())
  .chain(([{ data, task }, ownInitSeed, someBiases]) =>
    choiceOf(losses, (loss) => fitsTask(loss, task)).chain((loss) =>
      fc.record({
        version: fc.constant(1 as const),
        seed,
        ...(ownInitSeed && { initSeed: seed }),
        data,
        network: fc.record({
          hidden,
          output: fc.record({
            activation: choiceOf(outputActivations, ({ id }) =>
              fitsOutput(losses.get(loss.id), id),
            ),
            initializer: choiceOf(initializers),
            frozen: fc.boolean(),
          }),
          ...(someBiases && { biasDeviation }),
        }),
        loss: fc.constant(loss),
        optimizer: choiceOf(optimizers),
        schedule: choiceOf(schedules),
        regularization: choiceOf(regularizers),
        clipping: choiceOf(clippings),
        batchSize: fc.integer({ min: 2, max: LIMITS.batchSize }),
      }),
    ),
  );
