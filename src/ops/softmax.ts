import type { NumericArray } from '../core/arrays.ts';
import type { ParameterSchemas } from '../core/choice.ts';
import { createRegistry } from '../core/registry.ts';
import { activations } from './activations/index.ts';
import type { ActivationId } from './activations/index.ts';

/**
 * log Σ exp(values[i]) over `length` elements from `offset` on. The largest is taken
 * out first, so that no exponential overflows.
 * @param length at least 1
 */
export function logSumExp(values: NumericArray, offset: number, length: number): number {
  const largest = largestOf(values, offset, length);
  return values[largest] + logOfOthers(values, offset, length, largest);
}

/**
 * Writes exp(values[i]) / Σ exp(values) of a row of `length` elements from `offset` on
 * to the same place of `target`, which may be `values` itself.
 * @param length at least 1
 */
export function softmax(
  values: NumericArray,
  target: NumericArray,
  offset: number,
  length: number,
): void {
  const maximum = values[largestOf(values, offset, length)];
  let sum = 0;
  for (let i = offset; i < offset + length; i++) sum += Math.exp(values[i] - maximum);
  for (let i = offset; i < offset + length; i++)
    target[i] = Math.exp(values[i] - maximum) / sum;
}

/**
 * Cross-entropy log Σ exp(z) − Σ t·z of one example from its logits z, for targets t that
 * sum to 1. The largest logit is taken out of both terms before they meet, so that a loss
 * of 1e-20 is not rounded to 0.
 * @param length at least 1; both arrays are read from `offset` on
 */
export function softmaxCrossEntropy(
  logits: NumericArray,
  targets: NumericArray,
  offset: number,
  length: number,
): number {
  const largest = largestOf(logits, offset, length);
  let loss = logOfOthers(logits, offset, length, largest);
  for (let i = offset; i < offset + length; i++)
    // Where the target is 0 the distance may be infinite.
    if (targets[i] !== 0) loss += targets[i] * (logits[largest] - logits[i]);
  return loss;
}

/** Index of the largest of `length` values from `offset` on; the first of equals. */
export function largestOf(
  values: ArrayLike<number>,
  offset: number,
  length: number,
): number {
  let largest = offset;
  for (let i = offset + 1; i < offset + length; i++)
    if (values[i] > values[largest]) largest = i;
  return largest;
}

/** log(Σ exp(values[i] − values[largest])), where the largest contributes exactly 1. */
function logOfOthers(
  values: NumericArray,
  offset: number,
  length: number,
  largest: number,
): number {
  let others = 0;
  for (let i = offset; i < offset + length; i++)
    if (i !== largest) others += Math.exp(values[i] - values[largest]);
  return Math.log1p(others);
}

/** What a schema or a menu needs to know of an output activation. */
export interface OutputActivation<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly formula: string;
  readonly parameters: ParameterSchemas;
}

const softmaxEntry: OutputActivation<'softmax'> = {
  id: 'softmax',
  label: 'Softmax',
  formula: 'exp(xᵢ) / Σ exp(xⱼ)',
  parameters: {},
};

/** What an output layer may have: every activation, and softmax over its outputs. */
export const outputActivations = createRegistry<OutputActivation<OutputActivationId>>(
  'output activation',
  [...activations.entries, softmaxEntry],
);

export type OutputActivationId = ActivationId | 'softmax';
export const OUTPUT_ACTIVATION_IDS = outputActivations.ids;
