import type { LayerPlan } from '../../core/plan.ts';
import type { Moments } from '../../data/moments.ts';
import { counted } from '../counted.ts';
import type { Model } from '../model.ts';
import {
  fraction,
  magnitude,
  name,
  operator,
  row,
  sum,
  type Formula,
} from './formula.ts';
import { formulaTex } from './formula-tex.ts';
import { formulaText } from './formula-text.ts';
import {
  inputName,
  meaningOf,
  unitEquations,
  type Equation,
  type EquationOptions,
} from './unit-equations.ts';

/** The equations of a layer, or of what comes before the first or after the last. */
export interface EquationGroup {
  readonly title: string;
  readonly equations: readonly Equation[];
  /** Sentences about what is left out and what names mean. */
  readonly notes: readonly string[];
}

export interface ModelEquationOptions extends EquationOptions {
  /** The most units of a layer that are shown. */
  readonly units: number;
  /** The most layers that are shown. */
  readonly layers: number;
}

/** The whole network as equations from the inputs to the answer, bounded in size. */
export function modelEquations(
  model: Model,
  options: ModelEquationOptions,
): EquationGroup[] {
  const { layers } = model.plan;
  const shown =
    layers.length <= options.layers
      ? layers
      : [...layers.slice(0, options.layers - 1), layers[layers.length - 1]];
  const omitted = layers.length - shown.length;
  const groups = shown.map((layer) => layerGroup(model, layer, options));
  if (omitted > 0) {
    const last = groups[groups.length - 1];
    const note = `… ${counted(omitted, 'further layer')} before this one`;
    groups[groups.length - 1] = { ...last, notes: [note, ...last.notes] };
  }
  return [...inputGroup(model, options), ...groups, ...targetGroup(model, options)];
}

export function layerTitle({ plan }: Model, { index }: LayerPlan): string {
  return index === plan.layers.length - 1 ? 'Output' : `Layer ${index + 1}`;
}

/** What the names in the equations of a layer mean, in sentences. */
export function layerNotes(model: Model, layer: LayerPlan): string[] {
  const { classNames, plan } = model;
  const meaning = meaningOf(layer);
  const isOutput = layer.index === plan.layers.length - 1;
  return [
    ...(meaning === '' ? [] : [meaning]),
    ...(layer.normalization === 'layer'
      ? ['μ and ν are mean and variance of all z of the layer.']
      : []),
    ...(isOutput && classNames ? [classNote(plan.outputs, classNames)] : []),
  ];
}

function classNote(outputs: number, classNames: readonly string[]): string {
  if (outputs === 1)
    return `The larger y is, the more does the network take it for “${classNames[1]}” rather than “${classNames[0]}”.`;
  const named = classNames.slice(0, MAX_NAMED).map((each, k) => `y_${k + 1}: “${each}”`);
  const left = classNames.length - named.length;
  return `${named.join(', ')}${left > 0 ? `, … ${left} further classes` : ''}`;
}

const MAX_NAMED = 10;

function layerGroup(
  model: Model,
  layer: LayerPlan,
  options: ModelEquationOptions,
): EquationGroup {
  const count = Math.min(layer.units, options.units);
  const equations = Array.from({ length: count }, (_, unit) =>
    unitEquations(model, layer, unit, options),
  ).flat();
  const omitted = layer.units - count;
  const notes = layerNotes(model, layer);
  return {
    title: layerTitle(model, layer),
    equations,
    notes: omitted > 0 ? [`… ${counted(omitted, 'further unit')}`, ...notes] : notes,
  };
}

/** How measured inputs become those that the network sees. */
function inputGroup(model: Model, options: ModelEquationOptions): EquationGroup[] {
  const { standardization, featureNames } = model;
  if (!standardization) return [];
  const count = Math.min(featureNames.length, options.units);
  const equations = Array.from({ length: count }, (_, input) => ({
    left: inputName(model, input),
    right: standardized(
      name(featureNames[input]),
      standardization.inputs[input],
      options.digits,
    ),
  }));
  const omitted = featureNames.length - count;
  const notes = omitted > 0 ? [`… ${counted(omitted, 'further input')}`] : [];
  return [{ title: 'Inputs', equations, notes }];
}

function standardized(
  measured: Formula,
  { mean, deviation }: Moments,
  digits: number,
): Formula {
  const centred =
    mean === 0
      ? measured
      : sum([
          [false, measured],
          [mean > 0, magnitude(mean, digits)],
        ]);
  return deviation === 1 ? centred : fraction(centred, magnitude(deviation, digits));
}

/** How the answer becomes the target in its own units. */
function targetGroup(model: Model, { digits }: EquationOptions): EquationGroup[] {
  const target = model.standardization?.target;
  if (!target) return [];
  const scaled = row(magnitude(target.deviation, digits), operator('·'), name('y'));
  const right = sum([
    [false, scaled],
    [target.mean < 0, magnitude(target.mean, digits)],
  ]);
  const equation = { left: name(model.targetName), right };
  return [{ title: 'Prediction', equations: [equation], notes: [] }];
}

/** The equation as one formula. */
export function equationFormula({ left, right }: Equation): Formula {
  return row(left, operator('='), right);
}

/** All of it as plain text, a line an equation. */
export function equationsText(groups: readonly EquationGroup[]): string {
  return groups
    .map(({ title, equations, notes }) =>
      [
        `${title}:`,
        ...equations.map((equation) => formulaText(equationFormula(equation))),
        ...notes,
      ].join('\n'),
    )
    .join('\n\n');
}

/** All of it as TeX, for the environment `align*` of amsmath. */
export function equationsTex(groups: readonly EquationGroup[]): string {
  const lines = groups.flatMap(({ title, equations, notes }) => [
    `% ${title}`,
    ...equations.map(
      ({ left, right }) => `${formulaTex(left)} &= ${formulaTex(right)} \\\\`,
    ),
    ...notes.map((note) => `% ${note.replaceAll(/\s+/g, ' ')}`),
  ]);
  return ['\\begin{align*}', ...lines, '\\end{align*}'].join('\n');
}
