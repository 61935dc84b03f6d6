import { parseExpression } from '../../calculus/parse-expression.ts';
import { parameterOf } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { OWN_FEATURES } from '../../data/plane-features.ts';
import type { Standardization } from '../../data/prepare.ts';
import type { ScheduleId } from '../../ops/schedules/index.ts';
import { counted } from '../counted.ts';
import { parameterTensors, statisticTensors, type Model } from '../model.ts';
import { isInline, MODEL_FILE_NAME, type CodeExamples } from './code.ts';
import { isConstant, pythonExpression, type ArrayLibrary } from './python-expression.ts';
import { fill, indent, matrix, pythonString, tensorEntry } from './python-text.ts';

/** True of every library. */
export const MEMORY_NOTE =
  'The memory of the optimizer starts empty, and batches come in another random order.';

/** The docstring of a program. @param notes sentences about where the library differs from Nabla */
export function heading(
  model: Model,
  install: string,
  notes: readonly string[],
): string[] {
  const { plan, step } = model;
  const place = isInline(plan)
    ? 'Its weights stand below.'
    : `Its weights are read from ${MODEL_FILE_NAME} beside it, the model as Nabla saves it.`;
  return [
    `"""A network trained by Nabla, after ${counted(step, 'update')}.`,
    '',
    `It needs ${install}.`,
    place,
    ...(notes.length > 0
      ? ['', 'Where this differs from Nabla:', '', ...notes.flatMap(listItem)]
      : []),
    '"""',
  ];
}

/** A sentence as an item of a list, in lines of fitting length. */
function listItem(sentence: string): string[] {
  const lines = [''];
  for (const word of sentence.split(' ')) {
    const line = lines[lines.length - 1];
    if (line.length + word.length < 84)
      lines[lines.length - 1] += `${line === '' ? '' : ' '}${word}`;
    else lines.push(word);
  }
  return lines.map((line, at) => `${at === 0 ? '-' : ' '} ${line}`);
}

/** Names and numbers that the rest refers to. */
export function constants(model: Model): string[] {
  const { plan, classNames } = model;
  return [
    `# Updates taken before; the schedule goes on from here.`,
    `STEP = ${model.step}`,
    `BATCH_SIZE = ${plan.training.batchSize}`,
    ...features(model.featureNames),
    ...(classNames
      ? fill('CLASSES = [', classNames.map(pythonString), ']')
      : [`TARGET = ${pythonString(model.targetName)}`]),
  ];
}

/** More would bury the program. */
const MAX_FEATURE_NAMES = 40;

function features(names: readonly string[]): string[] {
  if (names.length <= MAX_FEATURE_NAMES)
    return fill('FEATURES = [', names.map(pythonString), ']');
  const [first, last] = [names[0], names[names.length - 1]].map(pythonString);
  return [`# ${names.length} features, from ${first} to ${last}.`];
}

/** What targets have to look like, as `encodeTargets` makes them. */
export function targetsNote({ plan, classNames }: Model): string {
  const output = plan.layers[plan.layers.length - 1].activation.id;
  if (!classNames) return '[count, 1] numbers';
  if (output === 'softmax') return '[count] indices of classes';
  const no = output === 'sigmoid' ? 0 : -1;
  return plan.outputs === 1
    ? `[count, 1], ${no} for the first class and 1 for the second`
    : `[count, ${plan.outputs}], 1 for the class and ${no} for the others`;
}

/** The functions between what was measured and what the network sees. */
export function preparation(model: Model, library: ArrayLibrary): string[] {
  const { data } = model.spec;
  if ('features' in data && data.features) return fromPlane(data.features, library);
  return model.standardization
    ? standardized(model.standardization, model.plan.inputs, library)
    : [];
}

/** The features of a network over the plane, in the precision of the library. */
function fromPlane(features: readonly string[], library: ArrayLibrary): string[] {
  const axis = library === 'torch' ? 'dim=1' : 'axis=1';
  return [
    'def prepare(plane):',
    ...indent([
      `"""What the network sees of [count, 2] coordinates: its ${counted(features.length, 'feature')}."""`,
      'x1, x2 = plane[:, 0], plane[:, 1]',
      'features = [',
      ...indent(
        features.map((feature) => {
          const formula = parseExpression(feature, OWN_FEATURES);
          const text = pythonExpression(formula, library);
          return `${isConstant(formula) ? `${library}.full_like(x1, ${text})` : text},`;
        }),
      ),
      ']',
      `return ${library}.stack(features, ${axis})`,
    ]),
  ];
}

