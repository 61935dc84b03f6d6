import { LIMITS } from '../core/spec.ts';
import * as v from 'valibot';
import { closedObject, numberWithin, type NumberBounds } from '../spec/schema-parts.ts';
import { decodeNumber, splitOnce } from './choice-text.ts';

/** What can end a run by itself, in the order in which a link names it. */
export const STOP_KINDS = [
  'steps',
  'epochs',
  'trainLoss',
  'testLoss',
  'accuracy',
  'patience',
] as const;
export type StopKind = (typeof STOP_KINDS)[number];

/**
 * When a run is to pause by itself, besides when somebody pauses it; kinds that are absent
 * never end it. `steps` and `epochs`: after so many. `trainLoss`, `testLoss`: when an
 * evaluation finds it below. `accuracy`: when the test accuracy, a share of 1, is at least
 * that. `patience`: when the test loss has found no new minimum in so many evaluations.
 */
export type StopConditions = { readonly [Kind in StopKind]?: number };

const whole = (maximum: number): NumberBounds => ({ minimum: 1, maximum, integer: true });
const LOSS: NumberBounds = { minimum: 0, maximum: 1e6, exclusiveMinimum: true };

export const STOP_BOUNDS: Readonly<Record<StopKind, NumberBounds>> = {
  steps: whole(LIMITS.steps),
  epochs: whole(LIMITS.steps),
  trainLoss: LOSS,
  testLoss: LOSS,
  accuracy: { minimum: 0, maximum: 1, exclusiveMinimum: true },
  patience: whole(1_000_000),
};

const condition = (kind: StopKind) => v.optional(numberWithin(STOP_BOUNDS[kind]));

/** Checks what a link, or storage, says; unknown kinds and wrong numbers are issues. */
export const stopConditionsSchema = closedObject({
  steps: condition('steps'),
  epochs: condition('epochs'),
  trainLoss: condition('trainLoss'),
  testLoss: condition('testLoss'),
  accuracy: condition('accuracy'),
  patience: condition('patience'),
});

/** `steps:500,testLoss:0.1`; empty where nothing ends the run. */
export function encodeStopConditions(conditions: StopConditions): string {
  return STOP_KINDS.filter((kind) => conditions[kind] !== undefined)
    .map((kind) => `${kind}:${conditions[kind]}`)
    .join(',');
}

/** What `encodeStopConditions` wrote; not checked yet. */
export function decodeStopConditions(text: string): Record<string, unknown> {
  // A map first: a key such as __proto__ must become an own key to be found unknown.
  const entries = new Map<string, unknown>();
  for (const part of text === '' ? [] : text.split(',')) {
    const [kind, value] = splitOnce(part, ':');
    entries.set(kind, decodeNumber(value) ?? value);
  }
  return Object.fromEntries(entries);
}
