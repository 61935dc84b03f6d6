import type { ParameterSchema } from '../../core/choice.ts';
import { LIMITS } from '../../core/spec.ts';

/** A number of steps. */
export function stepCount(
  label: string,
  defaultValue: number,
  minimum: 0 | 1 = 1,
): ParameterSchema {
  return {
    label,
    default: defaultValue,
    minimum,
    maximum: LIMITS.steps,
    integer: true,
    // A logarithm cannot show a minimum of 0.
    scale: minimum === 0 ? 'linear' : 'log',
  };
}
