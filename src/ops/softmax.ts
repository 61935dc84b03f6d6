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
  const largest = maximumOf(values, offset, length);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += Math.exp(values[offset + i] - largest);
  return largest + Math.log(sum);
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
  const largest = maximumOf(values, offset, length);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += Math.exp(values[offset + i] - largest);
  for (let i = 0; i < length; i++)
    target[offset + i] = Math.exp(values[offset + i] - largest) / sum;
}

function maximumOf(values: NumericArray, offset: number, length: number): number {
  let largest = values[offset];
  for (let i = 1; i < length; i++) largest = Math.max(largest, values[offset + i]);
  return largest;
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
