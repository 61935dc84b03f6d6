import { choose, type Choice, type ParameterSchemas } from '../core/choice.ts';
import type { Registered, Registry } from '../core/registry.ts';
import type { DataSpec, HiddenLayerSpec, TrainingSpec } from '../core/spec.ts';
import { displayFeature } from '../data/plane-features.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { activations } from '../ops/activations/index.ts';
import { clippings } from '../ops/clippings/index.ts';
import { initializers } from '../ops/initializers/index.ts';
import { losses } from '../ops/losses/index.ts';
import { optimizers } from '../ops/optimizers/index.ts';
import { regularizers } from '../ops/regularizers/index.ts';
import { schedules } from '../ops/schedules/index.ts';
import { outputActivations } from '../ops/softmax.ts';

/** A part of a configuration in words. */
export interface SpecField {
  /** Small, as within a sentence: `learning rate`. */
  readonly label: string;
  readonly value: string;
}

/** A whole spec in words, in the order of the page: what two runs differ in can be told from it. */
export function describeSpec(spec: TrainingSpec): readonly SpecField[] {
  const { network, optimizer } = spec;
  const { hidden, output } = network;
  const ofLayers = (describe: (layer: HiddenLayerSpec) => string) =>
    inShort(hidden.map(describe));
  return [
    ...describeData(spec.data),
    field('seed', String(spec.seed)),
    field(
      'initial weights',
      spec.initSeed === undefined ? 'of the seed' : `no. ${spec.initSeed}`,
    ),
    field(
      'hidden layers',
      ofLayers(({ units }) => String(units)),
    ),
    ...(hidden.length === 0
      ? []
      : [
          field(
            'activation',
            ofLayers(({ activation }) => inWords(activation, activations)),
          ),
          field(
            'initializer',
            ofLayers((layer) => inWords(layer.initializer, initializers)),
          ),
          field(
            'normalization',
            ofLayers(({ normalization }) => normalization),
          ),
          field(
            'residual connections',
            ofLayers(({ residual }) => (residual ? 'yes' : 'no')),
          ),
        ]),
    field('output', inWords(output.activation, outputActivations)),
    field('output initializer', inWords(output.initializer, initializers)),
    field('deviation of initial biases', String(network.biasDeviation ?? 0)),
    field('loss', inWords(spec.loss, losses)),
    field('optimizer', inWords(optimizer, optimizers, ['learningRate'])),
    field('learning rate', String(optimizer['learningRate'])),
    field('batch size', String(spec.batchSize)),
    field('schedule', inWords(spec.schedule, schedules)),
    field('regularization', inWords(spec.regularization, regularizers)),
    field('clipping', inWords(spec.clipping, clippings)),
  ];
}

/** The fields that differ, as `learning rate 0.03 → 0.1`; empty where none does. */
export function describeChanges(
  before: readonly SpecField[],
  after: readonly SpecField[],
): string[] {
  const old = new Map(before.map(({ label, value }) => [label, value]));
  const now = new Set(after.map(({ label }) => label));
  const changed = after
    .filter(({ label, value }) => old.get(label) !== value)
    .map(({ label, value }) =>
      old.has(label) ? `${label} ${old.get(label)} → ${value}` : `${label} ${value}`,
    );
  const gone = before.filter(({ label }) => !now.has(label));
  return [...changed, ...gone.map(({ label, value }) => `no ${label} (was ${value})`)];
}

/** The fields in which not all of these are alike, a row each with a value of each; '–' where one has none. */
export function compareFields(
  all: readonly (readonly SpecField[])[],
): { readonly label: string; readonly values: readonly string[] }[] {
  const labels = new Set(all.flatMap((fields) => fields.map(({ label }) => label)));
  return [...labels]
    .map((label) => ({
      label,
      values: all.map(
        (fields) => fields.find((one) => one.label === label)?.value ?? '–',
      ),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}

/** What it is in a line: `Spiral, 2 × 32 Tanh, Adam 0.01`. */
export function summarizeSpec({ data, network, optimizer }: TrainingSpec): string {
  const layers = network.hidden.map(
    ({ units, activation }) => `${units} ${activations.get(activation.id).label}`,
  );
  return [
    nameOf(data),
    layers.length === 0 ? 'no hidden layer' : inShort(layers),
    `${optimizers.get(optimizer.id).label} ${optimizer['learningRate']}`,
  ].join(', ');
}

const field = (label: string, value: string): SpecField => ({ label, value });

function nameOf(data: DataSpec): string {
  if ('csv' in data) return data.csv;
  return 'points' in data ? 'Drawn points' : DATASETS.get(data.dataset).label;
}

function describeData(data: DataSpec): SpecField[] {
  const common = [
    field('data', nameOf(data)),
    field('share for testing', asShare(data.testFraction)),
  ];
  if ('points' in data)
    return [
      ...common,
      field('points', String(data.points.length)),
      field('task', data.task),
      field('features', describeFeatures(data.features)),
    ];
  if ('dataset' in data)
    return [
      ...common,
      field('features', describeFeatures(data.features)),
      field('samples', String(data.samples)),
      field('noise', asShare(data.noise)),
      ...(data.classes === undefined ? [] : [field('classes', String(data.classes))]),
    ];
  const list = (columns: readonly string[] | undefined) => columns?.join(', ') || 'none';
  return [
    ...common,
    field('column to predict', data.target),
    field('task', data.task ?? 'inferred'),
    field('ignored columns', list(data.ignore)),
    field('categorical columns', list(data.categorical)),
    field('standardized', data.standardize ? 'yes' : 'no'),
  ];
}

const describeFeatures = (features: readonly string[] | undefined): string =>
  features?.map(displayFeature).join(', ') ?? 'as they come';

const asShare = (share: number): string => `${Number((100 * share).toPrecision(6))} %`;

/** Equal neighbours once: `20 × 8, 4`; one value where all are equal, however many of text; `none` for none. */
function inShort(values: readonly string[]): string {
  if (values.length === 0) return 'none';
  const countable = /^\d/.test(values[0]);
  if (!countable && values.every((value) => value === values[0])) return values[0];
  const parts: string[] = [];
  for (let from = 0; from < values.length;) {
    let to = from + 1;
    while (to < values.length && values[to] === values[from]) to++;
    parts.push(to - from > 1 ? `${to - from} × ${values[from]}` : values[from]);
    from = to;
  }
  return parts.join(', ');
}

type Entry = Registered & { readonly parameters: ParameterSchemas };

/** `L2 (Rate λ 0.01)`: its label, and those parameters that differ from their defaults. */
function inWords(
  choice: Choice,
  registry: Registry<Entry>,
  omit: readonly string[] = [],
): string {
  const entry = registry.get(choice.id);
  const defaults = choose(entry);
  const parameters = Object.entries(entry.parameters)
    .filter(([name]) => !omit.includes(name) && choice[name] !== defaults[name])
    .map(([name, { label }]) => `${label} ${choice[name]}`);
  return parameters.length === 0
    ? entry.label
    : `${entry.label} (${parameters.join(', ')})`;
}
