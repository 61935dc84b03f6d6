import type { NumericArray } from '../core/arrays.ts';
import { BatchOrder } from '../core/batch-order.ts';
import type { CompileOptions } from '../core/engine.ts';
import { UserError } from '../core/errors.ts';
import { selectExamples, type Examples } from '../core/examples.ts';
import { compilePlan, type Plan } from '../core/plan.ts';
import type { TrainingSpec } from '../core/spec.ts';
import { encodeTargets, outputWidth } from '../data/encode-targets.ts';
import { generateData, loadCsv } from '../data/load.ts';
import { loadPoints } from '../data/points.ts';
import type { PreparedData } from '../data/prepare.ts';
import { initialParameters } from '../ops/initial-parameters.ts';
import { checkFitWithData } from '../spec/check-fit.ts';
import { problemsError } from '../spec/problems.ts';

/** The most parameters that are prepared: 1 GiB in float32. An adapter may hold fewer. */
const MAX_PARAMETERS = 2 ** 28;

/** All that an engine is given, made from a spec alone and the same for every engine. */
export interface PreparedRun extends CompileOptions {
  readonly data: PreparedData;
  readonly plan: Plan;
  /** [plan.parameterCount] */
  readonly parameters: NumericArray;
  readonly training: Examples;
  /** Its count is 0 where the spec keeps nothing back. */
  readonly test: Examples;
}

/**
 * Makes data, plan and initial parameters. Pure: the same spec and file give the same run.
 *
 * @param csv contents of the file that `spec.data.csv` names, where it names one
 * @throws UserError when the file is missing or wrong, or the network does not fit the data
 */
export function prepareRun(spec: TrainingSpec, csv?: Uint8Array | string): PreparedRun {
  const data = loadData(spec, csv);
  const classes = data.classNames?.length ?? 0;
  const problems = checkFitWithData(spec, data.task, classes);
  if (problems.length > 0) throw problemsError('The spec', problems);

  const outputActivation = spec.network.output.activation.id;
  const encoding = { classes, outputActivation };
  const plan = compilePlan(spec, {
    inputs: data.inputs,
    outputs: outputWidth(data.task, classes, outputActivation),
    examples: data.train.count,
    classification: data.task === 'classification',
  });
  if (plan.parameterCount > MAX_PARAMETERS)
    throw new UserError(
      `The network has ${plan.parameterCount} parameters; at most ${MAX_PARAMETERS} are possible. Use fewer layers or units.`,
    );
  return {
    data,
    plan,
    parameters: initialParameters(plan),
    training: encodeTargets(data.train, encoding),
    test: encodeTargets(data.test, encoding),
  };
}

function loadData(spec: TrainingSpec, csv: Uint8Array | string | undefined) {
  if ('dataset' in spec.data) return generateData(spec.data, spec.seed);
  if ('points' in spec.data) return loadPoints(spec.data, spec.seed);
  if (csv === undefined)
    throw new UserError(
      `The spec trains on "${spec.data.csv}", whose contents were not given: choose that file.`,
    );
  return loadCsv(csv, spec.data, spec.seed, spec.data.csv);
}

/** The batch of training step 0. */
export function firstBatch(run: PreparedRun): Examples {
  const { seed, batchSize } = run.plan.training;
  const order = new BatchOrder(seed, run.training.count, batchSize);
  return selectExamples(run.training, order.indices(0));
}