function standardized(
  { inputs, target }: Standardization,
  width: number,
  library: ArrayLibrary,
): string[] {
  const array = library === 'torch' ? 'torch.tensor' : `${library}.array`;
  const column = (name: string, numbers: readonly number[]) =>
    fill(`${name} = ${array}([`, numbers.map(String), '])');
  return [
    ...column(
      'INPUT_MEAN',
      inputs.map(({ mean }) => mean),
    ),
    ...column(
      'INPUT_DEVIATION',
      inputs.map(({ deviation }) => deviation),
    ),
    '',
    '',
    'def prepare(measured):',
    ...indent([
      `"""What the network sees of [count, ${width}]: standardized columns."""`,
      'return (measured - INPUT_MEAN) / INPUT_DEVIATION',
    ]),
    ...(target
      ? [
          '',
          '',
          'def restore(predictions):',
          ...indent([
            '"""Predictions in the units of the target."""',
            `return predictions * ${target.deviation} + ${target.mean}`,
          ]),
        ]
      : []),
  ];
}

/** WEIGHTS, in the program or read from the saved model; the latter needs `json`. */
export function weights(model: Model): string[] {
  const { plan } = model;
  if (isInline(plan)) {
    const tensors = [
      ...parameterTensors(plan, model.parameters),
      ...statisticTensors(plan, model.statistics),
    ];
    return [
      '# A kernel is [inputs, units], everything else [units].',
      'WEIGHTS = {',
      ...indent(tensors.flatMap(tensorEntry)),
      '}',
    ];
  }
  return [
    'def read_weights(path):',
    ...indent([
      '"""The tensors of a saved model by their names: a kernel is [inputs, units]."""',
      'with open(path, encoding="utf-8") as file:',
      ...indent(['saved = json.load(file)']),
      'tensors = {}',
      'for tensor in saved["parameters"] + saved["statistics"]:',
      ...indent([
        'values = tensor["values"]',
        'if len(tensor["shape"]) == 2:',
        ...indent([
          'rows, units = tensor["shape"]',
          'values = [values[row * units : (row + 1) * units] for row in range(rows)]',
        ]),
        'tensors[tensor["name"]] = values',
      ]),
      'return tensors',
    ]),
    '',
    '',
    `WEIGHTS = read_weights(Path(__file__).with_name(${pythonString(MODEL_FILE_NAME)}))`,
  ];
}

/** Imports of the standard library, in Python's order, with an empty line after them. */
export function standardImports(lines: readonly string[]): string[] {
  const isWhole = (line: string) => line.startsWith('import ');
  const sorted = [
    ...lines.filter(isWhole).sort(),
    ...lines.filter((line) => !isWhole(line)).sort(),
  ];
  return sorted.length > 0 ? [...sorted, ''] : [];
}

/** What `weights` imports. */
export function weightsImports(plan: Plan): string[] {
  return isInline(plan) ? [] : ['import json', 'from pathlib import Path'];
}

/** EXAMPLES and what Nabla makes of them. */
export function examples(plan: Plan, { inputs, outputs }: CodeExamples): string[] {
  return [
    '# Some inputs as the network sees them, and what Nabla predicted for them.',
    ...matrix('EXAMPLES = ', inputs, plan.inputs, ''),
    ...matrix('EXPECTED = ', outputs, plan.outputs, ''),
  ];
}

/** The parameters of a choice by their names. */
export type Numbers = (name: string) => number;

/** Bodies of `rate_factor`; null where the rate is constant. */
const RATE_FACTORS: Readonly<
  Record<ScheduleId, ((number: Numbers) => readonly string[]) | null>
> = {
  constant: null,
  step: (number) => [`return ${number('factor')} ** (step // ${number('every')})`],
  'warm-up': (number) => [`return min(1.0, (step + 1) / ${number('steps')})`],
  cosine: cosineFactor,
};

/** `rate_factor(step)` in plain Python, or nothing where the rate is constant. */
export function rateFactor({ training: { schedule } }: Plan): string[] {
  const body = RATE_FACTORS[schedule.id as ScheduleId];
  if (!body) return [];
  return [
    'def rate_factor(step):',
    ...indent([
      '"""The factor on the learning rate in a step, counted from 0."""',
      ...body((name) => parameterOf(schedule, name)),
    ]),
  ];
}

/** Whether `rateFactor` needs `math`. */
export function rateFactorImports({ training: { schedule } }: Plan): string[] {
  return schedule.id === 'cosine' ? ['import math'] : [];
}

function cosineFactor(number: Numbers): string[] {
  const [steps, minimum, before] = ['steps', 'minimum', 'warmUpSteps'].map(number);
  const since = before > 0 ? `(step - ${before})` : 'step';
  const wave = '0.5 * (1 + math.cos(math.pi * progress))';
  return [
    ...(before > 0
      ? [`if step < ${before}:`, ...indent([`return (step + 1) / ${before}`])]
      : []),
    `progress = min(1.0, ${since} / ${steps})`,
    `return ${minimum === 0 ? wave : `${minimum} + (1 - ${minimum}) * ${wave}`}`,
  ];
}
