import type { NumericArray } from '../../core/arrays.ts';
import { soleParameter } from '../../core/choice.ts';
import { NORMALIZATION_EPSILON, type LayerPlan } from '../../core/plan.ts';
import { activations, type ActivationId } from '../../ops/activations/index.ts';
import { counted } from '../counted.ts';
import type { Model } from '../model.ts';
import {
  call,
  fraction,
  magnitude,
  name,
  operator,
  root,
  row,
  signed,
  sum,
  words,
  type Formula,
} from './formula.ts';

/** `left = right` */
export interface Equation {
  readonly left: Formula;
  readonly right: Formula;
}

export interface EquationOptions {
  /** Significant digits of numbers. */
  readonly digits: number;
  /** The most terms of a sum; of more the largest are shown. */
  readonly terms: number;
}

/** What an activation is called in a formula; null where it changes nothing. */
const FUNCTION_NAMES: Readonly<Record<ActivationId, string | null>> = {
  linear: null,
  sigmoid: 'σ',
  tanh: 'tanh',
  relu: 'ReLU',
  'leaky-relu': 'LeakyReLU',
  elu: 'ELU',
  selu: 'SELU',
  softplus: 'softplus',
  silu: 'SiLU',
  gelu: 'GELU',
  sine: 'sin',
};

/** Functions that everybody knows need no explanation. */
const WELL_KNOWN: readonly string[] = ['linear', 'tanh', 'sine'];

/** What the functions in the formulas of a layer mean, in words; '' where that is known. */
export function meaningOf(layer: LayerPlan): string {
  const { activation } = layer;
  if (!activations.has(activation.id) || WELL_KNOWN.includes(activation.id)) return '';
  const { formula, parameters } = activations.get(activation.id);
  const alpha = Object.keys(parameters).length > 0;
  const where = alpha ? `, α = ${soleParameter(activation, parameters)}` : '';
  return `${FUNCTION_NAMES[activation.id]}(x) = ${formula}${where}`;
}

/** The variable of an input of the network. */
export function inputName(model: Model, input: number): Formula {
  return model.standardization
    ? name('x', String(input + 1))
    : name(model.featureNames[input]);
}

/** The variable of what a unit hands on, or answers. */
export function unitName(
  model: Model,
  { index, units }: LayerPlan,
  unit: number,
): Formula {
  const isOutput = index === model.plan.layers.length - 1;
  if (!isOutput) return name('h', String(unit + 1), String(index + 1));
  return units === 1 ? name('y') : name('y', String(unit + 1));
}

/**
 * How a unit computes its output: its weighted sum, its normalization and its activation.
 * @param unit from 0
 */
export function unitEquations(
  model: Model,
  layer: LayerPlan,
  unit: number,
  options: EquationOptions,
): Equation[] {
  const { index, units, normalization } = layer;
  const isSoftmax = layer.activation.id === 'softmax';
  const above = isSoftmax ? undefined : String(index + 1);
  const z = name('z', units === 1 ? undefined : String(unit + 1), above);
  const weighted = weightedSum(model, layer, unit, options);
  const left = unitName(model, layer, unit);
  if (isSoftmax)
    return [
      { left: z, right: weighted },
      { left, right: softmax(units, z, options) },
    ];
  if (normalization === 'none')
    return [{ left, right: activated(model, layer, unit, weighted) }];
  const n = normalized(model, layer, unit, z, options);
  return [
    { left: z, right: weighted },
    { left, right: activated(model, layer, unit, n) },
  ];
}

function softmax(units: number, z: Formula, { terms }: EquationOptions): Formula {
  const exponentials = Array.from(
    { length: units },
    (_, k) => [false, call('exp', name('z', String(k + 1)))] as const,
  );
  const under =
    units <= terms
      ? sum(exponentials)
      : row(
          sum(exponentials.slice(0, terms)),
          operator('+'),
          words(`… ${counted(units - terms, 'further term')}`),
        );
  return fraction(call('exp', z), under);
}

function activated(model: Model, layer: LayerPlan, unit: number, n: Formula): Formula {
  const functionName = FUNCTION_NAMES[layer.activation.id as ActivationId];
  const a = functionName === null ? n : call(functionName, n);
  if (!layer.residual || unit >= layer.inputs) return a;
  return row(a, operator('+'), sourceName(model, layer, unit));
}

/** The variable that a layer reads. */
function sourceName(model: Model, { index }: LayerPlan, input: number): Formula {
  return index === 0
    ? inputName(model, input)
    : unitName(model, model.plan.layers[index - 1], input);
}

function weightedSum(
  model: Model,
  layer: LayerPlan,
  unit: number,
  { digits, terms }: EquationOptions,
): Formula {
  const { kernel, bias, inputs, units } = layer;
  const weight = (input: number) =>
    model.parameters[kernel.offset + input * units + unit];
  // A weight of 0, as L1 makes it, is no term.
  const present = Array.from({ length: inputs }, (_, input) => input).filter(
    (input) => weight(input) !== 0,
  );
  const shown = largest(present, (input) => Math.abs(weight(input)), terms);
  const parts = shown.map((input) => {
    const product = row(
      magnitude(weight(input), digits),
      operator('·'),
      sourceName(model, layer, input),
    );
    return [weight(input) < 0, product] as const;
  });
  const b = bias ? model.parameters[bias.offset + unit] : 0;
  if (b !== 0) parts.push([b < 0, magnitude(b, digits)]);
  const left = present.length - shown.length;
  if (left === 0) return sum(parts);
  return row(sum(parts), operator('+'), words(`… ${counted(left, 'further term')}`));
}

/** The `count` largest, in their own order. */
function largest(
  items: readonly number[],
  size: (item: number) => number,
  count: number,
): readonly number[] {
  if (items.length <= count) return items;
  return [...items]
    .sort((a, b) => size(b) - size(a))
    .slice(0, count)
    .sort((a, b) => a - b);
}

/** γ·(z − μ) / √(ν + ε) + β, with numbers for what does not depend on the input. */
function normalized(
  model: Model,
  layer: LayerPlan,
  unit: number,
  z: Formula,
  { digits }: EquationOptions,
): Formula {
  const { parameters, statistics } = model;
  const at = (vector: NumericArray, first: number) => vector[first + unit];
  const gamma = layer.scale ? at(parameters, layer.scale.offset) : 1;
  const beta = layer.shift ? at(parameters, layer.shift.offset) : 0;
  const epsilon = magnitude(NORMALIZATION_EPSILON, digits);
  const above = String(layer.index + 1);
  const isBatch = layer.normalization === 'batch';
  const mean = at(statistics, layer.statistics);
  const variance = at(statistics, layer.statistics + layer.units);
  const subtrahend = isBatch ? magnitude(mean, digits) : name('μ', undefined, above);
  const centred =
    isBatch && mean === 0
      ? z
      : sum([
          [false, z],
          [!isBatch || mean > 0, subtrahend],
        ]);
  const spread = isBatch
    ? magnitude(variance + NORMALIZATION_EPSILON, digits)
    : row(name('ν', undefined, above), operator('+'), epsilon);
  const quotient = fraction(centred, root(spread));
  // A scale that was never trained is 1 and says nothing.
  const scaled =
    gamma === 1 ? quotient : row(signed(gamma, digits), operator('·'), quotient);
  return beta === 0
    ? scaled
    : row(scaled, operator(beta < 0 ? '−' : '+'), magnitude(beta, digits));
}
