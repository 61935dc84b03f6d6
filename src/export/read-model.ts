import { safeParse } from 'valibot';
import { UserError } from '../core/errors.ts';
import { compilePlan, type Plan } from '../core/plan.ts';
import type { TrainingSpec } from '../core/spec.ts';
import { outputWidth } from '../data/encode-targets.ts';
import { generateData } from '../data/load.ts';
import { parseJson, parseSpec } from '../spec/parse-spec.ts';
import { describeIssues, problemsError, show } from '../spec/problems.ts';
import { isRecord } from '../spec/schema-parts.ts';
import { checkFitWithData } from '../spec/check-fit.ts';
import {
  MAX_MODEL_BYTES,
  MODEL_FORMAT,
  MODEL_VERSION,
  modelSchema,
  type ModelRecord,
} from './model-format.ts';
import {
  parameterTensors,
  statisticTensors,
  type Model,
  type NamedTensor,
} from './model.ts';

/**
 * Whether a file of that many bytes is read at all.
 * @throws UserError when it is too large
 */
export function checkModelSize(bytes: number, name: string): void {
  if (bytes > MAX_MODEL_BYTES)
    throw new UserError(
      `${name} has ${bytes} bytes; a saved model has at most ${MAX_MODEL_BYTES}.`,
    );
}

/**
 * Reads what `writeModel` has written. Everything is checked before anything is made of it:
 * size, syntax, each field, the spec, names and shapes of all tensors, and that features and
 * classes are those of the data. Those of a CSV file can only be compared with that file.
 *
 * @param name what messages call it: the name of the file
 * @returns a model whose plan has the spec's batch size, however many examples there are
 * @throws UserError saying what is wrong and where
 */
export function readModel(contents: Uint8Array, name: string): Model {
  checkModelSize(contents.length, name);
  const value = parseJson(decode(contents, name), name);
  checkFormat(value, name);
  const result = safeParse(modelSchema, value, { abortPipeEarly: true });
  if (!result.success) throw problemsError(name, describeIssues(result.issues));
  return modelOf(result.output, name);
}

function decode(contents: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(contents);
  } catch {
    throw new UserError(
      `${name} is not text in UTF-8, so it is no model saved by Nabla.`,
    );
  }
}

/** Another format or version is told first and alone: nothing else about it can be judged. */
function checkFormat(value: unknown, name: string): void {
  const record = isRecord(value) ? value : {};
  const format = Object.hasOwn(record, 'format') ? record['format'] : undefined;
  if (format !== MODEL_FORMAT)
    throw new UserError(
      `${name} is no model saved by Nabla: its "format" is ${show(format)}, not "${MODEL_FORMAT}".`,
    );
  const version = Object.hasOwn(record, 'version') ? record['version'] : undefined;
  if (version !== MODEL_VERSION)
    throw new UserError(
      `${name}: version is ${show(version)}; this program reads version ${MODEL_VERSION}.`,
    );
}

function modelOf(record: ModelRecord, name: string): Model {
  const spec = parseSpec(record.spec, `${name}, spec`);
  const { features, classes, standardization } = record;
  checkData(record, spec, name);
  const task = classes === null ? 'regression' : 'classification';
  const problems = checkFitWithData(spec, task, classes?.length ?? 0);
  if (problems.length > 0) throw problemsError(`${name}, spec`, problems);
  const outputs = outputWidth(
    task,
    classes?.length ?? 0,
    spec.network.output.activation.id,
  );
  const plan = compilePlan(spec, {
    inputs: features.length,
    outputs,
    examples: spec.batchSize,
    classification: classes !== null,
  });
  if (standardization && standardization.inputs.length !== plan.inputs)
    throw new UserError(
      `${name}: standardization.inputs has ${standardization.inputs.length} items; there are ${plan.inputs} features.`,
    );
  const parameters = gather(record, 'parameters', plan, name);
  const statistics = gather(record, 'statistics', plan, name);
  for (const tensor of statisticTensors(plan, statistics))
    if (tensor.name.endsWith('/variance') && tensor.values.some((value) => value < 0))
      throw new UserError(
        `${name}: ${tensor.name} in statistics holds a negative number; a variance has none.`,
      );
  return {
    spec,
    plan,
    step: record.step,
    parameters,
    statistics,
    featureNames: features,
    targetName: record.target,
    classNames: classes,
    standardization,
  };
}

/** Features and classes must be those that the data set of the spec has. */
function checkData(record: ModelRecord, spec: TrainingSpec, name: string): void {
  if (record.features.length === 0)
    throw new UserError(`${name}: features is empty; a network has at least one input.`);
  if (!('dataset' in spec.data)) return;
  // The fewest samples that a data set can have tell the names.
  const smallest = { ...spec.data, samples: 2, testFraction: 0 };
  const data = generateData(smallest, spec.seed);
  const differs = (given: readonly string[] | null, known: readonly string[] | null) =>
    JSON.stringify(given) !== JSON.stringify(known);
  for (const [field, given, known] of [
    ['features', record.features, data.featureNames],
    ['classes', record.classes, data.classNames],
  ] as const)
    if (differs(given, known))
      throw new UserError(
        `${name}: ${field} must be those of the data set "${spec.data.dataset}": ${summarize(known)}.`,
      );
}

/** A few of the names. */
function summarize(names: readonly string[] | null): string {
  if (names === null) return 'null, as it is about numbers';
  const shown = names.slice(0, 4).map((each) => JSON.stringify(each));
  return `${shown.join(', ')}${names.length > 4 ? `, … ${names.length} in all` : ''}`;
}

/** The values of all tensors in one vector. @throws UserError unless names and shapes are those of the plan */
function gather(
  record: ModelRecord,
  field: 'parameters' | 'statistics',
  plan: Plan,
  name: string,
): Float32Array {
  const given = record[field];
  const count = field === 'parameters' ? plan.parameterCount : plan.statisticsCount;
  const found = given.reduce((sum, { values }) => sum + values.length, 0);
  const names = given.map((tensor) => tensor.name);
  // Compared before anything is allocated: a spec may ask for more than there is memory.
  if (found !== count)
    throw new UserError(
      `${name}: ${field} holds ${found} numbers in all; the network of its spec has ${count}.`,
    );
  const flat = new Float32Array(count);
  const expected: NamedTensor[] =
    field === 'parameters' ? parameterTensors(plan, flat) : statisticTensors(plan, flat);
  if (names.length !== expected.length)
    throw new UserError(
      `${name}: ${field} has ${names.length} tensors; the network of its spec has ${expected.length}.`,
    );
  expected.forEach((tensor, at) => {
    const { name: own, shape, values } = given[at];
    if (own !== tensor.name)
      throw new UserError(
        `${name}: ${field}[${at}].name is ${show(own)}; the network of its spec has "${tensor.name}" there.`,
      );
    const isSame =
      shape.length === tensor.shape.length &&
      shape.every((size, axis) => size === tensor.shape[axis]) &&
      values.length === tensor.values.length;
    if (!isSame)
      throw new UserError(
        `${name}: ${field}[${at}], "${own}", has the shape [${shape.join(', ')}] and ${values.length} values; the network of its spec has [${tensor.shape.join(', ')}] there.`,
      );
    tensor.values.set(values);
  });
  return flat;
}
