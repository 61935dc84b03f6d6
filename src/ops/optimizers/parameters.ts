import type { ParameterSchema } from '../../core/choice.ts';

/** The learning rate with the default that suits the optimizer. */
export function learningRate(defaultValue: number): ParameterSchema {
  return {
    label: 'Learning rate',
    default: defaultValue,
    minimum: 0,
    exclusiveMinimum: true,
    maximum: 1000,
    scale: 'log',
  };
}

/** A share of the past that is kept in each step: 0 forgets at once, 1 would never forget. */
export function memory(label: string, defaultValue: number): ParameterSchema {
  return {
    label,
    default: defaultValue,
    minimum: 0,
    maximum: 1,
    exclusiveMaximum: true,
  };
}

/** Keeps a quotient finite where the gradient has always been 0. */
export const epsilon: ParameterSchema = {
  label: 'ε',
  default: 1e-8,
  minimum: 1e-30,
  maximum: 1,
  scale: 'log',
};
